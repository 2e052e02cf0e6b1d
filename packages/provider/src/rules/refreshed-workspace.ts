import { asDesired, type LiveWorkspace, type ScheduleState } from "@skyvia-schedules/core";
import type { WorkspaceInputs } from "./workspace-inputs.ts";
import type { WorkspaceOutputs } from "./workspace-outputs.ts";
import { statesBefore, workspaceOutputs, type WorkspaceFindings } from "./workspace-result.ts";

/** Outputs and inputs after a refresh. */
export interface RefreshedWorkspace {
  readonly props: WorkspaceOutputs;
  readonly inputs: WorkspaceInputs;
}

/** The inputs as which the state can be read again: each schedule is wanted as it is known. */
export function inputsOf(workspaceId: number, olds: Partial<WorkspaceOutputs>): WorkspaceInputs {
  const { name, schedules = {}, names, entries, unmanaged, limits, onDelete, __sources: sources } = olds;
  return {
    workspaceId,
    ...(name === undefined ? {} : { name }),
    schedules: asInputs(schedules),
    ...(names === undefined ? {} : { names }),
    ...(entries === undefined ? {} : { entries }),
    ...(unmanaged === undefined ? {} : { unmanaged }),
    ...(limits === undefined ? {} : { limits }),
    ...(onDelete === undefined ? {} : { onDelete }),
    ...(sources === undefined ? {} : { __sources: sources }),
  };
}

/** What a refresh has found, without any input that the program did not give. */
export function refreshedWorkspace(findings: WorkspaceFindings): RefreshedWorkspace {
  const { inputs, live, olds } = findings;
  const unsettled = olds.__unsettled === undefined ? {} : { __unsettled: olds.__unsettled };
  const states = statesBefore(findings);
  const names = inputs.names === undefined ? {} : { names: liveNames(inputs.names, live) };
  const props = { ...workspaceOutputs(findings, states, states), ...names, ...unsettled };
  return { props, inputs: inputsOf(inputs.workspaceId, props) };
}

/** Asserted names, as they are live. */
function liveNames(names: Readonly<Record<string, string>>, { listing }: LiveWorkspace): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([id, name]) => [id, listing === null ? name : (listing.get(Number(id))?.name ?? name)]),
  );
}

/** States in the words of inputs: what is not defined is off. */
function asInputs(states: Readonly<Record<string, ScheduleState>>): Record<string, "enabled" | "disabled"> {
  return Object.fromEntries(Object.entries(states).map(([id, state]) => [id, asDesired(state)]));
}

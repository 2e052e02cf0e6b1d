import { instantText, asDesired, isAsDesired, type LiveWorkspace, type ScheduleState } from "@skyvia-schedules/core";
import { hasOverlays } from "./overlays/overlay-inputs.ts";
import { keptOverlays, refreshedOverlays } from "./overlays/overlay-outputs.ts";
import type { Properties } from "./properties.ts";
import type { WorkspaceInputs } from "./workspace-inputs.ts";
import type { WorkspaceOutputs } from "./workspace-outputs.ts";
import { statesBefore, workspaceOutputs, type WorkspaceFindings } from "./workspace-result.ts";
import { subjectById, wishOf } from "./workspace-wish.ts";

/** Outputs and inputs after a refresh. */
export interface RefreshedWorkspace {
  readonly props: WorkspaceOutputs;
  readonly inputs: WorkspaceInputs;
}

/** Inputs with which the state can be read again: they ask for each schedule as it is known. `given`: the inputs in the state, where the engine sends them. */
export function inputsOf(
  workspaceId: number,
  olds: Partial<WorkspaceOutputs>,
  given: Properties | undefined,
): WorkspaceInputs {
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
    ...refreshedOverlays(olds, given),
    ...(sources === undefined ? {} : { __sources: sources }),
  };
}

/**
 * The findings of a refresh, without any input that the program did not give. Holds and freezes stay as the last update evaluated them: a schedule that they
 * set keeps the input of the program.
 */
export function refreshedWorkspace({ live, olds, now, ...found }: RefreshFindings): RefreshedWorkspace {
  const { inputs } = found.wish;
  const base = { ...inputs, schedules: { ...inputs.schedules, ...olds.__base } };
  const wish = wishOf(base, now);
  const findings = { ...found, live, olds, wish };
  const unsettled = olds.__unsettled === undefined ? {} : { __unsettled: olds.__unsettled };
  const states = statesBefore(findings);
  const names = inputs.names === undefined ? {} : { names: liveNames(inputs.names, live) };
  const { at: _, nextTransition: __, __at: ___, ...outs } = workspaceOutputs(findings, states, states);
  const props: WorkspaceOutputs = { ...outs, ...keptOverlays(olds), ...names, ...unsettled };
  const refreshed = inputsOf(inputs.workspaceId, props, { ...inputs });
  if (!hasOverlays(base)) return { props, inputs: refreshed };
  const wishes = [wish, wishOf({ ...base, at: olds.at ?? instantText(wish.at) }, now)];
  const isAsWished = (id: string): boolean =>
    wishes.some((one) => {
      const subject = subjectById(one, props, Number(id));
      return subject !== null && isAsDesired(props.schedules[id], one.states.of(subject));
    });
  const schedules = Object.entries(refreshed.schedules).map(
    ([id, schedule]) => [id, isAsWished(id) ? (base.schedules[id] ?? schedule) : schedule] as const,
  );
  return { props, inputs: { ...refreshed, schedules: Object.fromEntries(schedules) } };
}

/** The read state of a workspace. `wish`: that of the inputs with which it was read. `now`: milliseconds since the epoch. */
export interface RefreshFindings extends WorkspaceFindings {
  readonly now: number;
}

/** The live names for asserted names. */
function liveNames(names: Readonly<Record<string, string>>, { listing }: LiveWorkspace): Record<string, string> {
  return Object.fromEntries(
    Object.entries(names).map(([id, name]) => [id, listing === null ? name : (listing.get(Number(id))?.name ?? name)]),
  );
}

/** States as inputs have them: a schedule that is not defined is disabled. */
function asInputs(states: Readonly<Record<string, ScheduleState>>): Record<string, "enabled" | "disabled"> {
  return Object.fromEntries(Object.entries(states).map(([id, state]) => [id, asDesired(state)]));
}

import { isAsDesired, type Selection } from "@skyvia-schedules/core";
import type { WorkspaceInputs } from "./workspace-inputs.ts";
import { enforcedStates, type WorkspaceOutputs } from "./workspace-outputs.ts";

/** Selects what an update has to read: everything that the state does not show to be as the program says. */
export function whatIsLeft(olds: Partial<WorkspaceOutputs>, { names = {} }: WorkspaceInputs): Selection {
  const states = enforcedStates(olds);
  const unsettled = new Set(olds.__unsettled);
  return ({ mode, schedule, selector }, { id }) => {
    if (mode === "observe" || id === null || unsettled.has(id) || !isAsDesired(states.get(id), schedule)) return true;
    return selector.kind === "id" && names[id] !== olds.names?.[id];
  };
}

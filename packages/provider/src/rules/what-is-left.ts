import { isAsDesired, type Selection } from "@skyvia-schedules/core";
import type { WorkspaceInputs } from "./workspace-inputs.ts";
import { enforcedStates, type WorkspaceOutputs } from "./workspace-outputs.ts";

/** What an update has to look at: all that the state does not tell to be as the program says. */
export function whatIsLeft(olds: Partial<WorkspaceOutputs>, { names = {} }: WorkspaceInputs): Selection {
  const states = enforcedStates(olds);
  const unsettled = new Set(olds.__unsettled);
  return ({ mode, schedule, selector }, { id }) => {
    if (mode === "observe" || id === null || unsettled.has(id) || !isAsDesired(states.get(id), schedule)) return true;
    return selector.kind === "id" && names[id] !== olds.names?.[id];
  };
}

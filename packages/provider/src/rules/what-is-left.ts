import { isAsDesired, type Selection } from "@skyvia-schedules/core";
import { enforcedStates, type WorkspaceOutputs } from "./workspace-outputs.ts";
import type { Wish } from "./workspace-wish.ts";

/** Selects what an update has to read: everything that is not as the program says, according to the state. */
export function whatIsLeft(olds: Partial<WorkspaceOutputs>, { inputs: { names = {} }, states }: Wish): Selection {
  const known = enforcedStates(olds);
  const unsettled = new Set(olds.__unsettled);
  return (entry, { id, name }) => {
    if (entry.mode === "observe" || id === null || unsettled.has(id)) return true;
    if (!isAsDesired(known.get(id), states.of({ entry, id, name }))) return true;
    return entry.selector.kind === "id" && names[id] !== olds.names?.[id];
  };
}

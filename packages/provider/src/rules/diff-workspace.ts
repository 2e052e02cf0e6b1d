import { decidingEntry, isAsDesired } from "@skyvia-schedules/core";
import type { Difference } from "./diff-integration.ts";
import { isOverlaidOtherwise } from "./overlays/overlay-outputs.ts";
import { holdsUnknown, isEqual, type Properties } from "./properties.ts";
import { isSameEntries } from "./same-entries.ts";
import { workspaceInputs, type WorkspaceInputs } from "./workspace-inputs.ts";
import type { WorkspaceOutputs } from "./workspace-outputs.ts";
import { baseOf, nextOfWish, subjectById, wishOf, type Wish } from "./workspace-wish.ts";

/**
 * Compares the state with the inputs of the program, without a call to the API. `now`: milliseconds since the
 * epoch. A hold or freeze that has begun or ended since the last update is a change, too.
 */
export function diffWorkspace(olds: Partial<WorkspaceOutputs>, news: Properties, now: number): Difference {
  if (news["workspaceId"] !== olds.workspaceId) return { changes: true, replaces: ["workspaceId"] };
  if (holdsUnknown(news)) return { changes: true, replaces: [] };
  const inputs = workspaceInputs(news);
  const settings = (["onDelete", "limits"] as const).some((key) => !isEqual(olds[key], inputs[key]));
  const wish = wishOf(inputs, now);
  return { changes: needsWork(olds, wish) || settings || hasPassed(olds, wish), replaces: [] };
}

/** Whether an update has to read the live state. A change of `onDelete`, `limits` or the next transition does not need that. */
export function needsWork(olds: Partial<WorkspaceOutputs>, wish: Wish): boolean {
  return (
    olds.__unsettled !== undefined ||
    asksOtherwise(olds, wish.inputs) ||
    !schedulesHold(olds, wish) ||
    !selectedHold(olds, wish)
  );
}

/** Whether a transition has passed that the state still expects, or the desired states below holds and freezes have changed. */
function hasPassed(olds: Partial<WorkspaceOutputs>, wish: Wish): boolean {
  return (
    !isEqual(olds.nextTransition, nextOfWish(wish, olds)) ||
    !isEqual(olds.__base ?? {}, baseOf(wish.inputs, olds.schedules ?? {}))
  );
}

function asksOtherwise(olds: Partial<WorkspaceOutputs>, inputs: WorkspaceInputs): boolean {
  if ((["name", "names", "unmanaged"] as const).some((key) => !isEqual(olds[key], inputs[key]))) return true;
  if (!isSameEntries(olds.entries, inputs.entries) || isOverlaidOtherwise(olds, inputs)) return true;
  return inputs.unmanaged === "fail" && (olds.unmanagedIds?.length ?? 0) > 0;
}

function schedulesHold(olds: Partial<WorkspaceOutputs>, wish: Wish): boolean {
  const wanted = Object.keys(wish.inputs.schedules);
  const known = olds.schedules ?? {};
  return (
    wanted.length === Object.keys(known).length &&
    wanted.every((id) => {
      const subject = subjectById(wish, olds, Number(id));
      return subject !== null && isAsDesired(known[id], wish.states.of(subject));
    })
  );
}

/** Whether the selected integrations are as `entries` say, and each entry by name selected one. */
function selectedHold({ selected = {} }: Partial<WorkspaceOutputs>, { workspace, lookup, states }: Wish): boolean {
  const names = new Set<string | null>();
  for (const [id, { name, schedule }] of Object.entries(selected)) {
    const entry = decidingEntry(lookup, { id: Number(id), name });
    if (entry === undefined || !isAsDesired(schedule, states.of({ entry, id: Number(id), name }))) return false;
    names.add(name);
  }
  return workspace.entries.every(
    ({ selector, mode }) => selector.kind !== "name" || mode === "observe" || names.has(selector.name),
  );
}

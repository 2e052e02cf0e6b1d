import { createEntryLookup, decidingEntry, isAsDesired } from "@skyvia-schedules/core";
import type { Difference } from "./diff-integration.ts";
import { holdsUnknown, isEqual, type Properties } from "./properties.ts";
import { isSameEntries } from "./same-entries.ts";
import { desiredWorkspace, workspaceInputs, type WorkspaceInputs } from "./workspace-inputs.ts";
import type { WorkspaceOutputs } from "./workspace-outputs.ts";

/** What the state says against what the program says now, without a look at the live world. */
export function diffWorkspace(olds: Partial<WorkspaceOutputs>, news: Properties): Difference {
  if (news["workspaceId"] !== olds.workspaceId) return { changes: true, replaces: ["workspaceId"] };
  if (holdsUnknown(news)) return { changes: true, replaces: [] };
  const inputs = workspaceInputs(news);
  const settings = (["onDelete", "limits"] as const).some((key) => !isEqual(olds[key], inputs[key]));
  return { changes: needsWork(olds, inputs) || settings, replaces: [] };
}

/** Whether an update has to look at the live world: `onDelete` and `limits` can do without. */
export function needsWork(olds: Partial<WorkspaceOutputs>, inputs: WorkspaceInputs): boolean {
  return (
    olds.__unsettled !== undefined ||
    asksOtherwise(olds, inputs) ||
    !schedulesHold(olds, inputs) ||
    !selectedHold(olds, inputs)
  );
}

function asksOtherwise(olds: Partial<WorkspaceOutputs>, inputs: WorkspaceInputs): boolean {
  if ((["name", "names", "unmanaged"] as const).some((key) => !isEqual(olds[key], inputs[key]))) return true;
  if (!isSameEntries(olds.entries, inputs.entries)) return true;
  return inputs.unmanaged === "fail" && (olds.unmanagedIds?.length ?? 0) > 0;
}

function schedulesHold(olds: Partial<WorkspaceOutputs>, inputs: WorkspaceInputs): boolean {
  const wanted = Object.entries(inputs.schedules);
  const known = olds.schedules ?? {};
  return (
    wanted.length === Object.keys(known).length && wanted.every(([id, schedule]) => isAsDesired(known[id], schedule))
  );
}

/** Whether what entries by name and glob had found is as they say, and each entry by name had found one. */
function selectedHold({ selected = {} }: Partial<WorkspaceOutputs>, inputs: WorkspaceInputs): boolean {
  const workspace = desiredWorkspace(inputs);
  const lookup = createEntryLookup(workspace);
  const names = new Set<string | null>();
  for (const [id, { name, schedule }] of Object.entries(selected)) {
    const entry = decidingEntry(lookup, { id: Number(id), name });
    if (entry === undefined || !isAsDesired(schedule, entry.schedule)) return false;
    names.add(name);
  }
  return workspace.entries.every(
    ({ selector, mode }) => selector.kind !== "name" || mode === "observe" || names.has(selector.name),
  );
}

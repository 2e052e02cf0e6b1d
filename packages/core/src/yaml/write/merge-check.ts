import { areSame, entryDefaults, essenceOf, workspaceDefaults, type EntryEssence } from "../../model/essence.ts";
import type { DesiredState } from "../../model/model.ts";
import { asDesired } from "../../model/schedule-state.ts";
import type { ImportedIntegration, ImportedWorkspace } from "./imported.ts";

/** Whether a desired state is another one with new entries behind those of each workspace, without places. */
export function isMergeOf(after: DesiredState, before: DesiredState, news: readonly ImportedWorkspace[]): boolean {
  const known = new Map(before.workspaces.map((workspace) => [workspace.id, essenceOf(workspace)]));
  for (const { id, name, integrations } of news) {
    const workspace = known.get(id) ?? { id, ...workspaceDefaults, name: asserted(name), entries: [] };
    known.set(id, { ...workspace, entries: [...workspace.entries, ...integrations.map(newEntry)] });
  }
  const wanted = [...known.values()].toSorted((a, b) => a.id - b.id);
  return areSame(after.workspaces.map(essenceOf), wanted);
}

function newEntry({ id, name, schedule }: ImportedIntegration): EntryEssence {
  return {
    ...entryDefaults,
    selector: { kind: "id", id },
    name: asserted(name),
    schedule: asDesired(schedule),
  };
}

/** An empty name asserts nothing. */
function asserted(name: string | null): string | null {
  return name === "" ? null : name;
}

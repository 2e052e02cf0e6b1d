import type { DesiredEntry, DesiredState } from "../model.ts";
import type { ImportedIntegration, ImportedWorkspace } from "./imported.ts";

/** Whether a desired state is another one with new entries behind those of each workspace, places aside. */
export function isMergeOf(after: DesiredState, before: DesiredState, news: readonly ImportedWorkspace[]): boolean {
  const known = new Map(before.workspaces.map((workspace) => [workspace.id, essenceOf(workspace)]));
  for (const { id, name, integrations } of news) {
    const workspace = known.get(id) ?? { id, name: asserted(name), unmanaged: "report", entries: [] };
    known.set(id, { ...workspace, entries: [...workspace.entries, ...integrations.map(newEntry)] });
  }
  const wanted = [...known.values()].toSorted((a, b) => a.id - b.id);
  return JSON.stringify(after.workspaces.map(essenceOf)) === JSON.stringify(wanted);
}

type Essence = Pick<DesiredState["workspaces"][number], "id" | "name" | "unmanaged"> & {
  readonly entries: readonly Omit<DesiredEntry, "source" | "selectorSource" | "nameSource">[];
};

function essenceOf({ id, name, unmanaged, entries }: DesiredState["workspaces"][number]): Essence {
  return { id, name, unmanaged, entries: entries.map(entryEssence) };
}

function entryEssence(entry: Essence["entries"][number]): Essence["entries"][number] {
  const { selector, name, schedule, mode, owner, reason, tags } = entry;
  return { selector, name, schedule, mode, owner, reason, tags };
}

function newEntry({ id, name, schedule }: ImportedIntegration): Essence["entries"][number] {
  return {
    selector: { kind: "id", id },
    name: asserted(name),
    schedule: schedule === "enabled" ? "enabled" : "disabled",
    mode: "enforce",
    owner: null,
    reason: null,
    tags: [],
  };
}

/** An empty name asserts nothing. */
function asserted(name: string | null): string | null {
  return name === "" ? null : name;
}

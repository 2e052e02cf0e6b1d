import {
  areSame,
  areSameOverlays,
  entryDefaults,
  essenceOf,
  workspaceDefaults,
  type EntryEssence,
} from "../../model/essence.ts";
import type { DesiredState } from "../../model/model.ts";
import { asDesired } from "../../model/schedule-state.ts";
import type { DefaultValues } from "../read/block-defaults.ts";
import type { TextRead } from "../read/load-desired.ts";
import type { ImportedIntegration, ImportedWorkspace } from "./imported.ts";

/**
 * Whether a desired state is another one with new entries behind those of each workspace, and with the new variables of
 * workspaces that had none, without places. A new entry has the defaults of its workspace block.
 */
export function isMergeOf(after: DesiredState, before: TextRead, news: readonly ImportedWorkspace[]): boolean {
  const known = new Map(before.desired.workspaces.map((workspace) => [workspace.id, essenceOf(workspace)]));
  for (const { id, name, tokenFrom = null, integrations } of news) {
    const workspace = known.get(id) ?? { id, ...workspaceDefaults, name: asserted(name), tokenFrom, entries: [] };
    known.set(id, {
      ...workspace,
      tokenFrom: workspace.tokenFrom ?? tokenFrom,
      entries: [...workspace.entries, ...integrations.map((item) => newEntry(item, before.defaults.get(id)))],
    });
  }
  const wanted = [...known.values()].toSorted((a, b) => a.id - b.id);
  return areSame(after.workspaces.map(essenceOf), wanted) && areSameOverlays(after.overlays, before.desired.overlays);
}

function newEntry({ id, name, schedule }: ImportedIntegration, defaults: DefaultValues = {}): EntryEssence {
  return {
    ...entryDefaults,
    ...defaults,
    selector: { kind: "id", id },
    name: asserted(name),
    schedule: asDesired(schedule),
  };
}

/** An empty name asserts nothing. */
function asserted(name: string | null): string | null {
  return name === "" ? null : name;
}

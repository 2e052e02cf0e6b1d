import type { Change } from "../model/change.ts";
import type { LiveState } from "../model/live-state.ts";
import type { DesiredEntry, DesiredState } from "../model/model.ts";
import { createEntryLookup, decidingEntry } from "./entry-lookup.ts";

/** A managed integration: its change, and what the entry that decides it and the listing say of it. */
export interface ManagedIntegration {
  readonly change: Change;
  /** With the defaults of its workspace block. */
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** ISO 8601, as the API gives it. null: the listing was not read, or does not say. */
  readonly created: string | null;
}

/** Every integration that a plan compared, in the order of the plan. */
export function managedOf(
  desired: DesiredState,
  live: LiveState,
  { changes }: { readonly changes: readonly Change[] },
): readonly ManagedIntegration[] {
  const entryOf = entryFinder(desired);
  return changes.map((change) => {
    const listed = live.get(change.workspaceId)?.listing?.get(change.integrationId);
    const { owner = null, tags = [] } = entryOf(change) ?? {};
    return { change, owner, tags, created: listed?.created ?? null };
  });
}

/** Finds the entry that decides a change: where the listing was not read, all entries are by id. */
function entryFinder({ workspaces }: DesiredState): (change: Change) => DesiredEntry | undefined {
  const lookups = new Map(workspaces.map((workspace) => [workspace.id, createEntryLookup(workspace)]));
  return ({ workspaceId, integrationId: id, name }) => {
    const lookup = lookups.get(workspaceId);
    return lookup && decidingEntry(lookup, { id, name });
  };
}

import type { Change } from "../model/change.ts";
import type { DriftChange } from "./drift.ts";
import type { LiveState } from "../model/live-state.ts";
import type { DesiredState } from "../model/model.ts";
import { createEntryFinder } from "../entries/entry-lookup.ts";

/** A managed integration: its change, and facts from its entry and from the listing. */
export interface ManagedIntegration {
  readonly change: Change | DriftChange;
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
  { changes }: { readonly changes: readonly (Change | DriftChange)[] },
): readonly ManagedIntegration[] {
  const entryOf = createEntryFinder(desired.workspaces); // where the listing was not read, all entries are by id
  return changes.map((change) => {
    const { workspaceId, integrationId: id, name } = change;
    const listed = live.get(workspaceId)?.listing?.get(id);
    const { owner = null, tags = [] } = entryOf(workspaceId, { id, name }) ?? {};
    return { change, owner, tags, created: listed?.created ?? null };
  });
}

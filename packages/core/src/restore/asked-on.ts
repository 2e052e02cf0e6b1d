import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import type { DesiredState, Source } from "../model/model.ts";
import { effectiveAt } from "../overlays/effective.ts";
import { createLayers } from "../overlays/layers.ts";

/** An integration that an apply would enable, and the place that asks for it. */
export interface AskedOn {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly source: Source;
}

/** The integrations of a workspace that an apply of the files would enable at an instant, in milliseconds since the epoch. */
export function askedOn(
  { workspaces, overlays }: DesiredState,
  workspaceId: number,
  integrations: readonly { readonly id: number; readonly name: string | null }[],
  at: number,
): readonly AskedOn[] {
  const workspace = workspaces.find(({ id }) => id === workspaceId);
  if (workspace === undefined) return [];
  const lookup = createEntryLookup(workspace);
  const layersOf = createLayers(overlays, workspaceId);
  return integrations.flatMap(({ id, name }) => {
    const entry = decidingEntry(lookup, { id, name });
    if (entry === undefined || entry.mode === "observe") return [];
    const { schedule, layer } = effectiveAt(layersOf(entry, { id, name }), at);
    return schedule === "enabled"
      ? [{ workspaceId, integrationId: id, name, source: layer?.source ?? entry.source }]
      : [];
  });
}

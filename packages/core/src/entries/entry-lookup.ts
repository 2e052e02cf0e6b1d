import { compileGlob } from "./glob.ts";
import type { DesiredEntry, DesiredWorkspace } from "../model/model.ts";

/** Finds the entries that select an integration. */
export interface EntryLookup {
  byId(id: number): DesiredEntry | undefined;
  byName(name: string | null): DesiredEntry | undefined;
  /** The first entry in order whose glob matches. */
  byGlob(name: string | null): DesiredEntry | undefined;
}

/** An index over the entries of one workspace. */
export function createEntryLookup({ entries }: DesiredWorkspace): EntryLookup {
  const ids = new Map<number, DesiredEntry>();
  const names = new Map<string, DesiredEntry>();
  const globs: { entry: DesiredEntry; matches: (name: string) => boolean }[] = [];
  for (const entry of entries) {
    const { selector } = entry;
    if (selector.kind === "id") ids.set(selector.id, entry);
    else if (selector.kind === "name") names.set(selector.name, entry);
    else globs.push({ entry, matches: compileGlob(selector.glob) });
  }
  return {
    byId: (id) => ids.get(id),
    // A lookup in an empty map would hash every name for nothing.
    byName: (name) => (name === null || names.size === 0 ? undefined : names.get(name)),
    byGlob: (name) => (name === null ? undefined : globs.find(({ matches }) => matches(name))?.entry),
  };
}

/** Finds the entry that decides about an integration of any workspace. undefined: it is unmanaged. */
export type EntryFinder = (
  workspaceId: number,
  subject: { readonly id: number; readonly name: string | null },
) => DesiredEntry | undefined;

/** An index over the entries of all workspaces. */
export function createEntryFinder(workspaces: readonly DesiredWorkspace[]): EntryFinder {
  const lookups = new Map(workspaces.map((workspace) => [workspace.id, createEntryLookup(workspace)]));
  return (workspaceId, subject) => {
    const lookup = lookups.get(workspaceId);
    return lookup && decidingEntry(lookup, subject);
  };
}

/** The one entry that decides: by id, else by name, else the first glob. undefined: the integration is unmanaged. */
export function decidingEntry(
  lookup: EntryLookup,
  { id, name }: { readonly id: number; readonly name: string | null },
): DesiredEntry | undefined {
  return lookup.byId(id) ?? lookup.byName(name) ?? lookup.byGlob(name);
}

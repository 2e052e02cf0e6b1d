import { isEqual } from "./properties.ts";
import type { EntryInput } from "./workspace-inputs.ts";

/** Whether two lists of entries mean the same. Globs have an order, of which the first wins; entries by id and name have none. */
export function isSameEntries(a: readonly EntryInput[] = [], b: readonly EntryInput[] = []): boolean {
  return isEqual(a.filter(isGlob), b.filter(isGlob)) && isEqual(byKey(a), byKey(b));
}

function isGlob({ id, name }: EntryInput): boolean {
  return id == null && name == null;
}

function byKey(entries: readonly EntryInput[]): Record<string, EntryInput> {
  const others = entries.filter((entry) => !isGlob(entry));
  return Object.fromEntries(
    others.map((entry) => [JSON.stringify([entry.id ?? null, entry.id == null ? entry.name : null]), entry]),
  );
}

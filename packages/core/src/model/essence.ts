import type { DesiredEntry, DesiredWorkspace, Limit, Unmanaged } from "./model.ts";

/** What a workspace of the desired state asks for, places aside: equal essences ask for the same. */
export interface Essence {
  readonly id: number;
  readonly name: string | null;
  readonly unmanaged: Unmanaged;
  readonly limits: { readonly disable: Limit | null; readonly enable: Limit | null };
  readonly entries: readonly EntryEssence[];
}

/** The same of one entry. */
export type EntryEssence = Omit<DesiredEntry, "source" | "selectorSource" | "nameSource" | "protectedSource"> & {
  readonly protected: boolean;
};

/** A workspace without its places. */
export function essenceOf({ id, name, unmanaged, limits, entries }: DesiredWorkspace): Essence {
  const { disable, enable } = limits;
  return {
    id,
    name,
    unmanaged,
    limits: { disable: disable?.limit ?? null, enable: enable?.limit ?? null },
    entries: entries.map(entryEssence),
  };
}

/** An entry without its places. */
export function entryEssence(entry: DesiredEntry): EntryEssence {
  const { selector, name, schedule, mode, owner, reason, tags, protectedSource } = entry;
  return { selector, name, schedule, mode, owner, reason, tags, protected: protectedSource !== null };
}

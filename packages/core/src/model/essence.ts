import { noNotes, notesOf, type EntryNotes } from "./entry-notes.ts";
import type {
  DesiredEntry,
  DesiredSchedule,
  DesiredState,
  DesiredWorkspace,
  Drain,
  Limit,
  Mode,
  Selector,
  Unmanaged,
} from "./model.ts";
import type { Freeze, Hold, Overlays } from "./overlay.ts";

/** A workspace of the desired state without places. Workspaces that ask for the same have equal essences. */
export interface Essence {
  readonly id: number;
  readonly name: string | null;
  readonly tokenFrom: string | null;
  readonly unmanaged: Unmanaged;
  readonly limits: { readonly disable: Limit | null; readonly enable: Limit | null };
  readonly entries: readonly EntryEssence[];
}

/** One entry without places. */
export interface EntryEssence extends EntryNotes {
  readonly selector: Selector;
  readonly name: string | null;
  readonly schedule: DesiredSchedule;
  readonly mode: Mode;
  readonly protected: boolean;
  readonly drain: Drain;
}

/** The keys of an entry apart from what selects and its schedule. An entry that is split off from another one has them too. */
export type EntrySettings = Omit<EntryEssence, "selector" | "name" | "schedule">;

/** The defaults of an entry: of every key but its selector and its schedule. */
export const entryDefaults: Omit<EntryEssence, "selector" | "schedule"> = {
  name: null,
  mode: "enforce",
  protected: false,
  drain: "none",
  ...noNotes,
};

/** The defaults of a workspace: of every key but its id and its entries. */
export const workspaceDefaults: Omit<Essence, "id" | "entries"> = {
  name: null,
  tokenFrom: null,
  unmanaged: "report",
  limits: { disable: null, enable: null },
};

/** A workspace without its places. */
export function essenceOf({ id, name, tokenFrom, unmanaged, limits, entries }: DesiredWorkspace): Essence {
  const { disable, enable } = limits;
  return {
    id,
    name,
    tokenFrom: tokenFrom?.variable ?? null,
    unmanaged,
    limits: { disable: disable?.limit ?? null, enable: enable?.limit ?? null },
    entries: entries.map(entryEssence),
  };
}

/** An entry without its places. */
export function entryEssence(entry: DesiredEntry): EntryEssence {
  const { selector, name, schedule, mode, protectedSource, drain = entryDefaults.drain } = entry;
  return { selector, name, schedule, mode, protected: protectedSource !== null, drain, ...notesOf(entry) };
}

/** Whether two lists of workspaces ask for the same, entry by entry. */
export function areSame(a: readonly Essence[], b: readonly Essence[]): boolean {
  return JSON.stringify(a, sorted) === JSON.stringify(b, sorted);
}

/**
 * The desired state as a text to be hashed. Keys are sorted, and a key with its default is left out, so a key that a later version adds changes nothing until a
 * file uses it.
 */
export function essenceText({ workspaces, overlays }: DesiredState): string {
  const essences = workspaces.map((workspace) => {
    const { entries, ...rest } = essenceOf(workspace);
    return {
      ...withoutDefaults(rest, workspaceDefaults),
      entries: entries.map((entry) => withoutDefaults(entry, entryDefaults)),
    };
  });
  const { holds, freezes } = overlaysEssence(overlays);
  const isBare = holds.length + freezes.length === 0; // the hash of such files is older than holds and freezes
  return JSON.stringify(isBare ? essences : { workspaces: essences, holds, freezes }, sorted);
}

/** Holds and freezes without their places. */
export function overlaysEssence({ holds, freezes }: Overlays): {
  readonly holds: object[];
  readonly freezes: object[];
} {
  return { holds: holds.map(withoutSource), freezes: freezes.map(withoutSource) };
}

/**
 * How each key of a hold or a freeze is hashed: `always` for the keys of the first version, with their default too. A key that comes later needs its default
 * here, and is left out with it.
 */
const overlayKeys: Readonly<Record<keyof Hold | keyof Freeze, "always" | { readonly default: unknown }>> = {
  workspaceId: "always",
  select: "always",
  except: "always",
  name: "always",
  schedule: "always",
  from: "always",
  until: "always",
  time: "always",
  reason: "always",
  owner: "always",
  overridesFreeze: "always",
  timeZone: "always",
  source: "always",
};

const laterDefaults = Object.fromEntries(
  Object.entries(overlayKeys).flatMap(([key, rule]) => (rule === "always" ? [] : [[key, rule.default] as const])),
);

function withoutSource({ source: _source, timeZone, ...rest }: Hold | Freeze): object {
  const recurs = "time" in rest && rest.time.kind === "recurring"; // elsewhere the zone only says how instants are shown
  return withoutDefaults(recurs ? { ...rest, timeZone } : rest, laterDefaults);
}

/** Whether the holds and freezes of two desired states are the same, places aside. */
export function areSameOverlays(a: Overlays, b: Overlays): boolean {
  return JSON.stringify(overlaysEssence(a), sorted) === JSON.stringify(overlaysEssence(b), sorted);
}

/** A value without the keys that have their default, at any depth of what the defaults describe. */
export function withoutDefaults(value: object, defaults: object): object {
  const standards = new Map<string, unknown>(Object.entries(defaults));
  const kept = Object.entries(value).flatMap(([key, own]: [string, unknown]) => {
    const standard = standards.get(key);
    if (JSON.stringify(own) === JSON.stringify(standard)) return [];
    return [[key, isMapping(own) && isMapping(standard) ? withoutDefaults(own, standard) : own] as const];
  });
  return Object.fromEntries(kept);
}

function sorted(_key: string, value: unknown): unknown {
  if (!isMapping(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function isMapping(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

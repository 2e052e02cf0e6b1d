import {
  commonName,
  createEntryLookup,
  decidingEntry,
  type DesiredEntry,
  type DesiredSchedule,
  type DesiredWorkspace,
  type EntryLookup,
} from "@skyvia-schedules/core";

/** A schedule that two resources of one program manage, as far as their inputs show it. */
export interface Overlap {
  /** What both select: `integration 456`, `integration "Nightly orders"`, `integrations that match "stg-*"`. */
  readonly what: string;
  readonly first: DesiredSchedule;
  readonly second: DesiredSchedule;
  /** false: an entry by id whose name is not known may decide instead. */
  readonly isCertain: boolean;
}

interface GlobEntry {
  readonly glob: string;
  readonly entry: DesiredEntry;
}

/** The entries of one resource, indexed. */
export interface Managed {
  readonly workspace: DesiredWorkspace;
  readonly lookup: EntryLookup;
  /** The entries with a glob, observed ones left out. */
  readonly globs: readonly GlobEntry[];
  readonly selectsByName: boolean;
  /** Whether an entry by id does not name its integration. */
  readonly hasUnnamedIds: boolean;
}

/** Indexes the entries of a resource. */
export function managedBy(workspace: DesiredWorkspace): Managed {
  const { entries } = workspace;
  return {
    workspace,
    lookup: createEntryLookup(workspace),
    globs: entries.flatMap((entry) =>
      entry.selector.kind === "match" && entry.mode === "enforce" ? [{ glob: entry.selector.glob, entry }] : [],
    ),
    selectsByName: entries.some(({ selector }) => selector.kind !== "id"),
    hasUnnamedIds: entries.some(({ selector, name }) => selector.kind === "id" && name === null),
  };
}

/** Everything that two resources both manage. Empty for different workspaces. */
export function overlaps(first: Managed, second: Managed): Overlap[] {
  if (first.workspace.id !== second.workspace.id) return [];
  const [few, many] = [first, second].toSorted((a, b) => a.workspace.entries.length - b.workspace.entries.length);
  const found =
    few === undefined || many === undefined ? [] : few.workspace.entries.flatMap((entry) => byId(entry, many));
  const inOrder = few === first ? found : found.map(turned);
  if (!first.selectsByName && !second.selectsByName) return inOrder;
  const ahead = first.workspace.entries.flatMap((entry) => byName(entry, second));
  const back = second.workspace.entries.flatMap((entry) => byName(entry, first).map(turned));
  const both = [...ahead, ...back, ...byGlobs(first, second)];
  const named = both.map((overlap) => [overlap.what, overlap] as const);
  return [...inOrder, ...new Map(named).values()];
}

function byId({ selector, mode, schedule }: DesiredEntry, { lookup }: Managed): Overlap[] {
  if (selector.kind !== "id" || mode === "observe") return [];
  const other = lookup.byId(selector.id);
  if (other === undefined || other.mode === "observe") return [];
  return [{ what: `integration ${selector.id}`, first: schedule, second: other.schedule, isCertain: true }];
}

/** The integrations that an entry selects by name, by glob, or by id with an asserted name, and that the other resource selects by name or glob. */
function byName(entry: DesiredEntry, { lookup, globs, hasUnnamedIds }: Managed): Overlap[] {
  const { selector, mode, schedule } = entry;
  if (mode === "observe" || selector.kind === "match") return [];
  const id = selector.kind === "id" ? selector.id : 0;
  const asserted = selector.kind === "id" ? entry.name : selector.name;
  const name = asserted ?? (everyNameIsDecidedAlike(globs) ? "a" : null);
  if (name === null || lookup.byId(id) !== undefined) return [];
  const other = decidingEntry(lookup, { id, name });
  if (other === undefined || other.mode === "observe") return [];
  const what = selector.kind === "id" ? `integration ${id}` : `integration ${JSON.stringify(name)}`;
  return [
    {
      what,
      first: schedule,
      second: other.schedule,
      isCertain: other.selector.kind === "name" || !hasUnnamedIds || selector.kind === "id",
    },
  ];
}

/** More pairs of globs than these are not compared. */
const mostPairs = 10_000;

/** An example of a name that globs of both match and that no other entry decides. */
function byGlobs(first: Managed, second: Managed): Overlap[] {
  if (first.globs.length * second.globs.length > mostPairs) return [];
  const found: Overlap[] = [];
  for (const one of first.globs) {
    for (const other of second.globs) {
      const name = commonName(one.glob, other.glob);
      if (name === null) continue;
      if (decidedByName(first, name) !== one.entry || decidedByName(second, name) !== other.entry) continue;
      found.push({
        what: `integrations that match ${globsText(one.glob, other.glob)}`,
        first: one.entry.schedule,
        second: other.entry.schedule,
        isCertain: one.glob === other.glob || takesEveryName(one.glob) || takesEveryName(other.glob),
      });
    }
  }
  return found;
}

function decidedByName({ lookup }: Managed, name: string): DesiredEntry | undefined {
  return decidingEntry(lookup, { id: 0, name });
}

function takesEveryName(glob: string): boolean {
  return /^\*+$/.test(glob);
}

function globsText(first: string, second: string): string {
  return first === second ? JSON.stringify(first) : `both ${JSON.stringify(first)} and ${JSON.stringify(second)}`;
}

/** Whether there is one entry apart from those by id, and it selects every name. */
function everyNameIsDecidedAlike(globs: readonly GlobEntry[]): boolean {
  return globs.length === 1 && globs.every(({ glob }) => takesEveryName(glob));
}

function turned(overlap: Overlap): Overlap {
  return { ...overlap, first: overlap.second, second: overlap.first };
}

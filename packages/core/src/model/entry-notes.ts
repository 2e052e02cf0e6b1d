/** The keys of an entry for people and for `--select`. They never decide whether a schedule is on or off. */
export interface EntryNotes {
  readonly owner: string | null;
  readonly reason: string | null;
  readonly tags: readonly string[];
}

/**
 * How each note is treated: its value if it is not written, and whether an entry that is split off from a glob's entry keeps it. A new note needs a row here
 * and a place in the schema, nothing else.
 */
const rules: { readonly [K in keyof EntryNotes]: { readonly none: EntryNotes[K]; readonly inherited: boolean } } = {
  owner: { none: null, inherited: true },
  reason: { none: null, inherited: false }, // it was given for all that the glob matches
  tags: { none: [], inherited: true },
};

export const noteKeys: readonly (keyof EntryNotes)[] = Object.keys(rules) as (keyof EntryNotes)[];

/** The notes of an entry, or of the value of an entry. A note that is not given has its empty value. */
export function notesOf(given: { readonly [K in keyof EntryNotes]?: EntryNotes[K] | undefined }): EntryNotes {
  return Object.fromEntries(noteKeys.map((key) => [key, given[key] ?? rules[key].none])) as unknown as EntryNotes;
}

/** The notes of an entry without any. */
export const noNotes: EntryNotes = notesOf({});

/** The notes that an entry for one integration takes over from the entry of the glob that decided it before. */
export function inheritedNotes(entry: EntryNotes): EntryNotes {
  return notesOf(Object.fromEntries(noteKeys.flatMap((key) => (rules[key].inherited ? [[key, entry[key]]] : []))));
}

/** The notes that are given, as pairs in a fixed order. */
export function givenNotes(entry: EntryNotes): (readonly [string, string | readonly string[]])[] {
  return noteKeys.flatMap((key) => {
    const value: string | readonly string[] | null = entry[key];
    return value === null || value.length === 0 ? [] : [[key, value] as const];
  });
}

/** An entry without its notes. */
export function withoutNotes<E extends EntryNotes>(entry: E): Omit<E, keyof EntryNotes> {
  const rest = Object.entries(entry).filter(([key]) => !noteKeys.some((note) => note === key));
  return Object.fromEntries(rest) as Omit<E, keyof EntryNotes>;
}

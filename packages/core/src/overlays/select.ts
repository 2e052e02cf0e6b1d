import type { Sought } from "../entries/alike-selector.ts";
import { compileGlob } from "../entries/glob.ts";
import type { EntryNotes } from "../model/entry-notes.ts";
import type { DesiredEntry } from "../model/model.ts";
import type { OverlaySelect } from "../model/overlay.ts";

/** The known facts about an integration, with the notes of the entry that decides it. */
export interface Subject {
  /** null: not known without the listing. */
  readonly id: number | null;
  /** null: not known without the listing, or the integration has none. */
  readonly name: string | null;
  readonly notes: Pick<EntryNotes, "tags" | "owner">;
}

/** Whether an integration is selected. null: the known facts do not decide. */
export type Test = (subject: Subject) => boolean | null;

/** The test of a `select` or an `except`. */
export function compileSelect(select: OverlaySelect): Test {
  const tests = [...testsOf(select)];
  return (subject) => every(tests.map((test) => test(subject)));
}

function* testsOf({ id, name, match, tag, owner }: OverlaySelect): Generator<Test> {
  if (tag !== undefined) yield ({ notes }) => notes.tags.some((one) => tag.includes(one));
  if (owner !== undefined) yield ({ notes }) => notes.owner !== null && owner.includes(notes.owner);
  if (id !== undefined) yield (subject) => (subject.id === null ? null : id.includes(subject.id));
  if (name !== undefined) yield (subject) => (subject.name === null ? null : name.includes(subject.name));
  if (match !== undefined) {
    const globs = match.map(compileGlob);
    yield (subject) => (subject.name === null ? null : globs.some((fits) => fits(subject.name ?? "")));
  }
}

/** All are true: true; one is false: false; else not known. */
function every(answers: readonly (boolean | null)[]): boolean | null {
  if (answers.includes(false)) return false;
  return answers.includes(null) ? null : true;
}

/** The test for integrations that `select` selects and `except` does not. null: neither is given. */
export function compileBoth(select: OverlaySelect | null, except: OverlaySelect | null): Test {
  const [taken, left] = [select && compileSelect(select), except && compileSelect(except)];
  return (subject) => {
    const isLeft = left === null ? false : left(subject);
    return every([taken === null ? true : taken(subject), isLeft === null ? null : !isLeft]);
  };
}

/** Whether a `select` looks at names, which only the listing has. */
export function looksAtNames(select: OverlaySelect | null): boolean {
  return select?.name !== undefined || select?.match !== undefined;
}

/** The texts of a `select`, to find texts that they look like if they select nothing. `label`: the name of the key. */
export function soughtBy({ name, match, tag, owner }: OverlaySelect, label: string): Sought[] {
  const lists = { name, match, tag, owner };
  return (["name", "match", "tag", "owner"] as const).flatMap((by) =>
    (lists[by] ?? []).map((text) => ({ by, text, in: label })),
  );
}

/** The facts in the files about the one integration that an entry covers. null: the entry has a glob, which may cover any number. */
export function subjectOfEntry(entry: DesiredEntry): Subject | null {
  const { selector, name } = entry;
  switch (selector.kind) {
    case "id":
      return { id: selector.id, name, notes: entry };
    case "name":
      return { id: null, name: selector.name, notes: entry };
    case "match":
      return null;
  }
}

import { compileGlob } from "./glob.ts";
import type { DesiredEntry } from "../model/model.ts";

/** One `--select` or `--exclude`. */
export type Criterion =
  | { readonly kind: "id"; readonly id: number }
  | { readonly kind: "name"; readonly glob: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "owner"; readonly owner: string };

/** An integration as far as a criterion looks at it. */
interface Subject {
  readonly id: number | null;
  readonly name: string | null;
}

/** Whether an entry is part of this run for the integration that it covers. */
export type Selection = (entry: DesiredEntry, subject: Subject) => boolean;

/** Everything that any of `select` names (all, where it is empty), less everything that any of `exclude` names. */
export function createSelection(select: readonly Criterion[], exclude: readonly Criterion[]): Selection {
  const wanted = select.map(compile);
  const unwanted = exclude.map(compile);
  return (entry, subject) =>
    (wanted.length === 0 || wanted.some((test) => test(entry, subject))) &&
    !unwanted.some((test) => test(entry, subject));
}

/** The selection that takes all. */
export const everything: Selection = () => true;

function compile(criterion: Criterion): Selection {
  switch (criterion.kind) {
    case "id":
      return (_, { id }) => id === criterion.id;
    case "name": {
      const matches = compileGlob(criterion.glob);
      return (_, { name }) => name !== null && matches(name);
    }
    case "tag":
      return ({ tags }) => tags.includes(criterion.tag);
    case "owner":
      return ({ owner }) => owner === criterion.owner;
  }
}

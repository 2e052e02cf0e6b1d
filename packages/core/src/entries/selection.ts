import { alikeSelector, type Sought } from "./alike-selector.ts";
import { compileGlob } from "./glob.ts";
import type { LiveState } from "../model/live-state.ts";
import type { DesiredEntry, DesiredState } from "../model/model.ts";

/** One `--select` or `--exclude`. */
export type Criterion =
  | { readonly kind: "id"; readonly id: number }
  | { readonly kind: "name"; readonly glob: string }
  | { readonly kind: "tag"; readonly tag: string }
  | { readonly kind: "owner"; readonly owner: string };

/** The properties of an integration that a criterion looks at. */
interface Subject {
  readonly id: number | null;
  readonly name: string | null;
}

/** Whether an entry is part of this run for the integration that it covers. */
export interface Selection {
  (entry: DesiredEntry, subject: Subject): boolean;
  /** What it selects by. */
  readonly criteria?: readonly Criterion[];
}

/** Selects everything that any of `select` names (all integrations if it is empty), except everything that any of `exclude` names. */
export function createSelection(select: readonly Criterion[], exclude: readonly Criterion[]): Selection {
  const wanted = select.map(compile);
  const unwanted = exclude.map(compile);
  const selection = (entry: DesiredEntry, subject: Subject): boolean =>
    (wanted.length === 0 || wanted.some((test) => test(entry, subject))) &&
    !unwanted.some((test) => test(entry, subject));
  return Object.assign(selection, { criteria: select });
}

/** Whether a selection may include an integration of the entry. false: it includes none, whatever the live state is. */
export function mayTake(entry: DesiredEntry, select: readonly Criterion[], exclude: readonly Criterion[]): boolean {
  const answers = (criteria: readonly Criterion[]): (boolean | null)[] => criteria.map((one) => answer(one, entry));
  return (select.length === 0 || answers(select).some((one) => one !== false)) && !answers(exclude).includes(true);
}

/** Whether a criterion selects the integrations of an entry. null: that depends on the live state. */
function answer(criterion: Criterion, entry: DesiredEntry): boolean | null {
  const { selector } = entry;
  switch (criterion.kind) {
    case "id":
      return selector.kind === "id" ? selector.id === criterion.id : null;
    case "name":
      return selector.kind === "name" ? compileGlob(criterion.glob)(selector.name) : null;
    case "tag":
    case "owner":
      return compile(criterion)(entry, { id: null, name: null });
  }
}

/** The selection that takes all. */
export const everything: Selection = () => true;

/** A criterion as it is written, such as `id:456`. */
export function criterionText(criterion: Criterion): string {
  return `${criterion.kind}:${valueOf(criterion)}`;
}

function valueOf(criterion: Criterion): string {
  switch (criterion.kind) {
    case "id":
      return String(criterion.id);
    case "name":
      return criterion.glob;
    case "tag":
      return criterion.tag;
    case "owner":
      return criterion.owner;
  }
}

/** Whether any of the criteria names a live integration, which has an id and a name alone. None of them: all are selected. */
export function selectLive(criteria: readonly LiveCriterion[]): (subject: Subject) => boolean {
  const tests = criteria.map(compileLive);
  return (subject) => tests.length === 0 || tests.some((test) => test(subject));
}

/** A criterion that needs no entry. */
export type LiveCriterion = Extract<Criterion, { readonly kind: "id" | "name" }>;

function compileLive(criterion: LiveCriterion): (subject: Subject) => boolean {
  if (criterion.kind === "id") return ({ id }) => id === criterion.id;
  const matches = compileGlob(criterion.glob);
  return ({ name }) => name !== null && matches(name);
}

function compile(criterion: Criterion): Selection {
  switch (criterion.kind) {
    case "id":
    case "name": {
      const test = compileLive(criterion);
      return (_, subject) => test(subject);
    }
    case "tag":
      return ({ tags }) => tags.includes(criterion.tag);
    case "owner":
      return ({ owner }) => owner === criterion.owner;
  }
}

/** How a criterion of a selection differs from a name, a tag or an owner that it looks like. "": none looks like one. */
export function alikeCriterion({ criteria = [] }: Selection, { workspaces }: DesiredState, live: LiveState): string {
  const sought = criteria.flatMap((criterion): Sought[] => {
    const { kind } = criterion;
    if (kind === "id") return [];
    return [{ by: kind === "name" ? "match" : kind, text: valueOf(criterion), in: criterionText(criterion) }];
  });
  return alikeSelector(sought, {
    names: [...live.values()].flatMap(({ listing }) => [...(listing?.values() ?? [])].map(({ name }) => name)),
    entries: workspaces.flatMap((workspace) => workspace.entries),
  });
}

import type { ProblemKind } from "./problem.ts";

interface Texts<F> {
  readonly kind: ProblemKind;
  readonly message: (facts: F) => string;
  readonly next: (facts: F) => string;
}

const config = <F>(message: Texts<F>["message"], next: Texts<F>["next"]): Texts<F> => ({ kind: "config", message, next });
const live = <F>(message: Texts<F>["message"], next: Texts<F>["next"]): Texts<F> => ({ kind: "live", message, next });
const guard = <F>(message: Texts<F>["message"], next: Texts<F>["next"]): Texts<F> => ({ kind: "guard", message, next });

/** Every problem that a run can tell, by code: the one home of the texts. Detection is elsewhere. */
const texts = {
  "duplicate-entry": config<{ what: string; first: string }>(
    ({ what, first }) => `${what} is named twice, first at ${first}`,
    () => "Keep one of the two entries.",
  ),

  "workspace-missing": live<{ id: number }>(
    ({ id }) => `workspace ${id} does not exist, or the token does not cover it`,
    () => "Correct the workspace id (`skyvia-schedules workspaces` lists those of the token), or use a token that covers it.",
  ),
  "workspace-name-differs": live<{ id: number; desired: string; live: string | null }>(
    (f) => `workspace ${f.id} is named ${quote(f.live)}, not ${quote(f.desired)}; nothing of it is touched`,
    () => "Correct the id, or the asserted name.",
  ),
  "listing-inconsistent": live<{ id: number; why: string }>(
    ({ id, why }) => `the listing of workspace ${id} does not add up: ${why}; nothing of it is touched`,
    () => "Run again; if it stays so, tell the vendor.",
  ),
  "integration-missing": live<{ id: number; workspaceId: number }>(
    (f) => `integration ${f.id} does not exist in workspace ${f.workspaceId}`,
    () => "Correct the id, or remove the entry.",
  ),
  "name-differs": live<{ id: number; desired: string; live: string | null }>(
    (f) => `integration ${f.id} is named ${quote(f.live)}, not ${quote(f.desired)}`,
    () => "Correct the id, or the asserted name if it was renamed.",
  ),
  "name-not-found": live<{ name: string; workspaceId: number }>(
    (f) => `no integration of workspace ${f.workspaceId} is named ${quote(f.name)}`,
    () => "Correct the name, or select by id.",
  ),
  "name-ambiguous": live<{ name: string; ids: readonly number[]; workspaceId: number }>(
    (f) => `${f.ids.length} integrations of workspace ${f.workspaceId} are named ${quote(f.name)}: ${f.ids.join(", ")}`,
    () => "Select by id.",
  ),
  "selected-twice": live<{ id: number; first: string }>(
    ({ id, first }) => `integration ${id} is selected twice, first at ${first}`,
    () => "Keep one of the two entries.",
  ),
  "schedule-not-defined": live<{ id: number; name: string | null }>(
    ({ id, name }) => `integration ${id} ${name === null ? "" : `${quote(name)} `}has no schedule to enable`,
    () => "Define its schedule in Skyvia's web editor first: the API can only switch a schedule that exists.",
  ),
  "unmanaged-not-allowed": guard<{ workspaceId: number; count: number; ids: readonly number[] }>(
    (f) =>
      `${f.count} integrations of workspace ${f.workspaceId} are unmanaged: ${f.ids.join(", ")}${f.count > f.ids.length ? ", ..." : ""}`,
    () => "Add an entry for each, or set `unmanaged: report`.",
  ),
} satisfies Record<string, Texts<never>>;

export type ProblemCode = keyof typeof texts;

/** The facts that the texts of a code speak of. */
export type ProblemFacts<C extends ProblemCode> = Parameters<(typeof texts)[C]["message"]>[0];

export const problemTexts: { readonly [C in ProblemCode]: Texts<ProblemFacts<C>> } = texts;

function quote(name: string | null): string {
  return name === null ? "(no name)" : JSON.stringify(name);
}

/**
 * The effect of a problem on the run. It decides the exit code:
 * - `stops-run`: files or flags alone show it; nothing is planned and nothing is written.
 * - `leaves-out`: the run leaves its subject as it is, and does the rest.
 * - `lacks-token`: no token can be used for its subject, which is left as it is.
 * - `blocks-run`: a rule of the user; nothing is written, and a plan fails too.
 * - `blocks-writes`: a rule of the user; nothing is written, and a plan only reports it.
 * - `blocks-change`: a rule of the user; this change is skipped, and the run does the rest.
 * - `warns`: it changes nothing.
 * - `counts-as-drift`: only `drift` reports it; no write can correct it.
 */
export type ProblemKind = (typeof problemKinds)[number];

/** Every kind of problem. */
export const problemKinds = [
  "stops-run",
  "leaves-out",
  "lacks-token",
  "blocks-run",
  "blocks-writes",
  "blocks-change",
  "warns",
  "counts-as-drift",
] as const;

/** Where a problem belongs: to the run as a whole, to one workspace, or to one integration or its entry. */
export type ProblemScope = "run" | "workspace" | "integration";

/** Whether a problem keeps a run from writing anything. */
export function blocksWrites({ kind }: { readonly kind: ProblemKind }): boolean {
  return kind === "blocks-run" || kind === "blocks-writes";
}

/** Whether a problem keeps a run from making one change, and from nothing else. */
export function blocksChange({ kind }: { readonly kind: ProblemKind }): boolean {
  return kind === "blocks-change";
}

/** The text of docs/problems.md about a code, without facts. */
export interface CodePage {
  readonly title: string;
  /** What a user should know. Whole sentences. */
  readonly about: string;
  /** The next step. Whole sentences. */
  readonly next: string;
}

/** What a problem is: its page, and its texts, made from its facts. */
export interface ProblemTexts<F> {
  readonly page: CodePage;
  readonly kind: ProblemKind;
  readonly scope: ProblemScope;
  readonly message: (facts: F) => string;
  readonly next: (facts: F) => string;
}

/** A maker of texts for problems of one kind and scope. */
export function textsOf(
  kind: ProblemKind,
  scope: ProblemScope,
): <F>(page: CodePage, message: ProblemTexts<F>["message"], next: ProblemTexts<F>["next"]) => ProblemTexts<F> {
  return (page, message, next) => ({ page, kind, scope, message, next });
}

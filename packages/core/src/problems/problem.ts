import type { ProblemKind, ProblemScope, ProblemTexts } from "./problem-kind.ts";
import { problemTexts, type ProblemCode, type ProblemFacts } from "./problem-texts.ts";
import type { Source } from "../model/model.ts";

/** A finding that is not an exception: code, message and next step, ready to be shown or saved. */
export interface Problem {
  readonly code: ProblemCode;
  readonly kind: ProblemKind;
  readonly scope: ProblemScope;
  readonly message: string;
  /** What the user can do about it, in one sentence. */
  readonly next: string;
  readonly source: Source | null;
  readonly workspaceId: number | null;
  readonly integrationId: number | null;
  /** The index of its entry in the workspace's `entries`. null: it is about no entry. */
  readonly entry: number | null;
}

/** Which workspace, integration and entry a problem is about, where it is about one. */
export interface ProblemSubject {
  readonly workspaceId?: number | null;
  readonly integrationId?: number | null;
  readonly entry?: number | null;
}

/** A problem with its texts, from its code and the facts in its texts. */
export function problem<C extends ProblemCode>(
  code: C,
  source: Source | null,
  facts: ProblemFacts<C>,
  { workspaceId = null, integrationId = null, entry = null }: ProblemSubject = {},
): Problem {
  const texts: ProblemTexts<ProblemFacts<C>> = problemTexts[code];
  return {
    code,
    kind: texts.kind,
    scope: texts.scope,
    message: texts.message(facts),
    next: texts.next(facts),
    source,
    workspaceId,
    integrationId,
    entry,
  };
}

import type { ProblemKind, ProblemTexts } from "./problem-kind.ts";
import { problemTexts, type ProblemCode, type ProblemFacts } from "./problem-texts.ts";
import type { Source } from "../model/model.ts";

/** A finding that is not an exception: code, message and next step, ready to be shown or saved. */
export interface Problem {
  readonly code: ProblemCode;
  readonly kind: ProblemKind;
  readonly message: string;
  /** What the user can do about it, in one sentence. */
  readonly next: string;
  readonly source: Source | null;
  readonly workspaceId: number | null;
  readonly integrationId: number | null;
}

/** Which workspace and integration a problem is about, where it is about one. */
export interface ProblemSubject {
  readonly workspaceId?: number | null;
  readonly integrationId?: number | null;
}

/** A problem with its texts, from its code and the facts that its texts speak of. */
export function problem<C extends ProblemCode>(
  code: C,
  source: Source | null,
  facts: ProblemFacts<C>,
  { workspaceId = null, integrationId = null }: ProblemSubject = {},
): Problem {
  const texts: ProblemTexts<ProblemFacts<C>> = problemTexts[code];
  return {
    code,
    kind: texts.kind,
    message: texts.message(facts),
    next: texts.next(facts),
    source,
    workspaceId,
    integrationId,
  };
}

/** A place as `file:line:column`. */
export function place({ file, line, column }: Source): string {
  return `${file}:${line}:${column}`;
}

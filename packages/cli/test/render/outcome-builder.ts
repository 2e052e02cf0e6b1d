import {
  problem,
  type AppliedChange,
  type Change,
  type CoverageCounts,
  type ErrorRecord,
} from "@skyvia-schedules/core";
import type { Outcome } from "../../src/verb/outcome.ts";
import type { Ended } from "../../src/verb/ended.ts";

/** Everything in a result that somebody else has written. */
export interface Texts {
  readonly name: string;
  readonly why: string;
  readonly file: string;
  readonly message: string;
}

/** A change of integration `id` with texts of somebody else's. */
export function change(id: number, { name, why, file }: Texts): Change {
  return {
    workspaceId: 7,
    integrationId: id,
    name,
    action: id % 2 === 0 ? "enable" : "disable",
    before: id % 2 === 0 ? "disabled" : "enabled",
    after: id % 2 === 0 ? "enabled" : "disabled",
    source: { file, line: id, column: 19 },
    why,
  };
}

/** The same after an apply that failed for it. */
export function failed(id: number, texts: Texts): AppliedChange {
  return {
    ...change(id, texts),
    result: "failed",
    error: { code: "not-found", message: texts.message, next: texts.why },
  };
}

const coverage = ({ name }: Texts): CoverageCounts => ({
  workspaceId: 7,
  name,
  managed: 3,
  observed: 1,
  unmanaged: 1,
  planned: true,
});

/** A result with `count` changes, one problem and two workspaces, that ended with an error. */
export function endedWith(count: number, texts: Texts, rest: Partial<Outcome> = {}): Ended {
  const error: ErrorRecord = { code: "stale", message: texts.message, next: texts.why };
  const found = problem(
    "name-not-found",
    { file: texts.file, line: 1, column: 2 },
    { name: texts.name, workspaceId: 7 },
  );
  const outcome: Outcome = {
    changes: Array.from({ length: count }, (_, index) => change(index + 1, texts)),
    problems: [found],
    summary: { enable: 1, disable: 1, unchanged: 0, skipped: 0, problems: 1, unmanaged: 2 },
    headline: "Plan: 1 to enable, 1 to disable.",
    coverage: [coverage(texts), { ...coverage(texts), workspaceId: 8, planned: false }],
    error,
    ...rest,
  };
  return { command: "plan", exitCode: 4, outcome };
}

/** Texts that are all the same one. */
export const all = (text: string): Texts => ({ name: text, why: text, file: text, message: text });

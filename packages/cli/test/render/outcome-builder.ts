import {
  problem,
  type AppliedChange,
  type Change,
  type CoverageCounts,
  type ErrorRecord,
} from "@skyvia-schedules/core";
import type { DriftOutcome, PlanOutcome } from "../../src/verb/outcome.ts";
import type { Report } from "../../src/verb/report.ts";

/** Every text in a result that comes from outside. */
export interface Texts {
  readonly name: string;
  readonly why: string;
  readonly file: string;
  readonly message: string;
}

/** A change of integration `id` with texts from outside. */
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
    effective: null,
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
  selected: null,
  unmanaged: 1,
  planned: true,
});

/** A plan with `count` changes, one problem and two workspaces, of a run that ended with an error. */
export function reportOf(
  count: number,
  texts: Texts,
  rest: Partial<PlanOutcome> = {},
): Report & { readonly outcome: PlanOutcome } {
  const failure: ErrorRecord = { code: "stale", message: texts.message, next: texts.why };
  const found = problem(
    "name-not-found",
    { file: texts.file, line: 1, column: 2 },
    { name: texts.name, workspaceId: 7 },
  );
  const outcome: PlanOutcome = {
    kind: "plan",
    at: null,
    changes: Array.from({ length: count }, (_, index) => change(index + 1, texts)),
    problems: [found],
    summary: { enable: 1, disable: 1, unchanged: 0, skipped: 0, observed: 0, problems: 1, unmanaged: 2, next: null },
    coverage: [coverage(texts), { ...coverage(texts), workspaceId: 8, planned: false }],
    histories: null,
    all: false,
    planFile: null,
    detailed: false,
    blocked: false,
    ...rest,
  };
  return { command: "plan", exitCode: 4, outcome, failure, reportFile: null, isWide: false };
}

/** The report of a verb that prints a text from outside. */
export function textReport(yaml: string): Report {
  return {
    command: "import",
    exitCode: 0,
    outcome: { kind: "yaml", yaml },
    failure: null,
    reportFile: null,
    isWide: false,
  };
}

/** For a last apply about which nothing is known. */
export const lastApply: DriftOutcome["lastApply"] = { knownFrom: null, notes: [] };

/** The same text in every place. */
export const all = (text: string): Texts => ({ name: text, why: text, file: text, message: text });

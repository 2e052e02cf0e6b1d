import type {
  AppliedChange,
  Change,
  CoverageCounts,
  DriftChange,
  ErrorRecord,
  Problem,
  Summary,
} from "@skyvia-schedules/core";
import { counted } from "@skyvia-schedules/core/counted";
import { emptySummary } from "@skyvia-schedules/core/summary";
import type { Histories } from "../executions/read-histories.ts";
import type { ChecksOutcome, Outcome } from "./outcome.ts";

/** The findings of any outcome about schedules. */
export interface Findings {
  /** The instant that they were computed for, in milliseconds since the epoch. null: they are about no instant. */
  readonly at: number | null;
  readonly changes: readonly (Change | DriftChange | AppliedChange)[];
  readonly problems: readonly Problem[];
  /** null: nothing was counted. */
  readonly summary: Summary | null;
  readonly coverage: readonly CoverageCounts[];
  readonly histories: Histories | null;
  /** Whether `keep` is shown. */
  readonly all: boolean;
  readonly planFile: string | null;
  /** What stopped the run. */
  readonly error: ErrorRecord | null;
}

const none: Findings = {
  at: null,
  changes: [],
  problems: [],
  summary: null,
  coverage: [],
  histories: null,
  all: false,
  planFile: null,
  error: null,
};

/** The findings of an outcome, whatever its kind. */
export function findingsOf(outcome: Outcome): Findings {
  switch (outcome.kind) {
    case "plan":
      return { ...outcome, error: null };
    case "applied":
      return outcome;
    case "drift":
    case "accepted":
    case "status":
    case "report":
      return { ...outcome, planFile: null, error: null };
    case "saved-plan": {
      const { workspaces, ...summary } = outcome.saved.summary;
      const { changes, problems } = outcome.saved;
      return { ...none, changes, problems, summary, coverage: workspaces, planFile: outcome.file };
    }
    case "explanation": {
      const { change, problems, at, next } = outcome.explanation;
      const summary = next === null ? null : { ...emptySummary, problems: problems.length, next };
      return { ...none, at, summary, changes: change === null ? [] : [change], problems, all: true };
    }
    case "problems": {
      const { problems, error } = outcome;
      return { ...none, problems, error, summary: { ...emptySummary, problems: problems.length } };
    }
    case "checks":
      return { ...none, error: failedChecks(outcome) };
    case "error":
    case "started":
      return { ...none, error: outcome.error };
    case "valid":
    case "workspaces":
    case "integrations":
    case "executions":
    case "record":
    case "ended":
    case "yaml":
    case "imported":
    case "imported-files":
    case "init":
    case "calendar":
    case "demo":
    case "schema":
    case "script":
    case "version":
    case "help":
    case "silent":
      return none;
  }
}

/** Why the code is not 0. A failed token or read scope is named first, because it decides the code. */
function failedChecks({ checks }: ChecksOutcome): ErrorRecord | null {
  const failed = checks.filter(({ status }) => status === "fail");
  const first = failed.find(({ kind }) => kind !== "environment");
  const [shown = first] = failed;
  if (shown === undefined) return null;
  const message = `${counted(failed.length, "check")} failed: ${failed.map(({ id }) => id).join(", ")}`;
  return { code: first === undefined ? "checks-failed" : "auth", message, next: (first ?? shown).next ?? "" };
}

/** The changes that are shown: `keep` only where everything was asked for. */
export function shownChanges({ changes, all }: Pick<Findings, "changes" | "all">): Findings["changes"] {
  return changes.filter(({ action }) => all || action !== "keep");
}

import { countCoverage, summarize, type Drift, type Plan } from "@skyvia-schedules/core";
import type { DriftOutcome } from "../verb/outcome.ts";
import type { Histories } from "../executions/read-histories.ts";
import type { KnownBaseline } from "./baseline.ts";

/** What is shown with drift. */
export interface DriftContext {
  /** Whether schedules that are as desired are shown, too. */
  readonly all: boolean;
  readonly baseline: KnownBaseline;
  /** The instant that it was computed for, in milliseconds since the epoch. */
  readonly at: number;
  readonly histories?: Histories | null;
}

/** Drift as the outcome of a verb. */
export function driftOutcome(
  plan: Plan,
  { changes, problems }: Drift,
  { all, baseline, at, histories = null }: DriftContext,
): DriftOutcome {
  const { knownFrom, notes } = baseline;
  return {
    kind: "drift",
    at,
    changes,
    problems,
    summary: { ...summarize(plan), problems: problems.length },
    coverage: countCoverage(plan.coverage),
    histories,
    all,
    correcting: false,
    blocked: false,
    lastApply: { knownFrom, notes },
  };
}

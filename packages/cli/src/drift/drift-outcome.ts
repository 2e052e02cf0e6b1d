import { countCoverage, summarize, type Drift, type Plan } from "@skyvia-schedules/core";
import type { Outcome } from "../verb/outcome.ts";
import type { Histories } from "../executions/read-histories.ts";
import { driftLine, driftText } from "../render/drift-text.ts";
import type { KnownBaseline } from "./baseline.ts";

/** What is shown with drift. */
export interface DriftContext {
  /** Whether what is as desired is shown, too. */
  readonly all: boolean;
  readonly baseline: KnownBaseline;
  readonly histories?: Histories | null;
}

/** Drift as the outcome of a verb. */
export function driftOutcome(
  plan: Plan,
  { changes, problems }: Drift,
  { all, baseline, histories = null }: DriftContext,
): Outcome {
  const coverage = countCoverage(plan.coverage);
  const shown = { changes: changes.filter((change) => all || "cause" in change), coverage, problems, histories };
  const { knownFrom, notes } = baseline;
  return {
    changes,
    histories,
    problems,
    headline: driftLine(shown),
    coverage,
    summary: { ...summarize(plan), problems: problems.length },
    all,
    drift: true,
    data: { coverage, lastApply: { knownFrom, notes } },
    text: (style) => driftText(shown, style),
  };
}

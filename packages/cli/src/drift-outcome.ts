import { countCoverage, summarize, type Drift, type Plan } from "@skyvia-schedules/core";
import type { Outcome } from "./outcome.ts";
import { driftText } from "./render/drift-text.ts";

/** Drift as a verb gives it back. */
export function driftOutcome(plan: Plan, { changes, problems }: Drift, all: boolean): Outcome {
  const coverage = countCoverage(plan.coverage);
  return {
    changes,
    problems,
    summary: { ...summarize(plan), problems: problems.length },
    all,
    drift: true,
    data: { coverage },
    text: (style) => driftText({ changes, coverage, problems }, style),
  };
}

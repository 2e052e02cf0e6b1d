import { countCoverage, summarize, type Drift, type Plan } from "@skyvia-schedules/core";
import type { Outcome } from "../verb/outcome.ts";
import type { Histories } from "../executions/read-histories.ts";
import { driftLine, driftText } from "../render/drift-text.ts";

/** Drift as a verb gives it back. */
export function driftOutcome(
  plan: Plan,
  { changes, problems }: Drift,
  all: boolean,
  histories: Histories | null = null,
): Outcome {
  const coverage = countCoverage(plan.coverage);
  const shown = { changes: changes.filter((change) => all || "cause" in change), coverage, problems, histories };
  return {
    changes,
    histories,
    problems,
    headline: driftLine(shown),
    coverage,
    summary: { ...summarize(plan), problems: problems.length },
    all,
    drift: true,
    data: { coverage },
    text: (style) => driftText(shown, style),
  };
}

import { countCoverage, summarize, type Plan } from "@skyvia-schedules/core";
import type { Histories } from "../executions/read-histories.ts";
import type { Outcome } from "../verb/outcome.ts";
import { planText } from "../render/plan-text.ts";
import { summaryLine } from "../render/summary-line.ts";

/** A plan as a verb gives it back. */
export function planOutcome(plan: Plan, all: boolean, histories: Histories | null = null): Outcome {
  const summary = summarize(plan);
  const coverage = countCoverage(plan.coverage);
  const shown = { changes: plan.changes, coverage, histories };
  return {
    changes: plan.changes,
    histories,
    problems: plan.problems,
    summary,
    headline: summaryLine(summary),
    coverage,
    all,
    text: (style) => planText(shown, summary, all, style),
  };
}

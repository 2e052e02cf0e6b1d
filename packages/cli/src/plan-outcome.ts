import { summarize, type Plan } from "@skyvia-schedules/core";
import type { Outcome } from "./outcome.ts";
import { planText } from "./render/plan-text.ts";
import { summaryLine } from "./render/summary-line.ts";

/** A plan as a verb gives it back. */
export function planOutcome(plan: Plan, all: boolean): Outcome {
  const summary = summarize(plan);
  return {
    changes: plan.changes,
    problems: plan.problems,
    summary,
    headline: summaryLine(summary),
    coverage: plan.coverage,
    all,
    text: (style) => planText(plan, summary, all, style),
  };
}

import { countCoverage, summarize, type Plan } from "@skyvia-schedules/core";
import type { Outcome } from "./outcome.ts";
import { planText } from "./render/plan-text.ts";

/** A plan as a verb gives it back. */
export function planOutcome(plan: Plan, all: boolean): Outcome {
  const summary = summarize(plan);
  const shown = { changes: plan.changes, coverage: countCoverage(plan.coverage) };
  return {
    changes: plan.changes,
    problems: plan.problems,
    summary,
    all,
    text: (style) => planText(shown, summary, all, style),
  };
}

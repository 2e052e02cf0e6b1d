import { countCoverage, summarize, type Plan } from "@skyvia-schedules/core";
import type { Histories } from "../executions/read-histories.ts";
import type { PlanOutcome } from "../verb/outcome.ts";

/** A plan, and the instant that it is for, in milliseconds since the epoch. */
interface Planned {
  readonly plan: Plan;
  readonly at: number;
}

/** A plan as the outcome of a verb. */
export function planOutcome({ plan, at }: Planned, all: boolean, histories: Histories | null = null): PlanOutcome {
  return {
    kind: "plan",
    at,
    changes: plan.changes,
    problems: plan.problems,
    summary: summarize(plan),
    coverage: countCoverage(plan.coverage),
    histories,
    all,
    planFile: null,
    detailed: false,
    blocked: false,
  };
}

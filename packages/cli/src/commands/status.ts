import type { Verb } from "../verb/context.ts";
import type { PlanFlags } from "../flags/flags.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { reconcile } from "../plan/reconcile.ts";

const status: Verb<PlanFlags> = async (context, flags) =>
  reconcile(context, flags, async ({ plan }) => {
    const { changes, problems, summary, coverage, histories, all } = planOutcome(plan, flags.all);
    return { kind: "status", plan, changes, problems, summary, coverage, histories, all };
  });

export default status;

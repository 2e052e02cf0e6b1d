import type { Verb } from "../verb/context.ts";
import type { AtFlags, PlanFlags } from "../flags/flags.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { reconcile } from "../plan/reconcile.ts";

const status: Verb<PlanFlags & AtFlags> = async (context, flags) =>
  reconcile(context, flags, async (reconciled) => {
    const { at, changes, problems, summary, coverage, histories, all } = planOutcome(reconciled, flags.all);
    return { kind: "status", plan: reconciled.plan, at, changes, problems, summary, coverage, histories, all };
  });

export default status;

import type { Verb } from "../verb/context.ts";
import type { PlanFlags } from "../flags/flags.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { reconcile } from "../plan/reconcile.ts";
import { statusRows, statusText, totals } from "../render/status-text.ts";

const status: Verb<PlanFlags> = async (context, flags) =>
  reconcile(context, flags, async ({ plan }) => ({
    ...planOutcome(plan, flags.all),
    data: {
      schedules: statusRows(plan),
      coverage: plan.coverage.map(({ unmanaged, ...counts }) => ({
        ...counts,
        unmanaged: unmanaged.map(({ id, name }) => ({ id, name })),
      })),
    },
    headline: totals(plan),
    text: (style) => statusText(plan, style),
  }));

export default status;

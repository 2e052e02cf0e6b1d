import type { Verb } from "../verb/context.ts";
import type { AtFlags, LightFlags, PlanFlags } from "../flags/plan-flags.ts";
import type { LimitFlags } from "../flags/write-flags.ts";
import { noteIdleLimits } from "../plan/limit-notes.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { readHistories, type HistoryFlags } from "../executions/read-histories.ts";
import { reconcile } from "../plan/reconcile.ts";
import { RunError } from "../verb/run-error.ts";

type Flags = PlanFlags &
  AtFlags &
  LightFlags &
  LimitFlags &
  HistoryFlags & {
    readonly detailedExitcode: boolean;
    readonly out?: string;
    readonly expires?: number;
  };

const planVerb: Verb<Flags> = async (context, flags) => {
  const { out, expires } = flags;
  if (expires !== undefined && out === undefined) {
    throw new RunError(
      "usage",
      "--expires needs --out: only a saved plan expires",
      "Add --out, or leave --expires out.",
    );
  }
  if (flags.at !== undefined && out !== undefined) {
    throw new RunError(
      "usage",
      "--at shows another time, and a saved plan is applied now",
      "Leave --at out, or leave --out out.",
    );
  }
  if (out !== undefined) {
    const { checkNewFile } = await import("../files/output-file.ts");
    await checkNewFile(context.io, out);
  }
  return reconcile(context, flags, async (reconciled) => {
    noteIdleLimits(context.io, reconciled.plan.coverage, flags);
    if (out !== undefined) {
      const { savePlan } = await import("../plan/save-plan.ts");
      await savePlan(context, reconciled, { ...flags, out, expires: expires ?? null });
    }
    const { plan, session } = reconciled;
    const histories = await readHistories(session.client, plan.changes, flags, context.io.now());
    const outcome = planOutcome(reconciled, flags.all, histories);
    return { ...outcome, planFile: out ?? null, detailed: flags.detailedExitcode };
  });
};

export default planVerb;

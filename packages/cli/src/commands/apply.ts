import { isWrite, summarize, type Change } from "@skyvia-schedules/core";
import { carryOut, type ApplyFlags } from "../carry-out.ts";
import { requireConfirmation } from "../confirm.ts";
import type { Verb } from "../context.ts";
import type { PlanFlags } from "../flags.ts";
import { planOutcome } from "../plan-outcome.ts";
import { planText } from "../render/plan-text.ts";
import { styleOf } from "../render/style.ts";
import { reconcile } from "../reconcile.ts";
import { RunError } from "../run-error.ts";
import { baseUrlOf } from "../session.ts";
import { readToken } from "../token.ts";
import { applySaved } from "../apply-saved.ts";

type Flags = PlanFlags & ApplyFlags;

const applyVerb: Verb<Flags, [planFile?: string]> = async (context, flags, planFile) => {
  if (flags.skipStale && planFile === undefined) {
    throw new RunError("usage", "--skip-stale goes with a plan file", "Name the plan file, or leave --skip-stale out.");
  }
  await requireSettings();
  if (planFile !== undefined) return applySaved(context, flags, planFile);
  return reconcile(context, flags, async ({ plan, session }) => {
    const outcome = planOutcome(plan, flags.all);
    const writes = plan.changes.filter(isWrite);
    if (writes.length === 0 || plan.problems.some(({ kind }) => kind === "guard")) return outcome;
    if (!flags.yes)
      context.io.stderr.write(
        planText(plan, {
          summary: summarize(plan),
          all: flags.all,
          histories: null,
          style: styleOf(context.io, context.io.stderr),
        }),
      );
    const kept = plan.changes.filter((change: Change) => !isWrite(change));
    return carryOut(context, flags, session, { kind: "fresh", writes, outcome: { ...outcome, changes: kept } });
  });

  /** A token that is missing says more than a confirmation that is. */
  async function requireSettings(): Promise<void> {
    try {
      requireConfirmation(context, flags);
    } catch (missing) {
      baseUrlOf(context, flags);
      await readToken(context.io, flags.tokenFile);
      throw missing;
    }
  }
};

export default applyVerb;

import { blocksWrites, isWrite, type Change } from "@skyvia-schedules/core";
import { withoutBlocked } from "./without-blocked.ts";
import { carryOut, type ApplyFlags, type GateFlags, type Work } from "./carry-out.ts";
import { configHash } from "../plan/config-hash.ts";
import type { Context } from "../verb/context.ts";
import type { DriftOutcome, Outcome, PlanOutcome } from "../verb/outcome.ts";
import { planHash } from "../plan/plan-file.ts";
import type { Reconciled } from "../plan/reconcile.ts";
import { outcomeText } from "../render/text/outcome-text.ts";
import { styleOf } from "../process/style.ts";

/** Carries out a plan that was made just now, unless a problem blocks its writes. `outcome` is the plan as a whole. */
export async function applyPlan(
  context: Context,
  flags: ApplyFlags & GateFlags,
  command: string,
  { plan, config, session, causeOf }: Pick<Reconciled, "plan" | "config" | "session"> & Pick<Work, "causeOf">,
  outcome: PlanOutcome | DriftOutcome,
): Promise<Outcome> {
  const { writes, left } = withoutBlocked(plan.changes.filter(isWrite), plan.problems);
  const blocked = plan.problems.some(blocksWrites) || (writes.length === 0 && left.length > 0);
  if (writes.length === 0 || blocked) return { ...outcome, blocked };
  if (!flags.yes) context.io.stderr.write(outcomeText(outcome, styleOf(context.io, context.io.stderr, context.isWide)));
  const kept = plan.changes.filter((change: Change) => !isWrite(change));
  return carryOut(context, flags, session, {
    kind: "fresh",
    command,
    planHash: planHash(plan),
    configHash: configHash(config.desired),
    writes,
    ...(causeOf === undefined ? {} : { causeOf }),
    found: { ...outcome, changes: [...kept, ...left] },
    planFile: null,
    lastApply: outcome.kind === "drift" ? outcome.lastApply : null,
  });
}

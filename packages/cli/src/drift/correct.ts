import { asCorrectKind, type Drift } from "@skyvia-schedules/core";
import { applyPlan } from "../apply/apply-plan.ts";
import type { ApplyFlags } from "../apply/carry-out.ts";
import type { Reconciled } from "../plan/reconcile.ts";
import type { Context } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";
import { driftOutcome, type DriftContext } from "./drift-outcome.ts";

/** Writes what differs, as `apply` does. `command`: the verb, for the ledger. */
export async function correct(
  context: Context,
  flags: ApplyFlags,
  command: string,
  { plan, config, session }: Reconciled,
  found: Drift,
  shown: DriftContext,
): Promise<Outcome> {
  const problems = found.problems.map(asCorrectKind);
  const drifted = { ...plan, changes: found.changes, problems };
  const outcome = { ...driftOutcome(plan, { ...found, problems }, shown), correcting: true };
  return applyPlan(context, flags, command, { plan: drifted, config, session }, outcome);
}

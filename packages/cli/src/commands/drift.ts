import { drift, type Drift } from "@skyvia-schedules/core";
import type { Accepting } from "../drift/accept.ts";
import { applyPlan } from "../apply/apply-plan.ts";
import { readBaseline } from "../drift/baseline.ts";
import type { ApplyFlags } from "../apply/carry-out.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { PlanFlags } from "../flags/flags.ts";
import { readLedgerOf } from "../ledger/ledger-file.ts";
import { driftOutcome } from "../drift/drift-outcome.ts";
import type { Outcome } from "../verb/outcome.ts";
import { readHistories, type Histories, type HistoryFlags } from "../executions/read-histories.ts";
import { reconcile, type Reconciled } from "../plan/reconcile.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf } from "../api/session.ts";
import { checkEditable } from "../files/output-file.ts";
import { checkWriteSettings } from "../apply/write-settings.ts";

type Flags = PlanFlags &
  HistoryFlags &
  ApplyFlags & {
    readonly correct: boolean;
    readonly accept?: Accepting;
  };

const driftVerb: Verb<Flags> = async (context, flags) => {
  checkUsage(flags);
  if (flags.accept !== undefined) await checkEditable(context.io, flags.file ?? []);
  if (flags.correct) await checkWriteSettings(context, flags);
  const ledger = await readLedgerOf(context, flags.ledger, baseUrlOf(context, flags));
  return reconcile(context, flags, async (reconciled) => {
    const { desired, live, plan, config, session } = reconciled;
    const baseline = await readBaseline(context, flags.file, config, ledger);
    const found = drift(desired, live, plan, baseline);
    if (flags.accept !== undefined) {
      const { accept } = await import("../drift/accept.ts");
      return accept(context, flags, reconciled, found, baseline, flags.accept);
    }
    const histories = await readHistories(session.client, plan.changes, flags, context.io.now());
    if (flags.correct) return correct(context, flags, reconciled, found, histories);
    return driftOutcome(plan, found, flags.all, histories);
  });
};

function checkUsage({ correct: correcting, accept, override = [] }: Flags): void {
  if (correcting && accept !== undefined) {
    throw new RunError("usage", "--correct changes what is live, --accept the files", "Choose one of the two.");
  }
  if (override.length > 0 && !correcting) {
    throw new RunError("usage", "--override goes with --correct: drift alone writes nothing", "Leave --override out.");
  }
}

/** Writes what differs, as `apply` does. What no write can mend is then a problem of the live world, as it is for `apply`. */
async function correct(
  context: Context,
  flags: Flags,
  { plan, config, session }: Reconciled,
  found: Drift,
  histories: Histories | null,
): Promise<Outcome> {
  const problems = found.problems.map((one) =>
    one.kind === "counts-as-drift" && one.code !== "unmanaged-new" ? { ...one, kind: "leaves-out" as const } : one,
  );
  const drifted = { ...plan, changes: found.changes, problems };
  const outcome = driftOutcome(plan, { ...found, problems }, flags.all, histories);
  return applyPlan(context, flags, "drift", { plan: drifted, config, session }, outcome);
}

export default driftVerb;

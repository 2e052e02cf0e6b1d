import { applyPlan } from "../apply/apply-plan.ts";
import { applySaved } from "../apply/apply-saved.ts";
import type { ApplyFlags } from "../apply/carry-out.ts";
import type { Verb } from "../verb/context.ts";
import type { PlanFlags } from "../flags/plan-flags.ts";
import type { DrainFlags, HealthFlags } from "../flags/gate-flags.ts";
import { loadConfigNow } from "../files/config-files.ts";
import { readOwnLedger } from "../ledger/ledger-file.ts";
import { baseUrlOf } from "../api/session.ts";
import { correctionsOf, outsideCauses } from "../plan/corrections.ts";
import { noteIdleLimits } from "../plan/limit-notes.ts";
import { planOutcome } from "../plan/plan-outcome.ts";
import { checkWanted, workspacesOfRun } from "../plan/narrow.ts";
import { reconcileConfig, refuse } from "../plan/reconcile.ts";
import { RunError } from "../verb/run-error.ts";
import { checkConsent, checkWriteFlags } from "../apply/write-settings.ts";

type Flags = PlanFlags & ApplyFlags & HealthFlags & DrainFlags & { readonly skipStale: boolean };

const applyVerb: Verb<Flags, [planFile?: string]> = async (context, flags, planFile) => {
  checkUsage(flags, planFile);
  await checkWriteFlags(context, flags);
  if (planFile !== undefined) return applySaved(context, flags, planFile);
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  checkWanted(config.desired, flags.workspace);
  const ledger = await readOwnLedger(context, flags.ledger, baseUrlOf(context, flags));
  await checkConsent(context, flags, workspacesOfRun(config.desired, flags));
  return reconcileConfig(
    context,
    flags,
    config,
    async (reconciled) => {
      noteIdleLimits(context.io, reconciled.plan.coverage, flags);
      const causeOf = outsideCauses(correctionsOf(ledger, reconciled.desired, context.io.now()));
      return applyPlan(context, flags, "apply", { ...reconciled, causeOf }, planOutcome(reconciled, flags.all));
    },
    ledger,
  );
};

function checkUsage({ skipStale, workspace, select, exclude }: Flags, planFile: string | undefined): void {
  if (skipStale && planFile === undefined) {
    throw new RunError("usage", "--skip-stale needs a plan file", "Name the plan file, or leave --skip-stale out.");
  }
  if (planFile !== undefined && (workspace ?? select ?? exclude) !== undefined) {
    throw new RunError(
      "usage",
      "-w, --select and --exclude cannot be used with a plan file, which is applied as a whole",
      "Leave them out, or plan again with them.",
    );
  }
}

export default applyVerb;

import { drift, type Drift } from "@skyvia-schedules/core";
import type { Accepting } from "../drift/accept.ts";
import { correct } from "../drift/correct.ts";
import { readBaseline, type KnownBaseline } from "../drift/baseline.ts";
import type { ApplyFlags } from "../apply/carry-out.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { AppliedFlags, AtFlags, LightFlags, PlanFlags } from "../flags/plan-flags.ts";
import { readLedgerOf } from "../ledger/ledger-file.ts";
import { driftOutcome } from "../drift/drift-outcome.ts";
import { readHistories, type HistoryFlags } from "../executions/read-histories.ts";
import { noteIdleLimits } from "../plan/limit-notes.ts";
import { reconcileConfig, refuse } from "../plan/reconcile.ts";
import { checkWanted, workspacesOfRun } from "../plan/narrow.ts";
import { loadConfigNow } from "../files/config-files.ts";
import { styleOf } from "../process/style.ts";
import { wrapLines } from "../render/terminal/wrap.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf } from "../api/session.ts";
import { checkEditable } from "../files/output-file.ts";
import { checkConsent, checkWriteFlags } from "../apply/write-settings.ts";

type Flags = PlanFlags &
  AtFlags &
  LightFlags &
  HistoryFlags &
  AppliedFlags &
  ApplyFlags & {
    readonly correct: boolean;
    readonly accept?: Accepting;
  };

const driftVerb: Verb<Flags> = async (context, flags) => {
  checkUsage(flags);
  if (flags.accept !== undefined) await checkEditable(context.io, flags.file ?? []);
  if (flags.correct) await checkWriteFlags(context, flags);
  const ledger = await readLedgerOf(context, flags.ledger, baseUrlOf(context, flags));
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  checkWanted(config.desired, flags.workspace);
  const baseline = await readBaseline(context, config, { paths: flags.file, revision: flags.applied, ledger });
  if (flags.correct) await checkConsent(context, flags, workspacesOfRun(config.desired, flags));
  return reconcileConfig(
    context,
    flags,
    config,
    async (reconciled) => {
      const { desired, live, plan, session, at } = reconciled;
      const found = drift(desired, live, plan, baseline, at);
      if (!flags.correct && !Array.isArray(flags.accept)) sayWhatIsNotKnown(context, found, baseline, flags.applied);
      if (flags.accept !== undefined) {
        const { accept } = await import("../drift/accept.ts");
        return accept(context, flags, reconciled, found, baseline, flags.accept);
      }
      const histories = await readHistories(session.client, plan.changes, flags, context.io.now());
      if (flags.correct) noteIdleLimits(context.io, plan.coverage, flags);
      if (flags.correct)
        return correct(context, flags, "drift", reconciled, found, { all: flags.all, baseline, at, histories });
      return driftOutcome(plan, found, { all: flags.all, baseline, at, histories });
    },
    ledger,
  );
};

/** Prints on stderr why the last apply is not known, one line for each reason. `applied`: the given revision, which did not help. */
function sayWhatIsNotKnown(
  { io, isWide }: Context,
  { changes }: Drift,
  { notes, knownFrom, isOutsideGit }: KnownBaseline,
  applied: string | undefined,
): void {
  const isUnknown = changes.some(
    (change) => "cause" in change && change.cause === "unknown" && change.action !== "skip",
  );
  const lines = isOutsideGit && !isUnknown && applied === undefined ? [] : notes;
  const advice = `the last apply is not known; name it with --ledger <file>${applied === undefined ? " or --applied <git revision>" : ""}`;
  for (const line of [...lines, ...(isUnknown && knownFrom === null ? [advice] : [])]) {
    io.stderr.write(wrapLines(`note: ${line}\n`, styleOf(io, io.stderr, isWide).width, 2));
  }
}

function checkUsage({ correct: correcting, accept, at, override = [] }: Flags): void {
  if (at !== undefined && (correcting || accept !== undefined)) {
    throw new RunError("usage", "--at only shows another time: nothing is written for it", "Leave --at out.");
  }
  if (correcting && accept !== undefined) {
    throw new RunError("usage", "--correct changes what is live, --accept the files", "Choose one of the two.");
  }
  if (override.length > 0 && !correcting) {
    throw new RunError("usage", "--override needs --correct: drift alone writes nothing", "Leave --override out.");
  }
}

export default driftVerb;

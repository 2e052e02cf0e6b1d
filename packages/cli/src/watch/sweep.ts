import type { AttemptNotice } from "@skyvia-schedules/client";
import { drift, isWrite } from "@skyvia-schedules/core";
import { baseUrlOf } from "../api/session.ts";
import { readBaseline, type KnownBaseline } from "../drift/baseline.ts";
import { correct } from "../drift/correct.ts";
import { driftOutcome } from "../drift/drift-outcome.ts";
import type { Config } from "../files/config-files.ts";
import type { WatchFlags } from "../flags/watch-flags.ts";
import { readLedgerOf, readOwnLedger } from "../ledger/ledger-file.ts";
import { reconcileConfig, type Reconciled } from "../plan/reconcile.ts";
import { instantOf } from "@skyvia-schedules/core/instant";
import type { Context } from "../verb/context.ts";
import { errorOutcome } from "../verb/error-outcome.ts";
import { exitBasis } from "../verb/exit-basis.ts";
import { exitCode } from "../verb/exit-code.ts";
import type { Outcome } from "../verb/outcome.ts";
import { hasFailed, type Answered } from "./failed-sweep.ts";
import { operationOf } from "./calls.ts";
import type { SweepEnd, SweepKind } from "./loop-state.ts";

/** What a sweep compares, and what it may do. */
export interface SweepOrder {
  readonly kind: SweepKind;
  readonly config: Config;
  readonly mayWrite: boolean;
}

/** What a sweep found and did. */
export interface Swept extends SweepEnd {
  /** `drift`, `applied` or `error`. */
  readonly outcome: Outcome;
}

/** Compares once, and corrects what differs if `mayWrite`. An error is part of the result: nothing is thrown. */
export async function sweep(context: Context, flags: WatchFlags, order: SweepOrder): Promise<Swept> {
  const { kind, config, mayWrite } = order;
  const endings: Parameters<Context["atEnd"]>[0][] = [];
  const answered = new Map<string, number>();
  const own: Context = {
    ...context,
    atEnd: (work) => void endings.push(work),
    onAttempt: (attempt) => {
      context.onAttempt?.(attempt);
      const operation = operationOf(attempt);
      if (isGood(attempt)) answered.set(operation, 1 + (answered.get(operation) ?? 0));
    },
  };
  const all = { ...flags, all: false, yes: true, light: kind === "light" };
  let seen: Reconciled | null = null;
  const work = async (): Promise<Outcome> => {
    const ledger = mayWrite ? await readOwnLedger(own, flags.ledger, baseUrlOf(own, all)) : null;
    const judge = async (reconciled: Reconciled): Promise<Outcome> => {
      seen = reconciled;
      const { desired, live, plan, at } = reconciled;
      const baseline = await baselineOf(own, flags, reconciled);
      const found = drift(desired, live, plan, baseline, at);
      const shown = { all: false, baseline, at };
      if (!mayWrite || !plan.changes.some(isWrite)) return driftOutcome(plan, found, shown);
      return correct(own, all, "watch", reconciled, found, shown);
    };
    return reconcileConfig(own, all, config, judge, ledger);
  };
  const outcome = await work().catch((error: unknown) => errorOutcome(error, context.interruption.received));
  await closeAll(endings, outcome, context);
  return { outcome, kind, ...endOf(outcome, seen, answered) };
}

/** The baseline of a sweep without a difference: there is no cause to find. */
const nothingKnown: KnownBaseline = {
  applied: null,
  committed: null,
  ledger: [],
  unfinished: new Set(),
  decidedAt: null,
  knownFrom: null,
  notes: [],
  isOutsideGit: false,
};

/** Reads git and the ledger only if there is a difference to explain. */
async function baselineOf(context: Context, flags: WatchFlags, { plan, config }: Reconciled): Promise<KnownBaseline> {
  const isQuiet = plan.problems.length === 0 && plan.changes.every(({ action }) => action === "keep");
  if (isQuiet) return nothingKnown;
  const ledger =
    (await readOwnLedger(context, flags.ledger, baseUrlOf(context, flags))) ??
    (await readLedgerOf(context, undefined, ""));
  return readBaseline(context, config, { paths: flags.file, revision: undefined, ledger });
}

/** Closes the ledger of this sweep: each sweep is a run of its own. */
async function closeAll(
  endings: readonly Parameters<Context["atEnd"]>[0][],
  outcome: Outcome,
  { io }: Context,
): Promise<void> {
  const code = exitCode(exitBasis(outcome, null, false));
  for (const ending of endings) {
    const failure = await ending(code);
    if (failure !== null) io.stderr.write(`error: ${failure.message}\n`);
  }
}

function isGood({ status }: AttemptNotice): boolean {
  return status !== null && status < 300;
}

function endOf(outcome: Outcome, seen: Reconciled | null, answered: Answered): Omit<SweepEnd, "kind"> {
  const next = seen?.plan.next ?? null;
  return {
    failed: hasFailed(outcome, answered),
    contradicted: seen?.light?.contradicted ?? false,
    transition: next === null ? null : instantOf(next.at),
  };
}

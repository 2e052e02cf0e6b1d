import {
  guardPlan,
  plan,
  refresh,
  refreshLight,
  type DesiredState,
  type ErrorRecord,
  type LightSweep,
  type LiveState,
  type Override,
  type Plan,
  type Problem,
  type Selection,
} from "@skyvia-schedules/core";
import { loadConfigNow, type Config } from "../files/config-files.ts";
import type { Context } from "../verb/context.ts";
import type { ApiFlags } from "../flags/api-flags.ts";
import type { AtFlags, LightFlags, PlanFlags } from "../flags/plan-flags.ts";
import type { LimitFlags } from "../flags/write-flags.ts";
import { allowedOf, selectionOf } from "./from-flags.ts";
import type { LedgerContent } from "../ledger/ledger-file.ts";
import { correctionsOf } from "./corrections.ts";
import { checkWanted, narrow, workspacesOfRun } from "./narrow.ts";
import type { Outcome } from "../verb/outcome.ts";
import { startProgress } from "../process/progress.ts";
import { ProblemsFound, recordOf } from "../verb/run-error.ts";
import { baseUrlOf, withSession, type ApiSession } from "../api/session.ts";
import { readTokens } from "../api/tokens.ts";

/** A plan, with what it was made from. */
export interface Reconciled {
  readonly session: ApiSession;
  /** The whole content of the files, before `-w` narrows it. */
  readonly config: Config;
  readonly desired: DesiredState;
  readonly live: LiveState;
  /** The instant that the plan is for, in milliseconds since the epoch. */
  readonly at: number;
  readonly plan: Plan;
  /** null: the sweep was a full one. */
  readonly light: LightSweep | null;
}

type ReconcileFlags = PlanFlags &
  LimitFlags &
  AtFlags &
  Partial<LightFlags> & { readonly override?: readonly Override[] };

/** Reads files and live state, plans, asks the guards, and passes the plan on. Wrong files and settings are reported before any call. */
export async function reconcile(
  context: Context,
  flags: ReconcileFlags,
  then: (reconciled: Reconciled) => Promise<Outcome>,
): Promise<Outcome> {
  const config = await loadConfigNow(context, flags);
  if (config.problems.length > 0) return refuse(context, flags, config);
  return reconcileConfig(context, flags, config, then);
}

/** The same with files that were read already, and have no problems, and with the ledger of a run that writes. */
export async function reconcileConfig(
  context: Context,
  flags: ReconcileFlags,
  config: Config,
  then: (reconciled: Reconciled) => Promise<Outcome>,
  ledger: LedgerContent | null = null,
): Promise<Outcome> {
  checkWanted(config.desired, flags.workspace);
  const part = workspacesOfRun(config.desired, flags);
  const work = async (session: ApiSession): Promise<Outcome> => {
    const desired = await narrow({ ...config.desired, workspaces: part }, flags.workspace, session.client);
    const selection = selectionOf(flags);
    const at = flags.at ?? context.io.now();
    const { live, light } = await readLive(context, session, desired, { selection, at, isLight: flags.light === true });
    const corrections = correctionsOf(ledger, desired, context.io.now());
    const guarded = guardPlan(desired, plan(desired, live, selection, at), { ...allowedOf(flags), corrections });
    return then({ session, config, desired, live, at, plan: withLight(guarded, light), light });
  };
  return withSession(context, flags, work, part);
}

/** The outcome for files with problems. No call is made. A wrong setting is reported with them. */
export async function refuse(context: Context, flags: ApiFlags, config: Config): Promise<Outcome> {
  const wrong = await wrongSettings(context, flags, config);
  return { kind: "problems", problems: [...config.problems, ...wrong.problems], error: wrong.error };
}

async function wrongSettings(
  context: Context,
  flags: ApiFlags,
  { desired }: Config,
): Promise<{ readonly problems: readonly Problem[]; readonly error: ErrorRecord | null }> {
  try {
    baseUrlOf(context, flags);
    await readTokens(context, flags, desired.workspaces);
    return { problems: [], error: null };
  } catch (error) {
    if (error instanceof ProblemsFound) return { problems: error.problems, error: error.record };
    return { problems: [], error: recordOf(error) };
  }
}

async function readLive(
  context: Context,
  { client }: ApiSession,
  desired: DesiredState,
  { isLight, ...asked }: { readonly selection: Selection; readonly at: number; readonly isLight: boolean },
): Promise<{ readonly live: LiveState; readonly light: LightSweep | null }> {
  const progress = startProgress(context.io, "reading schedules");
  try {
    const options = { ...asked, onProgress: progress.update };
    if (isLight) return await refreshLight(client, desired, { ...options, random: () => context.io.random() });
    return { live: await refresh(client, desired, options), light: null };
  } finally {
    progress.stop();
  }
}

/** A plan with the counts of its light sweep, if it was one. */
function withLight(made: Plan, light: LightSweep | null): Plan {
  if (light === null) return made;
  const { believed, proofs, sampled } = light;
  return { ...made, light: { believed, proofs, sampled } };
}

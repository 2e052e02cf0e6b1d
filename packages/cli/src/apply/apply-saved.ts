import { askGuards, blocksWrites, isWrite, noOverlays, type DesiredState, type Source } from "@skyvia-schedules/core";
import { carryOut, type ApplyFlags, type GateFlags } from "./carry-out.ts";
import { loadConfigNow } from "../files/config-files.ts";
import { configHash } from "../plan/config-hash.ts";
import type { Context } from "../verb/context.ts";
import type { PlanFlags } from "../flags/plan-flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import { decodePlan, readPlanFile, type SavedPlan } from "../plan/plan-file.ts";
import { refuse } from "../plan/reconcile.ts";
import { checkConsent } from "./write-settings.ts";
import { allowedOf } from "../plan/from-flags.ts";
import { instantOf } from "@skyvia-schedules/core/instant";
import { RunError } from "../verb/run-error.ts";
import { readOwnLedger } from "../ledger/ledger-file.ts";
import { correctionsOf, outsideCauses } from "../plan/corrections.ts";
import { withoutBlocked } from "./without-blocked.ts";
import { baseUrlOf, withSession, type ApiSession } from "../api/session.ts";
import type { TokenUser } from "../api/tokens.ts";

type SavedFlags = PlanFlags &
  ApplyFlags &
  GateFlags & {
    readonly skipStale: boolean;
  };

/** Applies a plan saved by `plan --out`. The file is not trusted: nothing is sent before all of it has been checked. */
export async function applySaved(context: Context, flags: SavedFlags, file: string): Promise<Outcome> {
  const saved = decodePlan(await readPlanFile(context, file), file);
  const baseUrl = baseUrlOf(context, flags);
  checkBaseUrl(saved, file, baseUrl);
  const config = flags.file === undefined ? null : await loadConfigNow(context, flags);
  if (config !== null && config.problems.length > 0) return refuse(context, flags, config);
  const users = tokenUsers(saved);
  await checkConsent(context, flags, users);
  checkExpiry(saved, file, context.io.now());
  checkTransition(saved, file, context.io.now());
  if (config !== null) checkConfig(saved, file, configHash(config.desired));
  const { changes } = saved;
  const { workspaces, ...counts } = saved.summary;
  const ledger = await readOwnLedger(context, flags.ledger, baseUrl);
  const corrections = correctionsOf(ledger, config?.desired ?? nothingDesired, context.io.now());
  const allowed = { ...allowedOf(flags), corrections };
  const problems = askGuards({ changes, workspaces, desired: null, problems: saved.problems }, allowed);
  const summary = { ...counts, problems: problems.length };
  const { writes, left } = withoutBlocked(changes.filter(isWrite), problems);
  const found = {
    at: null,
    changes: [...changes.filter((change) => !isWrite(change)), ...left],
    problems,
    summary,
    coverage: workspaces,
    histories: null,
    all: flags.all,
  };
  if (problems.some(blocksWrites) || (writes.length === 0 && left.length > 0)) {
    return { ...found, kind: "plan", changes, planFile: file, detailed: false, blocked: true };
  }
  if (writes.length === 0)
    return { ...found, kind: "applied", planFile: file, lastApply: null, pause: null, error: null };
  const work = async (session: ApiSession): Promise<Outcome> =>
    carryOut(context, flags, session, {
      kind: "saved",
      command: "apply",
      planHash: saved.digest,
      configHash: saved.configHash,
      causeOf: outsideCauses(corrections),
      writes,
      skipStale: flags.skipStale,
      found,
      planFile: file,
      lastApply: null,
    });
  return withSession(context, flags, work, users);
}

/** The desired state of a run without files. Only the ledger is needed to know what was switched outside. */
const nothingDesired: DesiredState = { workspaces: [], overlays: noOverlays };

/** The workspaces in which a saved plan switches something, with the variables of their tokens. */
function tokenUsers({ summary, changes }: SavedPlan): readonly TokenUser[] {
  const ids = new Set(changes.filter(isWrite).map(({ workspaceId }) => workspaceId));
  const known = new Map(summary.workspaces.map((workspace) => [workspace.workspaceId, workspace]));
  return [...ids].map((id) => {
    const { tokenFrom: variable = null, tokenFromSource = null, source = nowhere } = known.get(id) ?? {};
    return { id, tokenFrom: variable === null ? null : { variable, source: tokenFromSource ?? source } };
  });
}

const nowhere: Source = { file: "", line: 1, column: 1 };

function checkBaseUrl({ baseUrl }: SavedPlan, file: string, current: string): void {
  if (baseUrl === current) return;
  throw new RunError(
    "plan-file",
    `the plan ${file} is for ${baseUrl}, and this run is for ${current}`,
    "Set --base-url or SKYVIA_BASE_URL to the plan's, or plan again.",
  );
}

function checkExpiry({ expires }: SavedPlan, file: string, now: number): void {
  if (expires === null || now < instantOf(expires)) return;
  throw new RunError("plan-expired", `the plan ${file} expired at ${expires}, nothing was written`, "Plan again.");
}

/** A plan is valid until a hold or a freeze begins or ends. */
function checkTransition({ summary: { next } }: SavedPlan, file: string, now: number): void {
  if (next === null || now < instantOf(next.at)) return;
  const by = next.by.name === null ? "a hold" : `the freeze ${JSON.stringify(next.by.name)}`;
  throw new RunError(
    "plan-expired",
    `the plan ${file} expired at ${next.at}, when ${by} began or ended; nothing was written`,
    "Plan again.",
  );
}

function checkConfig({ configHash: planned }: SavedPlan, file: string, current: string): void {
  if (planned === current) return;
  throw new RunError(
    "files-changed",
    `the desired state in the files has changed since ${file} was planned, nothing was written`,
    "Plan again.",
  );
}

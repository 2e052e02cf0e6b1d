import { autoConcurrency } from "@skyvia-schedules/client";
import {
  apply,
  blocksWrites,
  byId,
  type Applied,
  type AppliedChange,
  type Change,
  type ErrorRecord,
  type Problem,
} from "@skyvia-schedules/core";
import { checkHealth } from "../executions/check-health.ts";
import { confirm } from "./confirm.ts";
import { createDrain } from "./drain.ts";
import { applyInWaves, type Waves } from "./in-waves.ts";
import { interrupted } from "./interrupted.ts";
import { stoppableWrites } from "./stoppable-writes.ts";
import type { Context } from "../verb/context.ts";
import type { ApiFlags } from "../flags/api-flags.ts";
import type { WriteFlags } from "../flags/write-flags.ts";
import { withLedger, type Ledger } from "../ledger/ledger.ts";
import type { LedgerRun } from "../ledger/ledger-lines.ts";
import type { DrainFlags, HealthFlags } from "../flags/gate-flags.ts";
import { styleOf } from "../process/style.ts";
import { problemText } from "../render/text/problem-text.ts";
import type { AppliedOutcome, Comparison, PlanOutcome } from "../verb/outcome.ts";
import { pauseOf } from "../process/pause.ts";
import { startProgress } from "../process/progress.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { RunError } from "../verb/run-error.ts";
import type { ApiSession } from "../api/session.ts";

export type ApplyFlags = ApiFlags & WriteFlags;

/** Flags for the checks before schedules are enabled and after they are disabled. */
export type GateFlags = Partial<HealthFlags & DrainFlags>;

/** Changes to carry out, and the other findings. */
export interface Work extends Pick<LedgerRun, "command" | "planHash" | "configHash"> {
  readonly kind: "fresh" | "saved";
  readonly writes: readonly Change[];
  /** For a saved plan: skip stale changes. */
  readonly skipStale?: boolean;
  /** The other findings. Its `changes` are those that write nothing. */
  readonly found: Comparison;
  readonly planFile: string | null;
  readonly lastApply: AppliedOutcome["lastApply"];
  /** The question. By default it says how many schedules are enabled and disabled. */
  readonly question?: string;
  /** Called once the changes are confirmed, before the first one. */
  readonly prepare?: () => Promise<void>;
  /** The causes for the ledger. Absent: those of the changes themselves. */
  readonly causeOf?: LedgerRun["causeOf"];
  /** How the changes follow each other. Absent: all at once. */
  readonly waves?: Waves;
}

/** Asks, writes, and gives the outcome with one result a change. Throws a `RunError` if nothing may be written. */
export async function carryOut(
  context: Context,
  flags: ApplyFlags & GateFlags,
  session: ApiSession,
  work: Work,
): Promise<AppliedOutcome | PlanOutcome> {
  const { writes, command, planHash, configHash, planFile, lastApply, causeOf } = work;
  if (flags.readOnly) {
    const count = counted(writes.length, "change");
    throw new RunError(
      "read-only",
      `--read-only: ${count} not applied, nothing was written`,
      "Leave --read-only out to apply.",
    );
  }
  const unhealthy = await checkHealth(context, flags, session.client, writes);
  const found = withProblems(work.found, unhealthy);
  if (unhealthy.some(blocksWrites)) {
    const changes = [...found.changes, ...writes].toSorted(byId);
    return { ...found, kind: "plan", changes, planFile, detailed: false, blocked: true };
  }
  if (!flags.yes) showProblems(context, unhealthy);
  await confirm(context, flags, work.question ?? question(writes));
  await work.prepare?.();
  const { reason = null, override: overrides = [] } = flags;
  const { baseUrl, tokenOf } = session;
  const cause = causeOf === undefined ? {} : { causeOf };
  const run = { command, planHash, configHash, baseUrl, tokenOf, reason, overrides, ...cause };
  return withLedger(context, flags.ledger, run, async (ledger) => {
    const applied = await applyWrites(context, flags, session, work, ledger);
    ledger?.leave(applied.changes.filter(({ result }) => result === "not-started").length);
    const { at, problems, summary, coverage, histories, all } = found;
    return {
      kind: "applied",
      at,
      changes: [...found.changes, ...applied.changes].toSorted(byId),
      problems,
      summary,
      coverage,
      histories,
      all,
      planFile,
      lastApply,
      pause: null,
      error: whatEnded(context, applied, ledger),
    };
  });
}

function withProblems(found: Comparison, problems: readonly Problem[]): Comparison {
  if (problems.length === 0) return found;
  const summary = { ...found.summary, problems: found.summary.problems + problems.length };
  return { ...found, problems: [...found.problems, ...problems], summary };
}

/** What the user should see before the question. */
function showProblems({ io, isWide }: Context, problems: readonly Problem[]): void {
  const style = styleOf(io, io.stderr, isWide);
  io.stderr.write(problems.map((found) => problemText(found, style)).join(""));
}

function question(writes: readonly Change[]): string {
  const count = (action: Change["action"]): number => writes.filter((change) => change.action === action).length;
  return `Enable ${count("enable")} and disable ${count("disable")}?`;
}

async function applyWrites(
  context: Context,
  flags: ApplyFlags & GateFlags,
  { client, tokenOf }: ApiSession,
  { kind, writes, skipStale = false, waves }: Work,
  ledger: Ledger | null,
): Promise<Applied> {
  const { io, interruption } = context;
  const drain = createDrain(context, client, flags);
  const api = stoppableWrites(client, interruption.asked);
  const carryOutAll = async (all: readonly Change[]): Promise<Applied> => {
    const progress = startProgress(io, "applying changes");
    try {
      return await interruption.whileWriting(() =>
        apply(api, all, {
          kind,
          // The client decides how many calls of these changes are in flight.
          concurrency: flags.concurrency === "auto" ? autoConcurrency : flags.concurrency,
          skipStale,
          tokenOf,
          stopRequested: () => interruption.received !== null || (ledger !== null && ledger.failure !== null),
          pause: pauseOf(context),
          onProgress: progress.update,
          drain,
          ...(ledger === null ? {} : { recorder: ledger }),
        }),
      );
    } finally {
      progress.stop();
    }
  };
  return waves === undefined ? carryOutAll(writes) : applyInWaves(writes, waves, carryOutAll);
}

function whatEnded(
  { interruption }: Context,
  { changes, refused, endedBy }: Applied,
  ledger: Ledger | null,
): ErrorRecord | null {
  const stale = changes.filter(({ result }) => result === "stale");
  if (refused) return staleRecord(stale);
  if (ledger !== null && ledger.failure !== null) return ledger.failure;
  const token = changes.find(({ error }) => error?.code === "auth")?.error;
  if (token != null) return token;
  const { received } = interruption;
  const left = changes.filter(({ result }) => result === "not-started").length;
  if (left === 0) return null;
  if (received === null) {
    return endedBy && { ...endedBy, message: `${endedBy.message}; ${counted(left, "change")} not started` };
  }
  return interrupted(received, left, "Run again to apply the rest.");
}

function staleRecord(stale: readonly AppliedChange[]): ErrorRecord {
  const lines = stale.map(({ error }) => `\n  ${error?.message ?? ""}`).join("");
  return {
    code: "stale",
    message: `the plan is stale, nothing was written:${lines}`,
    next: "Plan again, or pass --skip-stale to apply the other changes.",
  };
}

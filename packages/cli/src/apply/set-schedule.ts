import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  blocksWrites,
  emptySummary,
  isAsDesired,
  isDone,
  problem,
  stopped,
  writeSchedule,
  type AppliedChange,
  type Change,
  type DrainChange,
  type ErrorRecord,
  type Problem,
  type ScheduleState,
  type Verdict,
} from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import type { SwitchFlags } from "../flags/pause-flags.ts";
import { checkGateFlags } from "./write-settings.ts";
import { checkLedger, withLedger } from "../ledger/ledger.ts";
import type { LedgerRun } from "../ledger/ledger-lines.ts";
import type { GateFlags } from "./carry-out.ts";
import { createDrain } from "./drain.ts";
import { interrupted } from "./interrupted.ts";
import { nothingApplied } from "./nothing-applied.ts";
import { stoppableWrites } from "./stoppable-writes.ts";
import { checkHealth } from "../executions/check-health.ts";
import type { AppliedOutcome, Outcome, PlanOutcome } from "../verb/outcome.ts";
import { pauseOf } from "../process/pause.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf } from "../api/session.ts";
import { withWorkspace } from "../api/with-workspace.ts";

/** One schedule to switch. */
export interface SwitchTarget {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** null: it was not read. */
  readonly name: string | null;
  readonly action: "enable" | "disable";
  /** The variable with the token of the workspace. Absent: that of `--token-from`. */
  readonly tokenFrom?: string | null;
  /** Called before the write, and also where no write is needed. An error that it throws stops the run before anything is sent. */
  readonly prepare?: () => Promise<void>;
}

/** Sets one schedule, for some time where the flags say so. */
export async function setSchedule(
  context: Context,
  flags: SwitchFlags & GateFlags,
  integrationId: number,
  action: "enable" | "disable",
): Promise<Outcome> {
  checkGateFlags(flags);
  if (flags.ledger !== undefined) await checkLedger(context.io, flags.ledger);
  if (flags.for !== undefined || flags.until !== undefined) {
    const { switchForTime } = await import("../pause/break-glass.ts");
    return switchForTime(context, flags, integrationId, action);
  }
  checkNoHold(flags);
  return withWorkspace(context, flags, async (client, workspaceId) =>
    switchOne(context, flags, client, { workspaceId, integrationId, name: null, action }),
  );
}

/** Throws a `RunError` for a hold's flag without `--for` or `--until`. */
function checkNoHold({ file, owner, maxHold }: SwitchFlags): void {
  const given = Object.entries({ "-f": file, "--owner": owner, "--max-hold": maxHold });
  const [flag] = given.find(([, value]) => value !== undefined) ?? [];
  if (flag === undefined) return;
  throw new RunError("usage", `${flag} needs --for or --until`, `Add one of them, or leave ${flag} out.`);
}

/** Sets one schedule: reads it, writes it only where it differs, and verifies the write. */
export async function switchOne(
  context: Context,
  flags: SwitchFlags & GateFlags,
  client: SkyviaClient,
  target: SwitchTarget,
): Promise<AppliedOutcome | PlanOutcome> {
  const { workspaceId, integrationId, action, prepare } = target;
  const before = await client.getSchedule(workspaceId, integrationId);
  if (action === "enable" && before === "undefined") throw notDefined(integrationId);
  const change = changeOf(target, before);
  const drain = createDrain(context, client, flags);
  if (isAsDesired(before, change.after)) {
    await prepare?.();
    return context.interruption.whileWriting(async () => ended({ ...change, result: "unchanged", error: null }, drain));
  }
  const unhealthy = await checkHealth(context, flags, client, [change]);
  if (unhealthy.some(blocksWrites)) return blocked(change, unhealthy);
  if (flags.readOnly && prepare !== undefined) throw readOnly();
  return withLedger(context, flags.ledger, ledgerRun(context, flags, target), async (ledger) => {
    return context.interruption.whileWriting(async () => {
      await prepare?.();
      if (ledger !== null && !(await ledger.intend(change))) {
        return switched({ ...change, result: "not-started", error: null }, ledger.failure);
      }
      const { asked } = context.interruption;
      const verdict = await writeSchedule(stoppableWrites(client, asked), change, pauseOf(context));
      await ledger?.record(appliedAs(change, verdict));
      const written = appliedAs(change, stopped(verdict));
      const { received } = context.interruption;
      if (written.result === "not-started" && received !== null) {
        ledger?.leave(1);
        return switched(written, ledger?.failure ?? interrupted(received, 1, "Run again to switch the schedule."));
      }
      const { error } = written;
      return withWarnings(await ended(written, drain, ledger?.failure ?? error), unhealthy);
    });
  });
}

function appliedAs(change: Change, { result, error }: Verdict): AppliedChange {
  return { ...change, result, error };
}

/** The outcome of a change, after the drain if one was asked for. */
async function ended(
  change: AppliedChange,
  drain: DrainChange,
  error: ErrorRecord | null = null,
): Promise<AppliedOutcome> {
  const isOff = change.action === "disable" && isDone(change);
  const found = isOff && change.before !== "undefined" ? await drain(change) : null;
  if (found === null) return switched(change, error);
  return switched({ ...change, error: found.error, drained: found.drained }, error ?? found.error);
}

function withWarnings(outcome: AppliedOutcome, problems: readonly Problem[]): AppliedOutcome {
  return { ...outcome, problems, summary: { ...outcome.summary, problems: problems.length } };
}

/** A switch that a guard stops. */
function blocked(change: Change, problems: readonly Problem[]): PlanOutcome {
  const {
    pause: _,
    lastApply: __,
    error: ___,
    ...found
  } = switched({ ...change, result: "not-started", error: null }, null);
  const summary = { ...found.summary, problems: problems.length };
  return { ...found, kind: "plan", changes: [change], problems, summary, detailed: false, blocked: true };
}

function ledgerRun(
  context: Context,
  flags: SwitchFlags & GateFlags,
  { action: command, tokenFrom = flags.tokenFrom ?? null }: SwitchTarget,
): LedgerRun {
  const { reason = null } = flags;
  const common = { planHash: null, configHash: null, overrides: [], tokenOf: () => tokenFrom };
  return { command, baseUrl: baseUrlOf(context, flags), reason, ...common };
}

function changeOf({ workspaceId, integrationId, name, action }: SwitchTarget, before: ScheduleState): Change {
  const after = action === "enable" ? "enabled" : "disabled";
  return {
    workspaceId,
    integrationId,
    name,
    action,
    before,
    after,
    source: null,
    why: `asked for by \`${action}\``,
    effective: null,
  };
}

function switched(change: AppliedChange, error: ErrorRecord | null): AppliedOutcome {
  return { ...nothingApplied, changes: [change], summary: { ...emptySummary, [change.action]: 1 }, error };
}

function notDefined(integrationId: number): RunError {
  const { message, next } = problem("schedule-not-defined", null, { id: integrationId, name: null });
  return new RunError("schedule-not-defined", message, next);
}

function readOnly(): RunError {
  return new RunError(
    "read-only",
    "--read-only: the schedule was not switched, and the hold was not written",
    "Leave --read-only out.",
  );
}

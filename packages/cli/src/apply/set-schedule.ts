import {
  emptySummary,
  isAsDesired,
  writeSchedule,
  type AppliedChange,
  type Change,
  type ErrorRecord,
  type ScheduleState,
} from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import type { LedgerFlags, ReasonFlags, WorkspaceFlags } from "../flags/flags.ts";
import { checkLedger, withLedger } from "../ledger/ledger.ts";
import type { LedgerRun } from "../ledger/ledger-lines.ts";
import type { AppliedOutcome, Outcome } from "../verb/outcome.ts";
import { pauseOf } from "../process/pause.ts";
import { RunError } from "../verb/run-error.ts";
import { baseUrlOf } from "../api/session.ts";
import { withWorkspace } from "../api/with-workspace.ts";

/** Sets one schedule: reads it, writes it only where it differs, and verifies the write. */
export async function setSchedule(
  context: Context,
  flags: WorkspaceFlags & LedgerFlags & ReasonFlags,
  integrationId: number,
  action: "enable" | "disable",
): Promise<Outcome> {
  if (flags.ledger !== undefined) await checkLedger(context.io, flags.ledger);
  return withWorkspace(context, flags, async (client, workspaceId) => {
    const before = await client.getSchedule(workspaceId, integrationId);
    if (action === "enable" && before === "undefined") throw notDefined(integrationId);
    const change = changeOf(workspaceId, integrationId, action, before);
    if (isAsDesired(before, change.after)) return switched({ ...change, result: "unchanged", error: null }, null);
    return withLedger(context, flags.ledger, ledgerRun(context, flags, action), async (ledger) => {
      return context.interruption.whileWriting(async () => {
        if (ledger !== null && !(await ledger.intend(change))) {
          return switched({ ...change, result: "not-started", error: null }, ledger.failure);
        }
        const { result, error } = await writeSchedule(client, change, pauseOf(context));
        const written = { ...change, result, error };
        await ledger?.record(written);
        return switched(written, ledger?.failure ?? error);
      });
    });
  });
}

function ledgerRun(context: Context, flags: WorkspaceFlags & ReasonFlags, command: string): LedgerRun {
  const { reason = null } = flags;
  return { command, baseUrl: baseUrlOf(context, flags), planHash: null, configHash: null, reason, overrides: [] };
}

function changeOf(
  workspaceId: number,
  integrationId: number,
  action: "enable" | "disable",
  before: ScheduleState,
): Change {
  const after = action === "enable" ? "enabled" : "disabled";
  return {
    workspaceId,
    integrationId,
    name: null,
    action,
    before,
    after,
    source: null,
    why: `asked for by \`${action}\``,
    effective: null,
  };
}

function switched(change: AppliedChange, error: ErrorRecord | null): AppliedOutcome {
  return {
    kind: "applied",
    at: null,
    changes: [change],
    problems: [],
    summary: { ...emptySummary, [change.action]: 1 },
    coverage: [],
    histories: null,
    all: false,
    planFile: null,
    lastApply: null,
    notes: [],
    error,
  };
}

function notDefined(integrationId: number): RunError {
  return new RunError(
    "schedule-not-defined",
    `integration ${integrationId} has no schedule to enable`,
    "Define its schedule in Skyvia's web editor first: the API can only switch a schedule that exists.",
  );
}

import type { Execution, SkyviaClient } from "@skyvia-schedules/client";
import {
  durationText,
  errorRecord,
  isApiError,
  type Change,
  type Drain,
  type DrainChange,
  type Drained,
  type ErrorRecord,
} from "@skyvia-schedules/core";
import type { DrainFlags } from "../flags/gate-flags.ts";
import { startProgress } from "../process/progress.ts";
import type { Context } from "../verb/context.ts";

/**
 * Drains the schedules that a run disables, as the flag says, else as the entry of the change says. All changes of a run share one time-out, which starts with
 * the first of them.
 */
export function createDrain(
  context: Context,
  client: SkyviaClient,
  { drain, drainTimeout = usualTimeout }: Partial<DrainFlags>,
): DrainChange {
  const { io } = context;
  let deadline: number | null = null;
  return async (change) => {
    const how = drain ?? change.drain ?? "none";
    if (how === "none") return null;
    deadline ??= Math.min(io.monotonic() + drainTimeout, context.interruption.deadline);
    const until = { deadline, timeout: drainTimeout };
    return drainOne(context, client, change, how, until).catch((error: unknown) => {
      if (!isApiError(error)) throw error;
      return { drained: false, error: errorRecord(error) };
    });
  };
}

/** The default of `--drain-timeout`, in milliseconds. */
const usualTimeout = 15 * 60_000;

/**
 * Reads the active execution until none is active. If the run asks for it, each active execution is canceled once. A first
 * signal ends the wait, whatever it waits for. A cancel that was sent ends as it would.
 */
async function drainOne(
  { io, interruption }: Context,
  client: SkyviaClient,
  change: Change,
  how: Exclude<Drain, "none">,
  { deadline, timeout }: { readonly deadline: number; readonly timeout: number },
): Promise<Drained> {
  const { workspaceId, integrationId } = change;
  const { asked } = interruption;
  const canceled = new Set<number>();
  const started = io.monotonic();
  let seen: Execution | null = null;
  const progress = startProgress(io, `waiting for integration ${integrationId}`);
  try {
    for (let nth = 0; ; nth++) {
      const active = await client.getActiveExecution(workspaceId, integrationId, { signal: asked });
      if (active === null) return { drained: true, error: null };
      seen = active;
      if (how === "cancel" && !canceled.has(active.runId)) {
        canceled.add(active.runId);
        await client.cancelExecution(workspaceId, integrationId, { stop: asked });
      }
      const left = deadline - io.monotonic();
      if (left <= 0) return { drained: false, error: stillActive(change, active, `waited ${durationText(timeout)}`) };
      progress.update(io.monotonic() - started, deadline - started);
      await io.sleep(Math.min(pauseBefore(nth), left), asked).catch(() => {});
    }
  } catch (error) {
    if (!asked.aborted || !isApiError(error) || error.code !== "aborted") throw error;
    return { drained: false, error: seen === null ? unseen(change) : stillActive(change, seen, "was stopped") };
  } finally {
    progress.stop();
  }
}

/** How long to wait before the n-th read, in milliseconds: soon at first, every five seconds later. */
function pauseBefore(nth: number): number {
  return Math.min(5000, 250 * 2 ** nth);
}

function stillActive(change: Change, { runId, state }: Execution, why: string): ErrorRecord {
  return recordOf(change, `is off, but its execution ${runId} is still ${state}: the run ${why}`);
}

/** The run was stopped before the first answer. */
function unseen(change: Change): ErrorRecord {
  return recordOf(change, "is off, and it is not known whether an execution is active: the run was stopped");
}

function recordOf({ workspaceId, integrationId, name }: Change, found: string): ErrorRecord {
  const what = `integration ${integrationId}${name === null ? "" : ` ${JSON.stringify(name)}`}`;
  return {
    code: "still-active",
    message: `the schedule of ${what} ${found}`,
    next: `Look at it: \`skyvia-schedules executions ${integrationId} --active -w ${workspaceId}\`. \`cancel\` and \`kill\` end it.`,
  };
}

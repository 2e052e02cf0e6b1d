import type { ExecutionDetails, SkyviaClient } from "@skyvia-schedules/client";
import type { ErrorRecord } from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import type { StartedOutcome } from "../verb/outcome.ts";
import { recordOf } from "../verb/run-error.ts";

/** An execution that this run has started, or is ending. */
export interface Awaited {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** As it was seen last. */
  readonly last: { readonly runId: number; readonly state?: string };
}

/**
 * Reads an execution until it has ended, and reports it in full. `judge` says whether its end is an error. If the wait ends early, the outcome contains the
 * last state that was read, and the reason.
 */
export async function waitForEnd(
  context: Context,
  client: SkyviaClient,
  { workspaceId, integrationId, last }: Awaited,
  judge: (ended: ExecutionDetails) => ErrorRecord | null,
): Promise<StartedOutcome> {
  const { io, interruption } = context;
  let seen: Awaited["last"] = last;
  try {
    for (let nth = 0; ; nth++) {
      const execution = await client.getExecution(workspaceId, integrationId, last.runId);
      seen = execution;
      if (isOver(execution)) {
        return { kind: "started", data: execution, error: judge(execution), lostSight: false };
      }
      // A pause that is aborted ends early: the next read then fails with the reason.
      await io
        .sleep(Math.min(pauseBefore(nth), Math.max(0, interruption.deadline - io.monotonic())), interruption.over)
        .catch(() => {});
    }
  } catch (thrown) {
    const error = lostSight(context, { workspaceId, integrationId, last: seen }, thrown);
    const { runId, state } = seen;
    return { kind: "started", data: state === undefined ? { runId } : { runId, state }, error, lostSight: true };
  }
}

/** How long to wait before the n-th read, in milliseconds: soon at first, every five seconds later. */
function pauseBefore(nth: number): number {
  return Math.min(5000, 250 * 2 ** nth);
}

function isOver({ state }: ExecutionDetails): boolean {
  return ["Succeeded", "Failed", "Canceled"].includes(state);
}

function lostSight(
  { interruption }: Context,
  { workspaceId, integrationId, last: { runId, state } }: Awaited,
  thrown: unknown,
): ErrorRecord {
  const record = recordOf(thrown);
  const isStopped = record.code === "aborted" && interruption.received !== null;
  const reason = isStopped ? `stopped by ${interruption.received}` : record.message;
  const seen = state === undefined ? "" : `, it was ${state} when last seen`;
  return {
    ...record,
    ...(isStopped ? { code: "interrupted" } : {}),
    outcome: "unknown",
    message: `execution ${runId} may still be active, its end was not seen${seen}: ${reason}`,
    next: `See how it ended: \`skyvia-schedules executions ${integrationId} ${runId} -w ${workspaceId}\`.`,
  };
}

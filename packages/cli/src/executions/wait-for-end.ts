import type { ExecutionDetails, SkyviaClient } from "@skyvia-schedules/client";
import type { Context } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";
import { fields } from "../render/records.ts";
import { recordOf } from "../verb/run-error.ts";

/** An execution that this run has started, or is ending. */
export interface Awaited {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly runId: number;
}

/**
 * Looks at an execution until it has ended, and tells of it in full. Where the wait is cut short, the write before it
 * stands, and the outcome says so.
 */
export async function waitForEnd(
  context: Context,
  client: SkyviaClient,
  awaited: Awaited,
  then: (ended: ExecutionDetails) => Outcome,
): Promise<Outcome> {
  try {
    return then(await endOf(context, client, awaited));
  } catch (error) {
    return cutShort(context, awaited, error);
  }
}

/** How long to wait before the n-th look, in milliseconds: soon at first, every five seconds later. */
function pauseBefore(nth: number): number {
  return Math.min(5000, 250 * 2 ** nth);
}

async function endOf(
  { io, interruption }: Context,
  client: SkyviaClient,
  { workspaceId, integrationId, runId }: Awaited,
): Promise<ExecutionDetails> {
  for (let nth = 0; ; nth++) {
    const execution = await client.getExecution(workspaceId, integrationId, runId);
    if (["Succeeded", "Failed", "Canceled"].includes(execution.state)) return execution;
    // An aborted pause ends early: the next look then fails with the reason.
    await io.sleep(pauseBefore(nth), interruption.signal).catch(() => {});
  }
}

function cutShort({ interruption }: Context, { workspaceId, integrationId, runId }: Awaited, thrown: unknown): Outcome {
  const record = recordOf(thrown);
  const stopped = record.code === "aborted" && interruption.received !== null;
  const reason = stopped ? `stopped by ${interruption.received}` : record.message;
  return {
    data: { runId },
    written: true,
    error: {
      ...record,
      ...(stopped ? { code: "interrupted" } : {}),
      message: `execution ${runId} may still be active, its end was not seen: ${reason}`,
      next: `See what became of it: \`skyvia-schedules executions ${integrationId} ${runId} -w ${workspaceId}\`.`,
    },
    text: () => fields({ runId }),
  };
}

import { setTimeout as sleep } from "node:timers/promises";
import type { ExecutionDetails, SkyviaClient } from "@skyvia-schedules/client";
import type { Context } from "./context.ts";
import { RunError } from "./run-error.ts";

/** How long to wait before the n-th look, in milliseconds: soon at first, every five seconds later. */
function pauseBefore(nth: number): number {
  return Math.min(5000, 250 * 2 ** nth);
}

/** Looks at an execution until it has ended, and gives it in full. */
export async function waitForEnd(
  { interruption }: Context,
  client: SkyviaClient,
  workspaceId: number,
  integrationId: number,
  runId: number,
): Promise<ExecutionDetails> {
  for (let nth = 0; ; nth++) {
    const execution = await look();
    if (["Succeeded", "Failed", "Canceled"].includes(execution.state)) return execution;
    // An aborted pause ends early: the next look then fails with the reason.
    await sleep(pauseBefore(nth), undefined, { signal: interruption.signal }).catch(() => {});
  }

  async function look(): Promise<ExecutionDetails> {
    try {
      return await client.getExecution(workspaceId, integrationId, runId);
    } catch (error) {
      if (interruption.received === null) throw error;
      throw new RunError(
        "interrupted",
        `stopped by ${interruption.received} while waiting: execution ${runId} goes on`,
        `Look at it with \`skyvia-schedules executions ${integrationId} ${runId} -w ${workspaceId}\`.`,
      );
    }
  }
}

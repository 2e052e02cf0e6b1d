import { ApiFailure } from "./api-failure.ts";
import { type ExecutionRecord, isFinished } from "./execution-record.ts";
import type { RunTimes } from "./world-state.ts";

/** The execution that is not over yet, or null. */
export function activeRun(executions: readonly ExecutionRecord[], now: number): ExecutionRecord | null {
  return executions.findLast((execution) => !isFinished(execution, now)) ?? null;
}

/**
 * A run that is asked for now. While one is active it is refused with 409: that there is one at a time is the vendor's, the status
 * is this emulator's own decision, since no document says what the API answers then.
 */
export function startRun(
  executions: ExecutionRecord[],
  { ends, successRows, errorRows, ...times }: RunTimes,
  { now, runId }: { readonly now: number; readonly runId: number },
): ExecutionRecord {
  const active = activeRun(executions, now);
  if (active !== null) throw new ApiFailure(409, `Execution ${active.runId} of the integration is still active.`);
  const queuedAt = now + times.new;
  const startAt = queuedAt + times.queued;
  const endAt = startAt + times.running;
  const run = { runId, requestedAt: now, queuedAt, startAt, endAt, ends, successRows, errorRows, result: null };
  executions.push(run);
  return run;
}

/** Asks the active run to stop, which takes a while. Answers whether that changed anything. */
export function cancelRun(executions: readonly ExecutionRecord[], canceling: number, now: number): boolean {
  const active = activeRun(executions, now);
  if (active === null || active.canceling !== undefined) return false;
  active.canceling = { from: now, until: now + canceling };
  return true;
}

/** Stops the active run at once. Answers whether that changed anything. */
export function killRun(executions: readonly ExecutionRecord[], now: number): boolean {
  const active = activeRun(executions, now);
  if (active === null) return false;
  active.killedAt = now;
  return true;
}

import { endOf, type ExecutionRecord, isFinished } from "./execution-record.ts";
import type { RunTimes } from "./world-state.ts";

/** The active execution: the first that is not over yet, or null. The others wait for it. */
export function activeRun(executions: readonly ExecutionRecord[], now: number): ExecutionRecord | null {
  const unfinished = executions.filter((execution) => !isFinished(execution, now));
  return unfinished.reduce<ExecutionRecord | null>(
    (first, one) => (first === null || one.startAt < first.startAt ? one : first),
    null,
  );
}

/**
 * Adds a run that is requested now. While another one is active it is queued and starts after it: the vendor documents no refusal. Returns whether it waits for
 * another one.
 */
export function startRun(
  executions: ExecutionRecord[],
  { ends, successRows, errorRows, ...times }: RunTimes,
  { now, runId }: { readonly now: number; readonly runId: number },
): { readonly run: ExecutionRecord; readonly waits: boolean } {
  const ahead = executions.filter((execution) => !isFinished(execution, now));
  const waits = ahead.length > 0;
  const queuedAt = waits ? now : now + times.new;
  const startAt = Math.max(queuedAt + times.queued, ...ahead.map(endOf));
  const endAt = startAt + times.running;
  const run = { runId, requestedAt: now, queuedAt, startAt, endAt, ends, successRows, errorRows, result: null };
  executions.push(run);
  return { run, waits };
}

/** Asks the active run to stop, which takes a while. Returns whether that changed anything. */
export function cancelRun(executions: readonly ExecutionRecord[], canceling: number, now: number): boolean {
  const active = activeRun(executions, now);
  if (active === null || active.canceling !== undefined) return false;
  moveUp(executions, active, now, () => (active.canceling = { from: now, until: now + canceling }));
  return true;
}

/** Stops the active run at once. Returns whether that changed anything. */
export function killRun(executions: readonly ExecutionRecord[], now: number): boolean {
  const active = activeRun(executions, now);
  if (active === null) return false;
  moveUp(executions, active, now, () => (active.killedAt = now));
  return true;
}

/** Stops a run, and moves the runs that wait for it by the same time. */
function moveUp(
  executions: readonly ExecutionRecord[],
  active: ExecutionRecord,
  now: number,
  stop: () => unknown,
): void {
  const waiting = executions.filter((one) => one !== active && !isFinished(one, now) && one.startAt >= endOf(active));
  const before = endOf(active);
  stop();
  const by = endOf(active) - before;
  for (const one of waiting) {
    one.startAt += by;
    one.endAt += by;
  }
}

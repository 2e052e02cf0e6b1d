import type { ErrorRecord } from "@skyvia-schedules/core";
import type { Interruption } from "./interruption.ts";

/** What ends waits of a run early. */
export type Waiting = Pick<Interruption, "signal" | "over">;

/** A signal or the end of the run's time ended a wait. What was waited for may still be all right. */
export class StoppedWaiting extends Error {
  override readonly name = "StoppedWaiting";
  readonly record: ErrorRecord;

  constructor({ signal }: Waiting, what: string) {
    const record = signal.aborted
      ? { code: "aborted", message: `the run was stopped while it was waiting for ${what}`, next: "Run again." }
      : {
          code: "timeout",
          message: `the run is out of time: it was waiting for ${what}`,
          next: "Allow more time with --timeout, or find out why it did not arrive.",
        };
    super(record.message);
    this.record = record;
  }
}

/**
 * Waits for `work`, but no longer than the run may wait. Rejects with `StoppedWaiting` when a signal or the end of the run's time comes first; `work` gets the
 * signal that ends the wait.
 */
export async function waitFor<T>(waiting: Waiting, what: string, work: (over: AbortSignal) => Promise<T>): Promise<T> {
  const { over } = waiting;
  const done = new AbortController();
  const isOver = new Promise<never>((_, reject) => {
    const stop = (): void => reject(new StoppedWaiting(waiting, what));
    if (over.aborted) stop();
    else over.addEventListener("abort", stop, { once: true, signal: done.signal });
  });
  try {
    return await Promise.race([isOver, over.aborted ? isOver : work(over)]);
  } catch (error) {
    throw over.aborted && !(error instanceof StoppedWaiting) ? new StoppedWaiting(waiting, what) : error;
  } finally {
    done.abort();
  }
}

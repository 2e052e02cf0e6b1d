import type { EndReason } from "../errors/failure.ts";

/** The end of a client's run by its signal, its deadline or `close`: once over, nothing is sent any more. */
export interface RunEnd {
  /** Why it is over, or null. */
  readonly interruption: () => EndReason | null;
  /** Aborted when it is over. */
  readonly signal: AbortSignal;
  /** By the monotonic clock, in ms; Infinity without a deadline. */
  readonly deadline: number;
  end(interruption: EndReason): void;
  /** Drops the timer and the listener. */
  dispose(): void;
}

export interface RunEndOptions {
  readonly signal: AbortSignal | undefined;
  readonly deadline: number | undefined;
  readonly monotonic: () => number;
}

/** A timer cannot wait for longer; a deadline beyond it is found when the next request is to be sent. */
export const longestTimer = 2_147_483_647;

/** Watches the signal and the deadline of a run. */
export function createRunEnd({ signal, deadline = Infinity, monotonic }: RunEndOptions): RunEnd {
  const over = new AbortController();
  let interruption: EndReason | null = null;
  const end = (reason: EndReason): void => {
    if (interruption !== null) return;
    interruption = reason;
    over.abort();
  };
  const outOfTime = (): void => end({ kind: "out-of-time", sent: false });
  const abort = (): void => end({ kind: "aborted", reason: "the run was aborted", endsRun: true, sent: false });

  if (signal?.aborted === true) abort();
  else signal?.addEventListener("abort", abort, { once: true });
  const left = deadline - monotonic();
  const timer = left > longestTimer ? undefined : setTimeout(outOfTime, Math.max(left, 0));
  timer?.unref();

  return {
    interruption: () => {
      if (interruption === null && monotonic() >= deadline) outOfTime();
      return interruption;
    },
    signal: over.signal,
    deadline,
    end,
    dispose: () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    },
  };
}

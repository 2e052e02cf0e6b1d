import type { Io, StopSignal } from "./io.ts";

/**
 * How signals and `--timeout` end a run. The first signal stops reading at once; while a plan is carried out it only stops
 * new changes, so that those in flight end and are reported. The second one aborts them as well.
 */
export interface Interruption {
  /** Aborted when a signal ends calls in flight at once. */
  readonly signal: AbortSignal;
  /** Aborted when the run may not wait any longer: with `signal`, or because the time of the run is over. */
  readonly over: AbortSignal;
  /** Aborted by the first signal, also while a plan is carried out. It ends waits that may end early. */
  readonly asked: AbortSignal;
  /** The first signal that came. */
  readonly received: StopSignal | null;
  /** When the run is out of time, by the monotonic clock; Infinity without `--timeout`. */
  readonly deadline: number;
  /** Sets the deadline. */
  limitTime(deadline: number): void;
  /** Does what SIGINT does: at a question, a terminal gives Ctrl-C as a key. */
  interrupt(): void;
  /** Runs work that a first signal must not cut short. */
  whileWriting<T>(work: () => Promise<T>): Promise<T>;
  /** Stops listening, and stops the timer. */
  dispose(): void;
}

/** A timer cannot wait for longer. */
const longestTimer = 2_147_483_647;

export function createInterruption(io: Pick<Io, "onSignal" | "monotonic" | "startTimer">): Interruption {
  const stopped = new AbortController();
  const asked = new AbortController();
  const outOfTime = new AbortController();
  let received: StopSignal | null = null;
  let writing = false;
  let deadline = Infinity;
  let stopTimer = (): void => {};
  const stop = (signal: StopSignal): void => {
    if (received !== null || !writing) stopped.abort();
    received ??= signal;
    asked.abort();
  };
  const stopListening = io.onSignal(stop);
  return {
    signal: stopped.signal,
    asked: asked.signal,
    over: AbortSignal.any([stopped.signal, outOfTime.signal]),
    get received() {
      return received;
    },
    get deadline() {
      return deadline;
    },
    limitTime: (time) => {
      deadline = time;
      const left = deadline - io.monotonic();
      if (left <= longestTimer) stopTimer = io.startTimer(Math.max(left, 0), () => outOfTime.abort());
    },
    interrupt: () => stop("SIGINT"),
    whileWriting: async (work) => {
      writing = true;
      try {
        return await work();
      } finally {
        writing = false;
      }
    },
    dispose: () => {
      stopListening();
      stopTimer();
    },
  };
}

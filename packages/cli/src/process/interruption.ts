import type { Io, StopSignal } from "./io.ts";

/**
 * How signals end a run. The first one stops reading at once; while a plan is carried out it only stops new changes, so
 * that those in flight end and are reported. The second one aborts them as well.
 */
export interface Interruption {
  /** Aborted when calls in flight are to end at once. */
  readonly signal: AbortSignal;
  /** The first signal that came. */
  readonly received: StopSignal | null;
  /** Runs the part that must not be cut short by a first signal. */
  whileWriting<T>(work: () => Promise<T>): Promise<T>;
  /** Stops listening. */
  dispose(): void;
}

export function createInterruption(io: Pick<Io, "onSignal">): Interruption {
  const controller = new AbortController();
  let received: StopSignal | null = null;
  let writing = false;
  const dispose = io.onSignal((signal) => {
    if (received !== null || !writing) controller.abort();
    received ??= signal;
  });
  return {
    signal: controller.signal,
    get received() {
      return received;
    },
    whileWriting: async (work) => {
      writing = true;
      try {
        return await work();
      } finally {
        writing = false;
      }
    },
    dispose,
  };
}

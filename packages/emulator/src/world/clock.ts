/** The settings of a clock. They are saved with the state, so that a restart does not change executions. */
export interface ClockState {
  /** Milliseconds added to real time. */
  readonly offset: number;
  /** Milliseconds since the epoch, or null while the clock runs. */
  readonly frozenAt: number | null;
}

/** The time of the emulated service, in milliseconds since the epoch. Every state is computed from it; no code waits for it. */
export interface Clock {
  now(): number;
  /** Sets the clock to a time; a running clock continues from there. */
  set(time: number): void;
  /** Moves by milliseconds, forwards or backwards. */
  move(milliseconds: number): void;
  /** Stops the clock where it is. */
  freeze(): void;
  /** Lets a stopped clock continue from where it is. */
  resume(): void;
  /** Back to real time, running. */
  reset(): void;
  readonly frozen: boolean;
  state(): ClockState;
  restore(state: ClockState): void;
}

/** A clock that shows `real` until it is set, moved or frozen. */
export function createClock(real: () => number = Date.now): Clock {
  let offset = 0;
  let frozenAt: number | null = null;
  const now = (): number => frozenAt ?? real() + offset;
  const set = (time: number): void => {
    if (frozenAt === null) offset = time - real();
    else frozenAt = time;
  };
  return {
    now,
    set,
    move: (milliseconds) => set(now() + milliseconds),
    freeze: () => void (frozenAt = now()),
    resume: () => {
      if (frozenAt === null) return;
      offset = frozenAt - real();
      frozenAt = null;
    },
    reset: () => {
      offset = 0;
      frozenAt = null;
    },
    get frozen() {
      return frozenAt !== null;
    },
    state: () => ({ offset, frozenAt }),
    restore: (state) => ({ offset, frozenAt } = state),
  };
}

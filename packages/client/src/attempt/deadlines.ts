import type { EndReason } from "../errors/failure.ts";

/** Something in flight that can be stopped from outside. */
export interface Stoppable {
  /** When it is out of time, by `performance.now()`; set by `watch`. */
  expiresAt: number;
  expire(): void;
  interrupt(interruption: EndReason): void;
}

/** The time limits of all attempts in flight, on one timer. */
export interface Deadlines {
  watch(item: Stoppable): void;
  drop(item: Stoppable): void;
  /** What is in flight. */
  items(): Iterable<Stoppable>;
}

/**
 * Expires what was watched for longer than `limit` ms. All have the same limit, so they fall due in the order in which
 * they came: one timer for the oldest is enough, however many there are.
 */
export function createDeadlines(limit: number): Deadlines {
  const watched = new Set<Stoppable>();
  let timer: NodeJS.Timeout | undefined;
  const arm = (ms: number): void => {
    timer = setTimeout(sweep, ms);
    timer.unref();
  };
  const sweep = (): void => {
    timer = undefined;
    const now = performance.now();
    for (const item of watched) {
      // Timers may fire up to a millisecond early.
      if (item.expiresAt - now > 1) return arm(item.expiresAt - now);
      watched.delete(item);
      item.expire();
    }
  };
  return {
    watch: (item) => {
      item.expiresAt = performance.now() + limit;
      watched.add(item);
      if (timer === undefined) arm(limit);
    },
    drop: (item) => void watched.delete(item),
    items: () => watched,
  };
}

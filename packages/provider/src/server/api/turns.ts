import { createQueue } from "@skyvia-schedules/client";

/** Admits a limited number at once; the others wait for their turn, in the order in which they came. */
export interface Turns {
  /** Waits for a turn. Each must be given back. */
  take(): Promise<void>;
  give(): void;
}

/** Turns, all free. */
export function createTurns(limit: number): Turns {
  const waiting = createQueue<() => void>();
  let taken = 0;
  return {
    take: async () => {
      if (taken < limit) {
        taken++;
        return;
      }
      await new Promise<void>((resolve) => waiting.push(resolve));
    },
    give: () => {
      const next = waiting.shift();
      if (next === undefined) taken--;
      else next();
    },
  };
}

import { createQueue } from "@skyvia-schedules/client";

/** Lets so many in at once; the others wait for their turn, in the order in which they came. */
export interface Turns {
  /** Waits for a turn. Each must be given back. */
  take(): Promise<void>;
  give(): void;
}

/** Turns of which none is taken. */
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

/** Lets so many in at once; the others wait for their turn, in the order in which they came. */
export interface Turns {
  /** Waits for a turn. Each must be given back. */
  take(): Promise<void>;
  give(): void;
}

/** Turns of which none is taken. */
export function createTurns(limit: number): Turns {
  const waiting: (() => void)[] = [];
  let first = 0; // `shift` would move all the others
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
      const next = waiting[first];
      if (next === undefined) {
        taken--;
        return;
      }
      first++;
      if (first === waiting.length) {
        waiting.length = 0;
        first = 0;
      }
      next();
    },
  };
}

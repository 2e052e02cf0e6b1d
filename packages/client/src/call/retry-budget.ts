/** Pays for calls beyond the first: an outage ends quickly instead of tripling the load. */
export interface RetryBudget {
  /** Takes one token. false: the bucket is empty. */
  take(): boolean;
  /** A call succeeded: 0.1 token comes back, up to the 100 that it starts with. */
  refill(): void;
}

const tenths = 1000;

/** A bucket of 100 tokens, so that n successful calls never see more than 100 + n/10 retries. */
export function createRetryBudget(): RetryBudget {
  let left = tenths; // counted in tenths, so that no rounding adds up
  return {
    take: () => {
      if (left < 10) return false;
      left -= 10;
      return true;
    },
    refill: () => {
      if (left < tenths) left++;
    },
  };
}

/** Full jitter: a random wait in ms, below a ceiling that doubles with each retry (nth from 1) from 0.25 s to 16 s. */
export function backOff(nth: number, random: () => number): number {
  return Math.round(random() * Math.min(16_000, 250 * 2 ** (nth - 1)));
}

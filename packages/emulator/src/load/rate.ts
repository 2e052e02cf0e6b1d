/** A limit of calls a second: a token bucket. */
export interface RateLimit {
  /** Tokens that come back in a second, over 0. */
  readonly perSecond: number;
  /** Upper bound of the tokens, and how many there are at the start; from 1. Default: those of one second, at least 1. */
  readonly burst?: number;
  /** How a 429 names the time of the next token, rounded up to whole seconds: as seconds, as a date, or not at all. Default: `seconds`. */
  readonly retryAfter?: "seconds" | "date" | "none";
}

/** The tokens left in a bucket, `at` an instant in milliseconds. */
export interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** A full bucket. */
export function newBucket(limit: RateLimit, now: number): Bucket {
  return { tokens: burstOf(limit), at: now };
}

/** The bucket after a call at `now`, and for how many milliseconds there is no token; 0: the call took one. */
export function takeToken(
  limit: RateLimit,
  { tokens, at }: Bucket,
  now: number,
): { readonly bucket: Bucket; readonly wait: number } {
  const left = Math.min(burstOf(limit), tokens + ((now - at) / 1000) * limit.perSecond);
  if (left >= 1) return { bucket: { tokens: left - 1, at: now }, wait: 0 };
  return { bucket: { tokens: left, at: now }, wait: ((1 - left) / limit.perSecond) * 1000 };
}

/** The header `Retry-After` for a wait in milliseconds; null: the answer has none. `now`: ms since the epoch. */
export function retryAfterOf({ retryAfter = "seconds" }: RateLimit, wait: number, now: number): string | null {
  switch (retryAfter) {
    case "none":
      return null;
    case "seconds":
      return String(Math.ceil(wait / 1000));
    case "date": // a date of HTTP has whole seconds
      return new Date(Math.ceil((now + wait) / 1000) * 1000).toUTCString();
  }
}

function burstOf({ perSecond, burst = Math.max(1, perSecond) }: RateLimit): number {
  return burst;
}

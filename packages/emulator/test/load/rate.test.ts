import { describe, expect, test } from "vitest";
import { newBucket, type RateLimit, retryAfterOf, takeToken } from "../../src/load/rate.ts";

/** For each instant in ms: how long a call at it has to wait, 0 if it is accepted. */
function waits(limit: RateLimit, instants: readonly number[]): readonly number[] {
  let bucket = newBucket(limit, 0);
  return instants.map((now) => {
    const taken = takeToken(limit, bucket, now);
    bucket = taken.bucket;
    return taken.wait;
  });
}

describe("a token bucket", () => {
  test.each<[string, RateLimit, readonly number[], readonly number[]]>([
    ["begins full, and a call beyond it waits for the next token", { perSecond: 2 }, [0, 0, 0], [0, 0, 500]],
    ["gets tokens by and by", { perSecond: 2 }, [0, 0, 250, 500], [0, 0, 250, 0]],
    ["is never fuller than the burst", { perSecond: 2, burst: 1 }, [9_000, 9_000], [0, 500]],
    ["has a burst larger than a second", { perSecond: 1, burst: 3 }, [0, 0, 0, 0], [0, 0, 0, 1_000]],
    ["takes less than one call a second", { perSecond: 0.1 }, [0, 0, 10_000], [0, 10_000, 0]],
    ["takes nothing for a call that it refuses", { perSecond: 1, burst: 1 }, [0, 400, 600, 1_000], [0, 600, 400, 0]],
  ])("%s", (_, limit, instants, expected) => {
    expect(waits(limit, instants).map((wait) => Math.round(wait))).toEqual(expected);
  });
});

describe("Retry-After", () => {
  const now = Date.parse("2026-11-24T12:00:00.300Z");
  test.each<[string, RateLimit["retryAfter"], number, string | null]>([
    ["whole seconds, rounded up: that long is never too short", undefined, 1_001, "2"],
    ["a second for any part of it", "seconds", 1, "1"],
    ["a date of whole seconds, rounded up", "date", 900, "Tue, 24 Nov 2026 12:00:02 GMT"],
    ["nothing", "none", 1_000, null],
  ])("%s", (_, retryAfter, wait, expected) => {
    expect(retryAfterOf({ perSecond: 1, ...(retryAfter && { retryAfter }) }, wait, now)).toBe(expected);
  });
});

import { describe, expect, test } from "vitest";
import { bucket, simulate, sliding, windows, workers, type Ran, type Server } from "./simulate.ts";

/** Equal seeds, equal numbers from 0 up to 1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 1_664_525 + 1_013_904_223) >>> 0) / 2 ** 32;
}

/** Answers take about so many ms. */
const about = (ms: number, random: () => number): (() => number) => {
  return () => ms * (0.8 + 0.4 * random());
};

type Limit = (rate: number, retryAfter: "none" | "seconds", latency: () => number) => Server;
const bucketOf =
  (burst: number): Limit =>
  (rate, retryAfter, latency) =>
    bucket(rate, burst, retryAfter, latency);

/** Each limit, and how many calls it accepts at once at the start; null: those of a second. */
const limits: Readonly<Record<string, readonly [limit: Limit, burst: number | null]>> = {
  "a token bucket of one second": [(rate, ...others) => bucket(rate, rate, ...others), null],
  "a bucket of one request": [bucketOf(1), 1],
  "a bucket of two requests": [bucketOf(2), 2],
  "a bucket of five requests": [bucketOf(5), 5],
  "a bucket of ten requests": [bucketOf(10), 10],
  "windows of a second": [(rate, ...others) => windows(rate, 1_000, ...others), null],
  "a sliding second": [(rate, ...others) => sliding(rate, 1_000, ...others), null],
};

const rows = Object.entries(limits).flatMap(([name, [limit, burst]]) =>
  [100, 20, 5].flatMap((rate) =>
    [8, 32, 64].flatMap((most) =>
      (["none", "seconds"] as const).flatMap((retryAfter) =>
        [2, 50].map((latency) => ({ name, limit, burst: burst ?? rate, rate, most, retryAfter, latency })),
      ),
    ),
  ),
);

describe("a rate limit: at most 1.10 of the calls, and 1.5 of the ideal time", () => {
  test.each(rows)(
    "$rate a second by $name, $most in flight, Retry-After $retryAfter, $latency ms",
    ({ limit, burst, rate, most, retryAfter, latency }) => {
      const random = seeded(7);
      const count = rate * 30;
      const ran = simulate(limit(rate, retryAfter, about(latency, random)), count, most, random);
      expect(ran.calls / count).toBeLessThanOrEqual(1.1);
      expect(ran.time / (((count - burst) / rate) * 1000)).toBeLessThanOrEqual(1.5);
    },
  );
});

/** Limits writes, and accepts every read. */
const ofWrites =
  (server: Server, latency: () => number): Server =>
  (now, isWrite) =>
    isWrite ? server(now, isWrite) : { after: latency() };

describe("changes, each a read and a write", () => {
  const mixed = rows.filter(({ most, rate }) => most === 64 && rate < 100);

  test.each(mixed)(
    "$rate calls a second by $name, Retry-After $retryAfter, $latency ms: at most 1.10 of the calls, and 1.5 of the time",
    ({ limit, burst, rate, retryAfter, latency }) => {
      const random = seeded(7);
      const ran = simulate(limit(rate, retryAfter, about(latency, random)), 300, 64, random, { pairs: 64 });
      expect(ran.calls / 600).toBeLessThanOrEqual(1.1);
      expect(ran.time / (((600 - burst) / rate) * 1000)).toBeLessThanOrEqual(1.5);
    },
  );

  test.each(mixed)(
    "$rate writes a second by $name, every read accepted, Retry-After $retryAfter, $latency ms: at most 1.10 of the calls",
    ({ limit, rate, retryAfter, latency }) => {
      const random = seeded(7);
      const server = ofWrites(limit(rate, retryAfter, about(latency, random)), about(latency, random));
      expect(simulate(server, 300, 64, random, { pairs: 64 }).calls / 600).toBeLessThanOrEqual(1.1);
    },
  );
});

describe("a Retry-After that is too short is used only once in a row", () => {
  const short: readonly [string, (wait: number) => number][] = [
    ["0", () => 0],
    ["rounded down", (wait) => Math.floor(wait / 1000) * 1000],
    ["half of what is needed", (wait) => wait / 2],
  ];
  const wide = [1_000, 2_000, 10_000].flatMap((width) => short.map(([name, said]) => ({ width, name, said })));

  test.each(wide)("100 in each $width ms, Retry-After $name", ({ width, said }) => {
    const random = seeded(7);
    const server = windows(100, width, "none", about(20, random));
    const telling = (now: number) => {
      const verdict = server(now, false);
      return verdict.limited ? { ...verdict, retryAfter: said(width - (now % width)) } : verdict;
    };
    expect(simulate(telling, 1_000, 64, random).calls).toBeLessThanOrEqual(1_100);
  });
});

test("a 429 of a server without a limit soon has no effect", () => {
  const random = seeded(3);
  let calls = 0;
  const ran = simulate(
    () => (++calls === 100 ? { after: 50, limited: true, retryAfter: 1_000 } : { after: about(50, random)() }),
    10_055,
    64,
    random,
  );
  expect(ran.curve.at(-1)?.rate).toBeNull();
  expect(ran.time).toBeLessThan(20_000);
});

describe("without a limit", () => {
  test("10,055 calls at 50 ms take under 12 s: the window grows to 64 by itself", () => {
    const random = seeded(3);
    const ran = simulate(() => ({ after: about(50, random)() }), 10_055, 64, random);
    expect(ran.time).toBeLessThan(12_000);
    expect(ran.mostInFlight).toBe(64);
  });

  test("a number is a ceiling, and the start is 8 at most", () => {
    const random = seeded(3);
    const ran = simulate(() => ({ after: about(50, random)() }), 2_000, 12, random);
    expect(ran.mostInFlight).toBe(12);
    expect(ran.curve[0]?.inFlight).toBeLessThanOrEqual(8);
  });
});

describe.each([4, 16])("a server that works on %i at a time", (count) => {
  test.each([5, 50])(
    "for %i ms each: at most 1.2 of the best fixed number's time, and no latency beyond twice",
    (ms) => {
      const run = (most: number, fixed: boolean): Ran => {
        const random = seeded(3);
        return simulate(workers(count, about(ms, random)), 10_055, most, random, { fixed });
      };
      const best = Math.min(...[4, 8, 16, 24, 32, 64].map((most) => run(most, true).time));
      const own = run(64, false);
      expect(own.time).toBeLessThanOrEqual(1.2 * best);
      expect(own.meanLatency).toBeLessThanOrEqual(2 * ms);
    },
  );
});

test("a server that gets ten times slower for a while gets fewer requests, and then as many as before", () => {
  const random = seeded(3);
  const slowFrom = 3_000;
  const slowTo = 9_000;
  const ran = simulate(
    (now) => ({ after: about(now > slowFrom && now < slowTo ? 500 : 50, random)() }),
    10_055,
    64,
    random,
  );
  const least = Math.min(...ran.curve.filter(({ at }) => at > slowFrom && at < slowTo).map(({ inFlight }) => inFlight));
  expect(least).toBeLessThan(32);
  expect(ran.curve.at(-1)?.inFlight).toBe(64);
});

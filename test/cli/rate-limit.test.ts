import { describe, expect, test } from "vitest";
import { generateSeed, type RateLimit } from "@skyvia-schedules/emulator";
import { openPlace, type Place } from "./place.ts";

/** A clock that tool and server share, and that moves only when somebody waits. */
function sharedTime() {
  let time = Date.parse("2026-11-24T06:00:00Z");
  const now = (): number => time;
  return {
    io: {
      now,
      monotonic: now,
      sleep: async (ms: number, signal?: AbortSignal): Promise<void> => {
        signal?.throwIfAborted();
        time += ms;
      },
    },
    server: { now, monotonic: now, later: (act: () => void) => void setImmediate(act) },
  };
}

const everything =
  'version: 1\nworkspaces:\n  - id: 1\n    integrations:\n      - match: "*"\n        schedule: disabled\n';

/** Every rate and every Retry-After. All pairs of rates and requests in flight are simulated in packages/client/test/limit. */
const rates: readonly RateLimit[] = [
  { perSecond: 100, retryAfter: "seconds" },
  { perSecond: 20, retryAfter: "date" },
  { perSecond: 20, retryAfter: "none" },
  { perSecond: 5, retryAfter: "seconds" },
  { perSecond: 5, retryAfter: "none" },
];

/** Runs a verb against a server with a rate, and counts the seconds. */
async function behind(
  rate: RateLimit,
  args: readonly string[],
): Promise<{ place: Place; code: number | null; seconds: number }> {
  const time = sharedTime();
  const started = time.io.now();
  const place = await openPlace({ seed: generateSeed(300), rate, loadClock: time.server });
  place.write("skyvia.yaml", everything);
  const { code } = await place.run(args, time.io);
  return { place, code, seconds: (time.io.now() - started) / 1000 };
}

describe.each(rates)("a server that allows $perSecond calls a second, Retry-After $retryAfter", (rate) => {
  test.each(["8", "64"])(
    "an import of 300 with %s in flight ends well and in time, and few calls are refused",
    async (most) => {
      const { place, code, seconds } = await behind(rate, [
        "import",
        "-w",
        "1",
        "--out",
        "all.yaml",
        "--concurrency",
        most,
      ]);
      await using _ = place;
      const { accepted, limited } = place.emulator.load();
      expect([code, accepted]).toEqual([0, 303]);
      expect(limited).toBeLessThanOrEqual(30);
      const { perSecond } = rate;
      if (perSecond < 100) expect(seconds).toBeLessThanOrEqual(1.5 * ((303 - perSecond) / perSecond)); // else it ends too soon
    },
  );

  test("an apply makes every change", async () => {
    const { place, code } = await behind(rate, ["apply", "--yes", "--max-disable", "100%"]);
    await using _ = place;
    const listed = place.emulator.world.integrations(1, Infinity, 0).data;
    expect(code).toBe(0);
    expect(listed.filter(({ id }) => place.emulator.world.schedule(1, id) === "enabled")).toEqual([]);
  });
});

import { expect, test } from "vitest";
import { bar, line, startProgress } from "../../src/process/progress.ts";

/** A clock that tests move, and a stream that keeps its text. */
function stage(isTerminal: boolean): { now: number; told: string[]; io: Parameters<typeof startProgress>[0] } {
  const told: string[] = [];
  const state = {
    now: 0,
    told,
    io: {
      monotonic: () => state.now,
      stderr: {
        isTerminal,
        columns: 60,
        failure: null,
        flush: async () => {},
        write: (text: string) => void told.push(text),
      },
    },
  };
  return state;
}

test.each([
  [{ done: 0, total: 10, elapsed: 0 }, "reading: 0 of 10, 0.0/s"],
  [{ done: 5, total: 10, elapsed: 1000 }, "reading: 5 of 10, 5.0/s, 1 s left"],
  [{ done: 500, total: 10_000, elapsed: 10_000 }, "reading: 500 of 10000, 50/s, 3 min 10 s left"],
])("%o reads as %s", (reading, expected) => {
  expect(line({ what: "reading", ...reading })).toBe(expected);
});

test("a bar fills with what is done, and is no wider than the terminal", () => {
  const reading = { what: "reading", done: 5, total: 10, elapsed: 1000 };
  expect(bar(reading, 80)).toBe("[############------------] reading: 5 of 10, 5.0/s, 1 s left");
  expect(bar(reading, 20)).toBe("[############------");
});

test("on a terminal one line is drawn again and again, and removed at the end", () => {
  const at = stage(true);
  const progress = startProgress(at.io, "reading");
  progress.update(1, 4);
  at.now = 150;
  progress.update(2, 4);
  progress.update(3, 4);
  progress.stop();
  expect(at.told).toEqual(["\r[############------------] reading: 2 of 4, 13/s, 1 s left\u001b[K", "\r\u001b[K"]);
});

test("elsewhere a plain line comes every ten seconds, and nothing for a short run", () => {
  const at = stage(false);
  const progress = startProgress(at.io, "reading");
  for (const now of [0, 9_999, 10_000, 15_000, 20_000]) {
    at.now = now;
    progress.update(now / 100, 1000);
  }
  progress.stop();
  expect(at.told).toEqual([
    "reading: 100 of 1000, 10/s, 1 min 30 s left\n",
    "reading: 200 of 1000, 10/s, 1 min 20 s left\n",
  ]);
});

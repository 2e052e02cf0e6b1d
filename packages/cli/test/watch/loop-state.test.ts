import { describe, expect, test } from "vitest";
import {
  beginSweep,
  endSweep,
  kindOfSweep,
  noteFiles,
  reasonToSweep,
  startLoop,
  stopLoop,
  waitBeforeLook,
  type LoopState,
  type Moment,
  type SweepEnd,
} from "../../src/watch/loop-state.ts";

const noon = Date.parse("2026-11-24T12:00:00Z");
const hour = 3_600_000;

/** An instant in milliseconds after the start, with the system's clock set forward by a time. */
const at = (ms: number, set = 0): Moment => ({ wall: noon + ms + set, monotonic: ms });

const timing = { interval: 60_000, random: () => 0.5 };
const good: SweepEnd = { kind: "full", failed: false, contradicted: false, transition: null };
const bad: SweepEnd = { ...good, failed: true };

/** The state after a sweep that began and ended at one moment. */
function swept(end: Partial<SweepEnd> = {}, now: Moment = at(0), before: LoopState = startLoop(at(0))): LoopState {
  return endSweep(beginSweep(before, now), { ...good, ...end }, now, timing);
}

describe("when a sweep begins, and why", () => {
  test.each<[string, LoopState, Moment, string | null]>([
    ["at once", startLoop(at(0)), at(0), "start"],
    ["never while another one goes on", beginSweep(startLoop(at(0)), at(0)), at(24 * hour), null],
    ["not before the interval is over", swept(), at(59_999), null],
    ["once the interval is over", swept(), at(60_000), "interval"],
    ["at a transition", swept({ transition: noon + 5000 }), at(5000), "transition"],
    ["not before a transition", swept({ transition: noon + 5000 }), at(4999), null],
    ["after the machine slept over a transition", swept({ transition: noon + 5000 }), at(1, 8 * hour), "transition"],
    ["after the machine slept over the interval", swept(), at(1, 8 * hour), "interval"],
    ["once the wall clock was set back", swept(), at(1000, -2000), "clock"],
    ["not because clocks differ by less than a second", swept(), at(1000, -900), null],
    ["once the files changed", noteFiles(swept()), at(1), "files"],
    ["again after a failure, once the back-off is over", swept({ failed: true }), at(10_000), "retry"],
    ["not before that", swept({ failed: true }), at(9000), null],
    ["for changed files also while the API fails", noteFiles(swept({ failed: true })), at(1), "files"],
    [
      "at a transition also while the API fails",
      swept(bad, at(1), swept({ transition: noon + 5000 })),
      at(5000),
      "transition",
    ],
    ["never once it is stopped", stopLoop(swept()), at(24 * hour), null],
  ])("%s", (_, state, now, reason) => {
    expect(reasonToSweep(state, now)).toBe(reason);
  });

  test("a transition that came while the API failed does not cause endless sweeps", () => {
    const failing = swept(bad, at(5000), swept({ transition: noon + 5000 }));
    expect(reasonToSweep(failing, at(5001))).toBeNull();
  });

  test("a transition that came during a sweep causes a sweep right after it", () => {
    const before = beginSweep(swept(), at(60_000));
    const after = endSweep(before, { ...good, transition: noon + 61_000 }, at(65_000), timing);
    expect(reasonToSweep(after, at(65_000))).toBe("transition");
  });

  test("a sweep that takes longer than the interval is followed by the next, and they never overlap", () => {
    const after = endSweep(beginSweep(swept(), at(60_000)), good, at(200_000), timing);
    expect(reasonToSweep(after, at(200_000))).toBe("interval");
  });
});

test.each([
  [0, 54_000],
  [0.5, 60_000],
  [1, 66_000],
])("the interval has a jitter of 10 %%: at %d", (random, due) => {
  const state = endSweep(beginSweep(startLoop(at(0)), at(0)), good, at(0), { interval: 60_000, random: () => random });
  expect([reasonToSweep(state, at(due - 1)), reasonToSweep(state, at(due))]).toEqual([null, "interval"]);
});

test("a failing API backs off from 10 seconds to 10 minutes, and one good sweep ends that", () => {
  let state = startLoop(at(0));
  const waits: number[] = [];
  for (let now = 0; waits.length < 9; now = state.due.monotonic) {
    state = endSweep(beginSweep(state, at(now)), bad, at(now), { interval: 900_000, random: () => 0 });
    waits.push((state.due.monotonic - now) / 1000);
  }
  expect(waits).toEqual([10, 20, 40, 80, 160, 320, 600, 600, 600]);
  const now = state.due.monotonic;
  const recovered = swept({}, at(now), state);
  expect([recovered.phase, recovered.failures, recovered.due.monotonic - now]).toEqual(["waiting", 0, 60_000]);
});

describe("which kind of sweep it is", () => {
  test.each<[string, LoopState, Moment, string]>([
    ["the first is full", startLoop(at(0)), at(0), "full"],
    ["the next is light", swept(), at(60_000), "light"],
    ["after 24 hours it is full", swept(), at(24 * hour), "full"],
    ["after 24 hours of sleep it is full", swept(), at(1, 24 * hour), "full"],
    [
      "a light one does not put the full one off",
      swept({ kind: "light" }, at(23 * hour), swept()),
      at(24 * hour),
      "full",
    ],
    [
      "after a contradiction it is full",
      swept({ kind: "light", contradicted: true }, at(60_000), swept()),
      at(120_000),
      "full",
    ],
    ["a full one that failed is full again", swept(bad), at(10_000), "full"],
  ])("%s", (_, state, now, kind) => {
    expect(kindOfSweep(state, now)).toBe(kind);
  });
});

test.each<[string, LoopState, Moment, number]>([
  ["a second at most, because the machine may sleep", swept(), at(0), 1000],
  ["until the transition", swept({ transition: noon + 400 }), at(100), 300],
  ["until the interval is over", swept(), at(59_500), 500],
  ["never nothing", swept(), at(70_000), 1],
])("the wait before the next look: %s", (_, state, now, ms) => {
  expect(waitBeforeLook(state, now)).toBe(ms);
});

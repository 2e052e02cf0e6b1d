import { describe, expect, test } from "vitest";
import {
  createWindow,
  windowAnswered,
  windowFull,
  windowLimited,
  windowOf,
  type WindowState,
} from "../../src/limit/window.ts";

/** Answers in ms; a negative one is a failure. All requests are sent at `sentAt`. */
function answer(state: WindowState, taken: readonly number[], sentAt = 1_000): WindowState {
  return taken.reduce(
    (next, ms) => windowAnswered(next, { kind: "getSchedule", sentAt, now: sentAt + Math.abs(ms), failed: ms < 0 }),
    state,
  );
}

const all = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

/** A window of 8 that knows that an answer takes 50 ms with few requests in flight. */
const known = answer(createWindow(64), all(8, 50), 0);

describe("the window after a round", () => {
  test.each<[string, WindowState, readonly number[], number]>([
    ["of quick answers stays as it is, unless a request had to wait", known, all(8, 50), 8],
    ["of quick answers grows, where a request had to wait", windowFull(known), all(8, 50), 10],
    ["of answers that are a little slower stays as it is", windowFull(known), all(8, 60), 8],
    ["of slow answers shrinks in proportion", windowFull(known), all(8, 100), 4],
    [
      "with one answer that is very slow shrinks as if it took four times as long",
      windowFull(known),
      [...all(7, 50), 9_999],
      5,
    ],
    ["with a failure shrinks to 0.7", known, [...all(7, 50), -50], 5],
    ["is never larger than its upper bound", windowFull(answer(createWindow(9), all(8, 50), 0)), all(8, 50), 9],
  ])("%s", (_, state, taken, size) => {
    expect(windowOf(answer(state, taken))).toBe(size);
  });
});

test("a 429 halves it, and answers to earlier requests do not count for the new one", () => {
  const limited = windowLimited(known, 2_000);
  expect(windowOf(limited)).toBe(4);
  expect(answer(limited, all(20, 5_000))).toBe(limited);
});

test("it is never smaller than one request", () => {
  expect(windowOf(windowLimited(windowLimited(createWindow(1), 0), 0))).toBe(1);
});

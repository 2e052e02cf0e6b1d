import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createDeadlines, type Stoppable } from "../../src/attempt/deadlines.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function item(expired: string[], name: string): Stoppable {
  return { expiresAt: 0, expire: () => expired.push(name), interrupt: () => {} };
}

test("each is expired at its own time, and what was dropped never", () => {
  const expired: string[] = [];
  const deadlines = createDeadlines(1_000);
  const dropped = item(expired, "dropped");
  deadlines.watch(item(expired, "first"));
  deadlines.watch(dropped);
  vi.advanceTimersByTime(600);
  deadlines.watch(item(expired, "second"));
  deadlines.drop(dropped);
  vi.advanceTimersByTime(399);
  expect(expired).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(expired).toEqual(["first"]);
  vi.advanceTimersByTime(598);
  expect(expired).toEqual(["first"]);
  vi.advanceTimersByTime(2);
  expect(expired).toEqual(["first", "second"]);
});

test("one that comes after a pause has its whole time, and any number need one timer", () => {
  const expired: string[] = [];
  const deadlines = createDeadlines(1_000);
  for (let n = 0; n < 100; n++) deadlines.watch(item(expired, "early"));
  expect(vi.getTimerCount()).toBe(1);
  vi.advanceTimersByTime(5_000);
  expect(expired).toHaveLength(100);
  deadlines.watch(item(expired, "late"));
  vi.advanceTimersByTime(998);
  expect(expired).toHaveLength(100);
  vi.advanceTimersByTime(2);
  expect(expired).toHaveLength(101);
  expect(vi.getTimerCount()).toBe(0);
});

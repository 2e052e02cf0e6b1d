import { expect, test } from "vitest";
import {
  answered,
  checked,
  ended,
  endsWork,
  nextLate,
  noCalls,
  sent,
  type WaitingCalls,
} from "../../../src/server/api/waiting-calls.ts";

const two = sent(sent(noCalls, 1, 100), 2, 300);

test.for<{ title: string; calls: WaitingCalls; now: number; late: number[]; next: number | null; ends: number[] }>([
  { title: "no call", calls: noCalls, now: 0, late: [], next: null, ends: [] },
  { title: "two calls, both in time", calls: two, now: 500, late: [], next: 600, ends: [1, 2] },
  { title: "the first is late", calls: two, now: 1100, late: [1], next: 200, ends: [1, 2] },
  { title: "the timer of the first rings 1 ms early", calls: two, now: 1099, late: [1], next: 201, ends: [1, 2] },
  { title: "both are late", calls: two, now: 2000, late: [1, 2], next: null, ends: [1, 2] },
  {
    title: "the first is answered after the second was sent",
    calls: answered(two, 1, 400),
    now: 1000,
    late: [],
    next: 300,
    ends: [],
  },
  {
    title: "the second is answered after the first was sent",
    calls: answered(two, 2, 400),
    now: 1100,
    late: [1],
    next: null,
    ends: [],
  },
  {
    title: "an answer came before a call was sent",
    calls: sent(answered(two, 1, 400), 3, 500),
    now: 600,
    late: [],
    next: 700,
    ends: [3],
  },
  {
    title: "an answer came in the millisecond in which a call was sent",
    calls: sent(answered(two, 1, 500), 3, 500),
    now: 600,
    late: [],
    next: 700,
    ends: [],
  },
  { title: "the first ends without an answer", calls: ended(two, 1), now: 600, late: [], next: 700, ends: [2] },
  { title: "all are done", calls: answered(ended(two, 1), 2, 900), now: 5000, late: [], next: null, ends: [] },
])("within 1000 ms a call: $title", ({ calls, now, late, next, ends }) => {
  const after = checked(calls, now, 1000);
  expect([...after.late]).toEqual(late);
  expect(nextLate(after, now, 1000)).toBe(next);
  expect([1, 2, 3].filter((call) => endsWork(calls, call))).toEqual(ends);
});

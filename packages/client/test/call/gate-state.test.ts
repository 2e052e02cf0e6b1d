import { describe, expect, test } from "vitest";
import {
  admission,
  afterAnswer,
  afterLimit,
  afterSend,
  isLimitedForLong,
  isOutage,
  newGate,
  type Admission,
  type GateState,
  type Pass,
  type Reception,
} from "../../src/call/gate-state.ts";

/** A request is sent, or the oldest one ends: with an answer, or with a 429 that asks for a wait in ms. null: the 429 names no wait. */
type Event = "send" | Reception | { readonly limited: number | null };

const waitOf = (strikes: number): number => strikes * 10_000;

interface Played {
  readonly state: GateState;
  readonly inFlight: readonly Pass[];
}

const start: Played = { state: newGate(64), inFlight: [] };

function play(events: readonly Event[], now: number, from: Played = start, isWrite = false): Played {
  return events.reduce<Played>(({ state, inFlight }, event) => {
    if (event === "send") {
      const pass = { epoch: state.epoch, sentAt: now, kind: "getSchedule", isWrite };
      return { state: afterSend(state, now), inFlight: [...inFlight, pass] };
    }
    const [pass, ...others] = inFlight as readonly [Pass, ...Pass[]];
    const next =
      typeof event === "string"
        ? afterAnswer(state, pass, event, now)
        : afterLimit(state, pass, event.limited, waitOf, now);
    return { state: next, inFlight: others };
  }, from);
}

const times = (count: number, ...events: readonly Event[]): Event[] =>
  Array.from({ length: count }, () => events).flat();
const send: Admission = { kind: "send" };
const busy: Admission = { kind: "busy" };
const at = (instant: number): Admission => ({ kind: "at", at: instant });

describe("may the next request be sent at 100", () => {
  test.each<[string, readonly Event[], Admission]>([
    ["the first one", [], send],
    ["nothing beside the first one", ["send"], busy],
    ["others after an answer", ["send", "good"], send],
    ["others after an answer that rejects the request", ["send", "rejected"], send],
    ["only one after a failure", ["send", "failed", "send"], busy],
    ["only one after a request that was ended", ["send", "cancelled", "send"], busy],
    ["as many as the window", ["send", "good", ...times(7, "send")], send],
    ["no more than the window", ["send", "good", ...times(8, "send")], busy],
    ["not before the time that a 429 names", ["send", "good", "send", { limited: 2_000 }], at(2_100)],
    ["not before the usual wait, where it names none", ["send", { limited: null }], at(10_100)],
    [
      "of one burst only the first 429 counts",
      ["send", "good", ...times(3, "send"), ...times(3, { limited: null })],
      at(10_100),
    ],
    [
      "but each may name a later time",
      ["send", "good", ...times(2, "send"), { limited: 1_000 }, { limited: 5_000 }],
      at(5_100),
    ],
    [
      "and none an earlier one",
      ["send", "good", ...times(2, "send"), { limited: 5_000 }, { limited: 1_000 }],
      at(5_100),
    ],
    [
      "an answer to a request of before the 429 opens nothing",
      ["send", "good", ...times(2, "send"), { limited: 900 }, "good"],
      at(1_000),
    ],
    ["a 429 without a wait opens at once", ["send", { limited: 0 }], send],
    ["a second one in a row is not believed", ["send", { limited: 0 }, "send", { limited: 0 }], at(10_100)],
    ["after an answer it is believed again", ["send", { limited: 0 }, "send", "good", "send", { limited: 0 }], send],
    ["every burst waits longer", times(3, "send", { limited: null }), at(30_100)],
  ])("%s", (_, events, expected) => {
    const { state } = play(events, 100);
    expect(admission({ ...state, pace: start.state.pace }, 100)).toEqual(expected);
  });
});

test("after a 429 one request is sent alone, although earlier requests are still in flight", () => {
  const closed = play(["send", "good", ...times(3, "send"), { limited: 900 }], 100);
  expect(admission(closed.state, 1_000)).toEqual(send);
  const probing = play(["send"], 1_000, closed);
  expect(admission(probing.state, 1_000)).toEqual(busy);
  const [, , probe] = probing.inFlight as readonly [Pass, Pass, Pass];
  const { alone, opensAt, strikes } = afterAnswer(probing.state, probe, "good", 1_050);
  expect({ alone, opensAt, strikes }).toEqual({ alone: false, opensAt: null, strikes: 0 });
});

test.each<[string, readonly Event[], boolean]>([
  ["19 failures in a row are not", times(19, "send", "failed"), false],
  ["20 failures in a row are", times(20, "send", "failed"), true],
  [
    "an answer between them starts again",
    [...times(19, "send", "failed"), "send", "rejected", "send", "failed"],
    false,
  ],
  ["a 429 between them does not", [...times(19, "send", "failed"), "send", { limited: 0 }, "send", "failed"], true],
])("an outage: %s", (_, events, expected) => {
  expect(isOutage(play(events, 100).state)).toBe(expected);
});

test.each<[string, readonly Event[], boolean]>([
  ["20 writes that fail are", times(20, "send", "rejected"), true],
  ["19 writes that fail are not", times(19, "send", "rejected"), false],
  ["a write that succeeds starts again", [...times(19, "send", "failed"), "send", "good", "send", "failed"], false],
])("an outage, although reads succeed: %s", (_, writes, expected) => {
  expect(isOutage(play(["send", "good"], 100, play(writes, 100, start, true)).state)).toBe(expected);
});

test.each<[string, number, boolean]>([
  ["a wait that ends 15 minutes after the first 429", 15 * 60_000, false],
  ["a longer one", 15 * 60_000 + 1, true],
])("nothing but 429 for too long: %s", (_, wait, expected) => {
  expect(isLimitedForLong(play(["send", { limited: wait }], 100).state)).toBe(expected);
});

test("another answer ends the time of nothing but 429", () => {
  const limited = play(["send", { limited: 0 }, "send", "failed"], 100);
  expect(isLimitedForLong(play(["send", { limited: 1 }], 15 * 60_000 + 200, limited).state)).toBe(false);
});

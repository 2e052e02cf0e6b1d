import { describe, expect, test } from "vitest";
import { hygieneOf, type HygieneSubject } from "../../src/hygiene/hygiene.ts";
import { lastSwitches } from "../../src/hygiene/last-switches.ts";
import type { LedgerWrite } from "../../src/model/ledger-line.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const hour = 3_600_000;
const day = 24 * hour;
const ago = (ms: number): string => new Date(now - ms).toISOString();

const change = {
  workspaceId: 7,
  integrationId: 1,
  name: "Orders",
  action: "keep",
  before: "enabled",
  after: "enabled",
  source: null,
  why: "",
  effective: null,
} as const;

const subject = (given: Partial<HygieneSubject> = {}, before: "enabled" | "disabled" | "undefined" = "enabled") => ({
  change: { ...change, before },
  owner: "ana",
  tags: [],
  created: ago(300 * day),
  recent: { runs: [{ runId: 1, date: ago(hour), state: "Succeeded" }], more: false },
  lastSwitch: null,
  ...given,
});

/** Runs of these states, newest first, `every` ms apart; the newest one began `first` ms ago. */
const ran = (states: string, { every = day, first = hour, more = false } = {}): HygieneSubject["recent"] => {
  const words: Readonly<Record<string, string>> = { F: "Failed", S: "Succeeded", C: "Canceled", R: "Running" };
  const runs = states.split("").map((state, nth) => ({
    runId: 100 - nth,
    date: ago(first + nth * every),
    state: words[state] ?? state,
  }));
  return { runs, more };
};

const rulesOf = (one: HygieneSubject, failingFor?: number): readonly string[] =>
  hygieneOf([one], { now, failingFor }).map(({ rule }) => rule);

describe("failing: enabled, three runs or more in seven days, and all of them failed", () => {
  test.each<[string, HygieneSubject, boolean]>([
    ["three failures", subject({ recent: ran("FFF") }), true],
    ["two failures are too few", subject({ recent: ran("FF") }), false],
    ["one success among them", subject({ recent: ran("FFSF") }), false],
    ["a run that was canceled is not a failure", subject({ recent: ran("FFFC") }), false],
    ["an active run does not count", subject({ recent: ran("RFFF") }), true],
    ["a success eight days ago is too old to count", subject({ recent: ran("FFFS", { every: 2.6 * day }) }), true],
    [
      "three failures, one of them exactly seven days ago",
      subject({ recent: ran("FFF", { first: 0, every: 3.5 * day }) }),
      false,
    ],
    ["older failures do not count", subject({ recent: ran("FFFFF", { every: 4 * day }) }), false],
    ["no run in the time", subject({ recent: ran("FFF", { first: 8 * day }) }), false],
    ["disabled", subject({ recent: ran("FFF") }, "disabled"), false],
    ["not defined", subject({ recent: ran("FFF") }, "undefined"), false],
    ["runs that could not be read", subject({ recent: null }), false],
    [
      "a page full of failures, with older runs that are not known",
      subject({ recent: ran("FFFF", { every: hour, more: true }) }),
      true,
    ],
  ])("%s", (_, one, isFound) => {
    expect(rulesOf(one)).toEqual(isFound ? ["failing"] : []);
  });

  test("another time than seven days", () => {
    const recent = ran("FFFS", { every: 2 * day });
    expect(rulesOf(subject({ recent }), 30 * day)).toEqual([]);
    expect(rulesOf(subject({ recent }), 5 * day)).toEqual(["failing"]);
    expect(rulesOf(subject({ recent }), 4 * day)).toEqual([]);
  });

  test("since the first failure after the last run that did not fail; unknown parts are named", () => {
    const [cut] = hygieneOf([subject({ recent: ran("FFFF", { every: hour, more: true }) })], { now });
    expect(cut).toMatchObject({
      since: ago(4 * hour),
      message: "enabled, and the last 4 runs failed, since 2026-11-24",
    });
    const [whole] = hygieneOf([subject({ recent: ran("FFFFFFS", { every: 3 * day, first: hour }) })], { now });
    expect(whole).toMatchObject({
      since: ago(hour + 15 * day),
      message: "enabled, and all 3 runs of the last 7d failed, since 2026-11-09",
    });
  });

  test("dates without a zone are in UTC", () => {
    const runs = ["2026-11-24T11:00:00", "2026-11-23T11:00:00", "2026-11-22T11:00:00"];
    const recent = { runs: runs.map((date) => ({ runId: 1, date, state: "Failed" })), more: false };
    expect(hygieneOf([subject({ recent })], { now })).toMatchObject([{ since: "2026-11-22T11:00:00.000Z" }]);
  });
});

describe("never-ran: enabled, no execution, created seven days ago or more", () => {
  const none = { runs: [], more: false };
  test.each<[string, HygieneSubject, boolean]>([
    ["created a year ago", subject({ recent: none }), true],
    ["created exactly seven days ago", subject({ recent: none, created: ago(7 * day) }), true],
    ["created a moment later", subject({ recent: none, created: ago(7 * day - 1) }), false],
    ["an age that is not known", subject({ recent: none, created: null }), false],
    ["one run, a year ago", subject({ recent: ran("S", { first: 365 * day }) }), false],
    [
      "a run without a date",
      subject({ recent: { runs: [{ runId: 1, date: null, state: "Succeeded" }], more: false } }),
      false,
    ],
    ["runs that could not be read", subject({ recent: null }), false],
    ["disabled", subject({ recent: none }, "disabled"), false],
    ["not defined", subject({ recent: none }, "undefined"), false],
  ])("%s", (_, one, isFound) => {
    expect(rulesOf(one)).toEqual(isFound ? ["never-ran"] : []);
  });
});

describe("long-disabled: 90 days by the ledger, else by the last execution", () => {
  const switched = (days: number, after: "enabled" | "disabled" = "disabled") => ({ at: ago(days * day), after });
  const lastRan = (days: number) => ran("S", { first: days * day });
  const none = { runs: [], more: false };
  test.each<[string, Partial<HygieneSubject>, boolean]>([
    ["by the ledger", { recent: lastRan(120), lastSwitch: switched(100) }, true],
    ["exactly 90 days by the ledger", { recent: none, lastSwitch: switched(90) }, true],
    ["89 days by the ledger, and the last run is older", { recent: lastRan(120), lastSwitch: switched(89) }, false],
    ["by the ledger although somebody ran it by hand since", { recent: lastRan(3), lastSwitch: switched(100) }, true],
    ["by the ledger, and its runs could not be read", { recent: null, lastSwitch: switched(100) }, true],
    ["no ledger, and the last run 90 days ago", { recent: lastRan(90) }, true],
    ["no ledger, and the last run 89 days ago", { recent: lastRan(89) }, false],
    ["it never ran, so that nothing is known, however old it is", { recent: none }, false],
    [
      "enabled by the ledger, turned off outside since, the last run long ago",
      { recent: lastRan(120), lastSwitch: switched(110, "enabled") },
      true,
    ],
    [
      "enabled by the ledger ten days ago, turned off outside since",
      { recent: lastRan(120), lastSwitch: switched(10, "enabled") },
      false,
    ],
  ])("%s", (_, given, isFound) => {
    expect(rulesOf(subject(given, "disabled"))).toEqual(isFound ? ["long-disabled"] : []);
  });

  test.each(["enabled", "undefined"] as const)("%s schedules are never found", (state) => {
    expect(rulesOf(subject({ recent: lastRan(120), lastSwitch: switched(100) }, state))).toEqual([]);
  });

  test("says what the evidence is", () => {
    const messages = [{ lastSwitch: switched(100) }, { recent: lastRan(120) }].flatMap((given) =>
      hygieneOf([subject(given, "disabled")], { now }).map(({ message, since }) => [message, since]),
    );
    expect(messages).toEqual([
      ["disabled for 100 days, since 2026-08-16 by the ledger", ago(100 * day)],
      ["disabled, and it has not run for 120 days, since 2026-07-27", ago(120 * day)],
    ]);
  });

  test("of the ledger's writes the last one that was done counts", () => {
    const write = (at: string, after: "enabled" | "disabled", result: LedgerWrite["result"]) =>
      ({ workspaceId: 7, integrationId: 1, at, after, result }) as LedgerWrite;
    const writes = [
      write(ago(200 * day), "disabled", "done"),
      write(ago(100 * day), "enabled", "done"),
      write(ago(95 * day), "disabled", "done"),
      write(ago(2 * day), "enabled", "failed"),
      write(ago(day), "enabled", "unknown"),
    ];
    expect(lastSwitches(writes).get("7/1")).toMatchObject({ at: ago(95 * day), after: "disabled" });
  });
});

describe("no-owner: none after the defaults", () => {
  test.each<[string, string | null, boolean]>([
    ["none", null, true],
    ["blanks alone", "  ", true],
    ["an owner", "ana", false],
  ])("%s", (_, owner, isFound) => {
    for (const state of ["enabled", "disabled", "undefined"] as const)
      expect(rulesOf(subject({ owner }, state))).toEqual(isFound ? ["no-owner"] : []);
  });
});

test("findings come in the order of the integrations, then of the rules, each with its ids and a next step", () => {
  const both = subject({ recent: ran("FFF"), owner: null });
  const other = { ...both, change: { ...both.change, integrationId: 2, name: null } };
  const found = hygieneOf([both, other], { now });
  expect(found.map(({ integrationId, name, rule }) => [integrationId, name, rule])).toEqual([
    [1, "Orders", "failing"],
    [1, "Orders", "no-owner"],
    [2, null, "failing"],
    [2, null, "no-owner"],
  ]);
  for (const { next, message } of found) expect([next.endsWith("."), message.endsWith(".")]).toEqual([true, false]);
});

import { expect, test } from "vitest";
import { summarizeRuns, type PastRun } from "../../src/plan/run-history.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const hour = 3_600_000;
const ago = (hours: number): string => new Date(now - hours * hour).toISOString();
const run = (date: string | null, state = "Succeeded"): PastRun => ({ runId: 1, date, state });
const every = (hours: number, count: number): PastRun[] =>
  Array.from({ length: count }, (_, n) => run(ago((n + 1) * hours)));

test.each<[string, readonly PastRun[], boolean, ReturnType<typeof summarizeRuns>]>([
  ["never ran", [], false, { runsPerDay: 0, lastSuccess: null, lastFailure: null }],
  ["once a day", every(24, 30), false, { runsPerDay: 0.9, lastSuccess: ago(24), lastFailure: null }],
  ["once an hour, all of it known", every(1, 200), true, { runsPerDay: 23.9, lastSuccess: ago(1), lastFailure: null }],
  [
    "every six minutes: the page ends within the week",
    every(0.1, 200),
    true,
    { runsPerDay: 240, lastSuccess: ago(0.1), lastFailure: null },
  ],
  [
    "a page that ends within the week, and nothing before it",
    every(0.1, 70),
    false,
    { runsPerDay: 10, lastSuccess: ago(0.1), lastFailure: null },
  ],
  [
    "ran long ago",
    [run(ago(24 * 40)), run(ago(24 * 41), "Failed")],
    false,
    { runsPerDay: 0, lastSuccess: ago(24 * 40), lastFailure: ago(24 * 41) },
  ],
  [
    "failed last",
    [run(ago(2), "Failed"), run(ago(26)), run(ago(50), "Canceled")],
    false,
    { runsPerDay: 0.4, lastSuccess: ago(26), lastFailure: ago(2) },
  ],
  [
    "a date without a zone is UTC",
    [run("2026-11-24T06:00:00")],
    false,
    { runsPerDay: 0.1, lastSuccess: ago(6), lastFailure: null },
  ],
  [
    "invalid dates do not count",
    [run(null), run("soon", "Failed")],
    false,
    { runsPerDay: 0, lastSuccess: null, lastFailure: null },
  ],
])("%s", (_, runs, more, expected) => {
  expect(summarizeRuns(runs, more, now)).toEqual(expected);
});

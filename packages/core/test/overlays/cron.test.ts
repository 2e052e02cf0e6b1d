import { describe, expect, it } from "vitest";
import { parseCron, periodOf, type Cron } from "../../src/overlays/cron.ts";
import { startsFrom } from "../../src/overlays/starts.ts";
import { zoneOf, type Zone } from "../../src/overlays/zone.ts";
import { naiveStarts } from "./naive-cron.ts";

const hour = 3_600_000;

function cronOf(expression: string): Cron {
  const cron = parseCron(expression);
  if (typeof cron === "string") throw new TypeError(cron);
  return cron;
}

function starts(expression: string, timeZone: string, from: number, until: number): string[] {
  const found: string[] = [];
  for (const start of startsFrom(cronOf(expression), zoneOf(timeZone) as Zone, from)) {
    if (start >= until) break;
    found.push(new Date(start).toISOString().slice(0, 16));
  }
  return found;
}

describe("starts of a cron expression", () => {
  it.each([
    [
      "a fixed time that is skipped starts at the first instant after the gap",
      "30 2 * * *",
      "Europe/Berlin",
      "2026-03-28T12:00Z",
      48,
      ["2026-03-29T01:00", "2026-03-30T00:30"],
    ],
    [
      "a fixed time that is there twice starts at the first of the two",
      "30 2 * * *",
      "Europe/Berlin",
      "2026-10-24T12:00Z",
      48,
      ["2026-10-25T00:30", "2026-10-26T01:30"],
    ],
    [
      "of a list of hours the skipped one is not dropped",
      "15 2,3 * * *",
      "Europe/Berlin",
      "2026-03-29T00:00Z",
      4,
      ["2026-03-29T01:00", "2026-03-29T01:15"],
    ],
    [
      "starts of every hour follow elapsed time over a gap",
      "30 * * * *",
      "Europe/Berlin",
      "2026-03-29T00:00Z",
      3,
      ["2026-03-29T00:30", "2026-03-29T01:30", "2026-03-29T02:30"],
    ],
    [
      "starts of every hour follow elapsed time over a doubled hour",
      "30 * * * *",
      "Europe/Berlin",
      "2026-10-24T23:00Z",
      3,
      ["2026-10-24T23:30", "2026-10-25T00:30", "2026-10-25T01:30"],
    ],
    [
      "every other hour leaves the skipped hour out",
      "30 */2 * * *",
      "Europe/Berlin",
      "2026-03-28T23:00Z",
      5,
      ["2026-03-28T23:30", "2026-03-29T02:30"],
    ],
    [
      "all minutes of a skipped hour are one start",
      "*/15 2 * * *",
      "Europe/Berlin",
      "2026-03-29T00:00Z",
      3,
      ["2026-03-29T01:00"],
    ],
    [
      "half an hour is skipped on Lord Howe",
      "15 2 * * *",
      "Australia/Lord_Howe",
      "2026-10-03T12:00Z",
      24,
      ["2026-10-03T15:30"],
    ],
    [
      "half an hour is there twice on Lord Howe",
      "45 1 * * *",
      "Australia/Lord_Howe",
      "2026-04-04T12:00Z",
      24,
      ["2026-04-04T14:45"],
    ],
    [
      "a day that a zone skipped has no start",
      "0 12 * * *",
      "Pacific/Apia",
      "2011-12-29T12:00Z",
      48,
      ["2011-12-29T22:00", "2011-12-30T22:00"],
    ],
    [
      "a skipped midnight starts the day later",
      "0 0 * * *",
      "Asia/Beirut",
      "2026-03-28T12:00Z",
      24,
      ["2026-03-28T22:00"],
    ],
    [
      "day of month and day of week both set mean either",
      "0 0 15 * 1",
      "UTC",
      "2026-06-08T00:00Z",
      192,
      ["2026-06-08T00:00", "2026-06-15T00:00"],
    ],
    [
      "names count in any case, and 7 is Sunday",
      "0 0 * JAN,feb 7",
      "UTC",
      "2026-01-01T00:00Z",
      250,
      ["2026-01-04T00:00", "2026-01-11T00:00"],
    ],
  ] as const)("%s", (_, expression, timeZone, from, hours, expected) => {
    const start = Date.parse(from);
    expect(starts(expression, timeZone, start, start + hours * hour)).toEqual(expected);
  });

  const zones = [
    ["Europe/Berlin", "2026-03-28T00:00Z"],
    ["Europe/Berlin", "2026-10-24T00:00Z"],
    ["America/New_York", "2026-03-07T00:00Z"],
    ["America/New_York", "2026-10-31T00:00Z"],
    ["Australia/Lord_Howe", "2026-10-03T00:00Z"],
    ["Australia/Lord_Howe", "2026-04-04T00:00Z"],
    ["Pacific/Apia", "2011-12-29T00:00Z"],
    ["America/Sao_Paulo", "2017-10-14T00:00Z"],
    ["America/Sao_Paulo", "2018-02-17T00:00Z"],
    ["Asia/Kathmandu", "2026-05-01T00:00Z"],
  ] as const;
  const expressions = [
    "30 2 * * *",
    "15 1,2,3 * * *",
    "*/15 2 * * *",
    "*/20 * * * *",
    "45 */2 * * *",
    "0 0 * * *",
    "30 0,23 * * *",
    "59 23 30 12 *",
    "5 0-4/2 1-31/2 * 6,0",
    "0 12 30,31 12 5",
  ];
  it.each(zones)("is as minute by minute over a change of the clock: %s %s", (timeZone, day) => {
    const from = Date.parse(day);
    const until = from + 72 * hour;
    for (const expression of expressions) {
      const naive = naiveStarts(expression, timeZone, from, until).map((at) => new Date(at).toISOString().slice(0, 16));
      expect([expression, ...starts(expression, timeZone, from, until)]).toEqual([expression, ...naive]);
    }
  });
});

describe("the period of a cron expression", () => {
  it.each([
    ["every day", "0 1 * * *", 24 * hour],
    ["the shortest distance within a day", "0 1,5,12 * * *", 4 * hour],
    ["the shortest distance over midnight", "0 1,23 * * *", 2 * hour],
    ["weekdays are a day apart", "0 1 * * 1-5", 24 * hour],
    ["once a week", "0 1 * * 1", 7 * 24 * hour],
    ["the shortest month counts", "0 0 1 * *", 28 * 24 * hour],
    ["every minute", "* * * * *", 60_000],
    ["the 29th of February comes every four years", "0 0 29 2 *", 1461 * 24 * hour],
    ["the 30th of February never comes", "0 0 30 2 *", null],
    ["the 31st of a short month never comes", "0 0 31 4,6,9,11 *", null],
  ])("%s", (_, expression, expected) => {
    expect(periodOf(cronOf(expression))).toBe(expected);
  });
});

describe("a wrong cron expression", () => {
  it.each([
    ["four fields", "0 1 * *", "has 4 fields, not 5"],
    ["seconds", "0 0 1 * * *", "has 6 fields, not 5"],
    ["a nickname", "@daily", "has 1 field, not 5"],
    ["L", "0 0 L * *", 'has "L" as day of month'],
    ["W", "0 0 15W * *", 'has "15W" as day of month'],
    ["#", "0 0 * * 1#2", 'has "1#2" as day of week'],
    ["?", "0 0 ? * 1", 'has "?" as day of month'],
    ["a minute that is too large", "60 1 * * *", 'has "60" as minute'],
    ["an hour that is too large", "0 24 * * *", 'has "24" as hour'],
    ["the 32nd", "0 0 32 * *", 'has "32" as day of month'],
    ["month 0", "0 0 1 0 *", 'has "0" as month'],
    ["weekday 8", "0 0 * * 8", 'has "8" as day of week'],
    ["a range that goes back", "0 5-1 * * *", 'has "5-1" as hour'],
    ["a step of 0", "*/0 * * * *", 'has "*/0" as minute'],
    ["a step of a single value", "5/10 * * * *", 'has "5/10" as minute'],
    ["an empty part", "0,,5 * * * *", 'has "" as minute'],
    ["a name in another field", "0 0 mon * *", 'has "mon" as day of month'],
    ["nothing", "", "has 1 field, not 5"],
  ])("%s", (_, expression, expected) => {
    expect(parseCron(expression)).toBe(expected);
  });
});

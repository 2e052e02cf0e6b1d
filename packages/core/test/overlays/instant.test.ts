import { describe, expect, it } from "vitest";
import { durationText, parseDuration, spanText } from "../../src/overlays/duration.ts";
import { parseInstant, parseLocalTime } from "../../src/overlays/instant.ts";
import { isZoneName, localText, zoneOf } from "../../src/overlays/zone.ts";

const iso = (at: number | undefined): string | null => (at === undefined ? null : new Date(at).toISOString());

describe("an instant", () => {
  it.each([
    ["Z", "2026-12-01T06:00:00Z", "2026-12-01T06:00:00.000Z"],
    ["an offset", "2026-12-31T18:00:00+01:00", "2026-12-31T17:00:00.000Z"],
    ["a negative offset", "2026-12-31T18:00:00-05:30", "2026-12-31T23:30:00.000Z"],
    ["small letters", "2026-12-01t06:00:00z", "2026-12-01T06:00:00.000Z"],
    ["a fraction", "2026-12-01T06:00:00.25Z", "2026-12-01T06:00:00.250Z"],
    ["more digits than milliseconds", "2026-12-01T06:00:00.123456Z", "2026-12-01T06:00:00.123Z"],
    ["a year below 100", "0099-12-01T06:00:00Z", "0099-12-01T06:00:00.000Z"],
    ["no offset", "2026-12-01T06:00:00", null],
    ["no seconds", "2026-12-01T06:00Z", null],
    ["a date alone", "2026-12-01", null],
    ["the 30th of February", "2026-02-30T00:00:00Z", null],
    ["hour 24", "2026-12-01T24:00:00Z", null],
    ["minute 60", "2026-12-01T06:60:00Z", null],
    ["offset 25:00", "2026-12-01T06:00:00+25:00", null],
    ["an offset without a colon", "2026-12-01T06:00:00+0100", null],
    ["a space", "2026-12-01 06:00:00Z", null],
    ["a word", "yesterday", null],
    ["a number", "1764568800", null],
  ])("%s", (_, text, expected) => {
    expect(iso(parseInstant(text)?.at)).toBe(expected);
  });

  it.each([
    ["with seconds", "2026-12-31T18:00:30", "2026-12-31T18:00:30.000Z"],
    ["without seconds", "2026-12-31T18:00", "2026-12-31T18:00:00.000Z"],
    ["with an offset it is not a local time", "2026-12-31T18:00:00Z", null],
    ["the 31st of April", "2026-04-31T18:00:00", null],
  ])("a local time %s", (_, text, expected) => {
    expect(iso(parseLocalTime(text) ?? undefined)).toBe(expected);
  });
});

describe("a local time in a zone", () => {
  const find = (text: string, zone: string): unknown => zoneOf(zone)?.find(parseLocalTime(text) ?? NaN);
  const at = Date.parse;
  it.each([
    ["winter", "2026-12-31T18:00", "Europe/Berlin", { kind: "once", at: at("2026-12-31T17:00Z") }],
    ["skipped", "2026-03-29T02:30", "Europe/Berlin", { kind: "skipped", after: at("2026-03-29T01:00Z") }],
    [
      "the first instant after a gap is there",
      "2026-03-29T03:00",
      "Europe/Berlin",
      { kind: "once", at: at("2026-03-29T01:00Z") },
    ],
    [
      "twice",
      "2026-10-25T02:00",
      "Europe/Berlin",
      { kind: "twice", first: at("2026-10-25T00:00Z"), second: at("2026-10-25T01:00Z") },
    ],
    ["after the doubled hour", "2026-10-25T03:00", "Europe/Berlin", { kind: "once", at: at("2026-10-25T02:00Z") }],
    [
      "twice on Lord Howe",
      "2026-04-05T01:45",
      "Australia/Lord_Howe",
      { kind: "twice", first: at("2026-04-04T14:45Z"), second: at("2026-04-04T15:15Z") },
    ],
    ["a skipped day", "2011-12-30T12:00", "Pacific/Apia", { kind: "skipped", after: at("2011-12-30T10:00Z") }],
  ])("%s", (_, text, zone, expected) => {
    expect(find(text, zone)).toEqual(expected);
  });

  it.each([
    ["Europe/Berlin", true],
    ["UTC", true],
    ["Europe/Bonn", false],
    ["+01:00", false],
    ["", false],
  ])("%j is the name of a zone: %s", (name, expected) => {
    expect(isZoneName(name)).toBe(expected);
  });

  it.each([
    ["2026-12-31T17:00:00Z", "Europe/Berlin", "2026-12-31T18:00+01:00"],
    ["2026-12-31T17:00:30Z", "UTC", "2026-12-31T17:00:30Z"],
    ["2026-12-31T17:00:00Z", "-03:30", "2026-12-31T13:30-03:30"],
  ])("%s in %s is shown as %s", (instant, zone, expected) => {
    expect(localText(Date.parse(instant), zone)).toBe(expected);
  });
});

describe("a duration", () => {
  it.each([
    ["30s", 30_000],
    ["15m", 900_000],
    ["4h", 14_400_000],
    ["30d", 2_592_000_000],
    ["0", null],
    ["0h", null],
    ["4", null],
    ["-1h", null],
    ["1.5h", null],
    ["1h30m", null],
    ["4 h", null],
    ["250ms", null],
    ["04h", null],
    ["4H", null],
    ["", null],
  ])("%j is %s", (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  it.each([
    [5_400_000, "90m"],
    [86_400_000, "1d"],
    [3_600_000, "1h"],
    [45_000, "45s"],
  ])("%d ms is shown as %s", (duration, expected) => {
    expect(durationText(duration)).toBe(expected);
  });

  it.each([
    [51_552 * 60_000 + 1, "35d 19h 13m"],
    [30 * 86_400_000, "30d"],
    [30 * 86_400_000 + 1, "30d 1m"],
    [5_400_001, "1h 31m"],
    [86_399_999, "1d"],
    [1, "1m"],
  ])("a span of %d ms is shown as %s", (duration, expected) => {
    expect(spanText(duration)).toBe(expected);
  });
});

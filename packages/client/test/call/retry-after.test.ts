import { expect, test } from "vitest";
import { parseRetryAfter } from "../../src/call/retry-after.ts";

const now = Date.parse("2026-11-24T06:00:00Z");

test.each<[string, string | null, number | null]>([
  ["seconds", "7", 7_000],
  ["no wait at all", "0", 0],
  ["blanks around", " 7 ", 7_000],
  ["more than 300 s", "86400", 300_000],
  ["more digits than a number holds", "9".repeat(400), 300_000],
  ["a date to come", "Tue, 24 Nov 2026 06:00:30 GMT", 30_000],
  ["a date in the past", "Tue, 24 Nov 2026 05:00:00 GMT", 0],
  ["a date far away", "Wed, 24 Nov 2027 06:00:00 GMT", 300_000],
  ["nothing", null, null],
  ["an empty text", "", null],
  ["a negative number", "-5", null],
  ["a fraction", "1.5", null],
  ["a word", "soon", null],
  ["a weekday alone", "Tuesday", null],
])("of %s", (_, value, wait) => {
  expect(parseRetryAfter(value, now)).toBe(wait);
});

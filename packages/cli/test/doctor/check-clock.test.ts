import { expect, test } from "vitest";
import { checkClock } from "../../src/doctor/check-clock.ts";
import { checkNode } from "../../src/doctor/check-node.ts";

const date = "Wed, 25 Nov 2026 12:00:00 GMT";
const noon = Date.parse(date);

test.each<[string, number, number, string]>([
  ["the same moment", 0, 0, "ok"],
  ["29 s ahead", 29_000, 0, "ok"],
  ["31 s ahead", 31_500, 0, "warn"],
  ["31 s behind", -31_500, 0, "warn"],
  ["5 min behind", -301_000, 0, "fail"],
  ["5 min ahead", 302_000, 0, "fail"],
  ["off by no more than half the round trip", 25_000, 60_000, "ok"],
])("a clock: %s", (_, off, roundTrip, status) => {
  const sentAt = noon + off;
  expect(checkClock(date, { sentAt, receivedAt: sentAt + roundTrip }).status).toBe(status);
});

test.each([undefined, "", "yesterday"])("without a date to compare with (%j), the clock is skipped", (header) => {
  expect(checkClock(header, { sentAt: 0, receivedAt: 0 })).toMatchObject({ status: "skip", next: null });
});

test.each([
  ["22.19.0", "ok"],
  ["24.0.0", "ok"],
  ["22.18.9", "fail"],
  ["20.20.2", "fail"],
  ["9.99.0", "fail"],
])("Node.js %s is %s", (version, status) => {
  expect(checkNode(version).status).toBe(status);
});

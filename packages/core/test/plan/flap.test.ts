import { expect, test } from "vitest";
import type { LedgerWrite } from "../../src/model/ledger-line.ts";
import type { Change } from "../../src/model/change.ts";
import { flapProblems } from "../../src/plan/flap.ts";
import type { Cause } from "../../src/plan/drift.ts";
import { putBack } from "../builders.ts";

const at = Date.parse("2026-11-26T08:00:00Z");
const hour = 3_600_000;

const change: Change = {
  workspaceId: 7,
  integrationId: 2,
  name: "Hourly leads",
  action: "disable",
  before: "enabled",
  after: "disabled",
  source: null,
  why: "",
  effective: null,
};

const ago = (hours: number, given: Partial<LedgerWrite> = {}): LedgerWrite => ({
  ...putBack,
  at: new Date(at - hours * hour).toISOString(),
  integrationId: 2,
  ...given,
});

test.each<[string, readonly LedgerWrite[], Cause, number]>([
  ["never switched back", [], "turned-on-outside", 0],
  ["switched back once", [ago(1)], "turned-on-outside", 0],
  ["switched back twice", [ago(2), ago(1)], "turned-on-outside", 1],
  [
    "switched back twice, once in each direction",
    [ago(2), ago(1, { cause: "turned-off-outside" })],
    "turned-off-outside",
    1,
  ],
  ["the first time was 24 h ago", [ago(24), ago(1)], "turned-on-outside", 0],
  ["a write whose outcome is not known counts", [ago(2, { result: "unknown" }), ago(1)], "turned-on-outside", 1],
  ["a failed write does not", [ago(2, { result: "failed" }), ago(1)], "turned-on-outside", 0],
  ["a write for another cause does not", [ago(2, { cause: "config-changed" }), ago(1)], "turned-on-outside", 0],
  ["nor does one without a cause", [ago(2, { cause: null }), ago(1)], "turned-on-outside", 0],
  ["nor does one of another integration", [ago(2, { integrationId: 3 }), ago(1)], "turned-on-outside", 0],
  ["nor does one of another workspace", [ago(2, { workspaceId: 9 }), ago(1)], "turned-on-outside", 0],
  ["now the files changed", [ago(2), ago(1)], "config-changed", 0],
  ["now a hold began", [ago(2), ago(1)], "time", 0],
  ["now the cause is not known", [ago(2), ago(1)], "unknown", 0],
])("%s", (_, writes, cause, count) => {
  expect(flapProblems([change], { writes, at, causeOf: () => cause })).toHaveLength(count);
});

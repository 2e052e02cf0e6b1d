import { expect, test } from "vitest";
import type { LedgerWrite } from "../../src/model/ledger-line.ts";
import type { Change } from "../../src/model/change.ts";
import { flapProblems } from "../../src/plan/flap.ts";
import type { Cause } from "../../src/plan/drift.ts";

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

const putBack = (hoursAgo: number, given: Partial<LedgerWrite> = {}): LedgerWrite => ({
  run: "run",
  at: new Date(at - hoursAgo * hour).toISOString(),
  command: "apply",
  baseUrl: "https://api.skyvia.com",
  workspaceId: 7,
  integrationId: 2,
  name: null,
  before: "enabled",
  after: "disabled",
  cause: "turned-on-outside",
  who: null,
  why: "",
  reason: null,
  override: null,
  planHash: null,
  configHash: null,
  runUrl: null,
  result: "done",
  error: null,
  ...given,
});

test.each<[string, readonly LedgerWrite[], Cause, number]>([
  ["never put back", [], "turned-on-outside", 0],
  ["put back once", [putBack(1)], "turned-on-outside", 0],
  ["put back twice", [putBack(2), putBack(1)], "turned-on-outside", 1],
  [
    "put back twice, once in each direction",
    [putBack(2), putBack(1, { cause: "turned-off-outside" })],
    "turned-off-outside",
    1,
  ],
  ["the first time was 24 h ago", [putBack(24), putBack(1)], "turned-on-outside", 0],
  [
    "a write whose outcome is not known counts",
    [putBack(2, { result: "unknown" }), putBack(1)],
    "turned-on-outside",
    1,
  ],
  ["a failed write does not", [putBack(2, { result: "failed" }), putBack(1)], "turned-on-outside", 0],
  ["a write for another cause does not", [putBack(2, { cause: "config-changed" }), putBack(1)], "turned-on-outside", 0],
  ["nor does one without a cause", [putBack(2, { cause: null }), putBack(1)], "turned-on-outside", 0],
  ["nor does one of another integration", [putBack(2, { integrationId: 3 }), putBack(1)], "turned-on-outside", 0],
  ["nor does one of another workspace", [putBack(2, { workspaceId: 9 }), putBack(1)], "turned-on-outside", 0],
  ["now the files changed", [putBack(2), putBack(1)], "config-changed", 0],
  ["now a hold began", [putBack(2), putBack(1)], "time", 0],
  ["now nobody knows", [putBack(2), putBack(1)], "unknown", 0],
])("%s", (_, writes, cause, count) => {
  expect(flapProblems([change], { writes, at, causeOf: () => cause })).toHaveLength(count);
});

import { expect, test } from "vitest";
import { drift, type Baseline, type Cause } from "../../src/plan/drift.ts";
import type { LedgerLine } from "../../src/model/ledger-line.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState, ScheduleState } from "../../src/model/model.ts";
import { plan } from "../../src/plan/plan.ts";
import { byGlob, byId, byName, desired, integration, live, workspace } from "../builders.ts";

const off = { schedule: "disabled" } as const;
const nothingKnown: Baseline = { sameConfig: null, desired: null, ledger: [], decidedAt: null };

function wrote(integrationId: number, after: DesiredSchedule, rest: Partial<LedgerLine> = {}): LedgerLine {
  return {
    formatVersion: 1,
    runId: "r",
    at: "2026-11-24T06:00:00.000Z",
    command: "apply",
    who: null,
    ciRunUrl: null,
    baseUrl: "http://127.0.0.1",
    planHash: null,
    configHash: null,
    workspaceId: 7,
    integrationId,
    name: `I${integrationId}`,
    action: after === "enabled" ? "enable" : "disable",
    before: after === "enabled" ? "disabled" : "enabled",
    after,
    result: "done",
    error: null,
    why: "",
    reason: null,
    override: null,
    ...rest,
  };
}

function driftOf(asked: DesiredState, state: ReturnType<typeof live>, baseline: Partial<Baseline> = {}) {
  return drift(asked, state, plan(asked, state), { ...nothingKnown, ...baseline });
}

const asked = desired(workspace([byId(1)]));
const before = (entry: DesiredEntry): DesiredState => desired(workspace([entry]));

test.each<[string, ScheduleState, DesiredEntry, Partial<Baseline>, Cause]>([
  ["nothing is known: turned off", "disabled", byId(1), {}, "turned-off-outside"],
  ["nothing is known: turned on", "enabled", byId(1, off), {}, "turned-on-outside"],
  ["the files are as applied", "disabled", byId(1), { sameConfig: true }, "turned-off-outside"],
  ["observed, and undefined by now", "undefined", byId(1, { mode: "observe" }), {}, "turned-off-outside"],
  [
    "the files changed, and asked for something else before",
    "disabled",
    byId(1),
    { sameConfig: false, desired: before(byId(1, off)) },
    "config-changed",
  ],
  [
    "the files changed, and this is new",
    "disabled",
    byId(1),
    { sameConfig: false, desired: before(byId(2)) },
    "config-changed",
  ],
  [
    "the files changed elsewhere",
    "disabled",
    byId(1),
    { sameConfig: false, desired: before(byGlob("I*")) },
    "turned-off-outside",
  ],
  [
    "the files changed, and the ledger says we had written it",
    "disabled",
    byId(1),
    { sameConfig: false, ledger: [wrote(1, "disabled"), wrote(1, "enabled")] },
    "turned-off-outside",
  ],
  [
    "the files changed, and the ledger says we had written the other",
    "disabled",
    byId(1),
    { sameConfig: false, ledger: [wrote(1, "enabled"), wrote(1, "disabled")] },
    "config-changed",
  ],
  ["the files changed, and the ledger does not know it", "disabled", byId(1), { sameConfig: false }, "config-changed"],
  [
    "our last write of it failed",
    "disabled",
    byId(1),
    { sameConfig: true, ledger: [wrote(1, "enabled", { result: "failed" })] },
    "config-changed",
  ],
  [
    "a failure before it was written is past",
    "disabled",
    byId(1),
    { sameConfig: true, ledger: [wrote(1, "enabled", { result: "failed" }), wrote(1, "enabled")] },
    "turned-off-outside",
  ],
  [
    "a failure in another workspace is another matter",
    "disabled",
    byId(1),
    { sameConfig: true, ledger: [wrote(1, "enabled", { result: "failed", workspaceId: 8 })] },
    "turned-off-outside",
  ],
])("cause: %s", (_, state, entry, baseline, cause) => {
  const found = driftOf(desired(workspace([entry])), live([[integration(1), state]]), baseline);
  expect(found.changes).toMatchObject([{ integrationId: 1, cause }]);
});

test("what is as desired has no cause; modified is told where the listing was read", () => {
  const modified = "2026-11-23T06:00:00Z";
  const state = live([
    [integration(1, "I1", { modified }), "disabled"],
    [integration(2), "enabled"],
  ]);
  const both = desired(workspace([byId(1), byId(2)]));
  expect(driftOf(both, state).changes).toEqual([
    expect.objectContaining({ integrationId: 1, modified }),
    expect.not.objectContaining({ cause: expect.anything() }),
  ]);
  const byIds = live([[integration(1), "disabled"]], { listing: null });
  const ignoring = desired(workspace([byId(1)], { unmanaged: "ignore" }));
  expect(driftOf(ignoring, byIds).changes).toMatchObject([{ cause: "turned-off-outside", modified: null }]);
});

test.each<[string, readonly DesiredEntry[], Partial<Baseline>, string, string]>([
  ["an id with another name", [byId(1, { name: "old" })], {}, "renamed", 'it is "I1" now, not "old"'],
  ["an id that is not there", [byId(9)], {}, "gone", "integration 9 is no longer in workspace 7"],
  ["an id with a name that is not there", [byId(9, { name: "I9" })], {}, "gone", 'integration 9 "I9" is no longer'],
  ["a name that nobody has", [byName("old")], {}, "gone", 'is named "old" any more: it was renamed or deleted'],
  [
    "a name that the ledger knows, of an integration with another one",
    [byName("old")],
    { ledger: [wrote(1, "enabled", { name: "old" })] },
    "renamed",
    'integration 1 was renamed: it is "I1" now, not "old"',
  ],
  [
    "a name that the ledger knows, of an integration that is not there",
    [byName("old")],
    { ledger: [wrote(9, "enabled", { name: "old" })] },
    "gone",
    'integration 9 "old" is no longer in workspace 7',
  ],
  ["a schedule that is not defined any more", [byId(2)], {}, "schedule-not-defined", "has no schedule to enable"],
])("problem: %s", (_, entries, baseline, code, message) => {
  const state = live([
    [integration(1), "enabled"],
    [integration(2), "undefined"],
  ]);
  expect(driftOf(desired(workspace(entries)), state, baseline).problems).toMatchObject([
    { code, kind: "counts-as-drift", message: expect.stringContaining(message), source: { file: "skyvia.yaml" } },
  ]);
});

test("other problems stay what they are", () => {
  const twins = live([
    [integration(1, "twin"), "enabled"],
    [integration(2, "twin"), "enabled"],
  ]);
  const found = driftOf(desired(workspace([byName("twin")])), twins);
  expect(found.problems).toMatchObject([{ code: "name-ambiguous", kind: "leaves-out" }]);
});

const decidedAt = Date.parse("2026-11-20T00:00:00Z");

test.each<[string, string | null, number | null, readonly string[]]>([
  ["created after it was decided what is managed", "2026-11-21T00:00:00Z", decidedAt, ["unmanaged-new"]],
  ["created before", "2026-11-19T00:00:00Z", decidedAt, []],
  ["created at a time that is not known", null, decidedAt, []],
  ["created at a time that is none", "soon", decidedAt, []],
  ["nothing is known of when it was decided", "2026-11-21T00:00:00Z", null, []],
])("an unmanaged integration %s", (_, created, since, codes) => {
  const state = live([
    [integration(1), "enabled"],
    [integration(5, "I5", { created }), null],
  ]);
  const { problems } = driftOf(asked, state, { decidedAt: since });
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

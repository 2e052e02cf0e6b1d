import { expect, test } from "vitest";
import { drift, type Baseline, type Cause } from "../../src/plan/drift.ts";
import type { LedgerWrite } from "../../src/model/ledger-line.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState, ScheduleState } from "../../src/model/model.ts";
import { plan } from "../../src/plan/plan.ts";
import { byGlob, byId, byName, desired, integration, live, workspace } from "../builders.ts";

const off = { schedule: "disabled" } as const;
const nothingKnown: Baseline = { applied: null, committed: null, ledger: [], unfinished: new Set(), decidedAt: null };

function wrote(integrationId: number, after: DesiredSchedule, rest: Partial<LedgerWrite> = {}): LedgerWrite {
  return {
    run: "r",
    at: "2026-11-24T06:00:00.000Z",
    command: "apply",
    who: null,
    runUrl: null,
    baseUrl: "http://127.0.0.1",
    planHash: null,
    configHash: "c",
    workspaceId: 7,
    integrationId,
    name: `I${integrationId}`,
    before: after === "enabled" ? "disabled" : "enabled",
    after,
    cause: null,
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

const observed = byId(1, { mode: "observe" });
const failed = { result: "failed" } as const;
const killed = { unfinished: new Set(["r"]) };
const atOnce = { configHash: null, command: "disable" } as const;

// The cause of what differs.
test.each<[string, ScheduleState, DesiredEntry, Partial<Baseline>, Cause]>([
  ["nothing is known: enabled is desired", "disabled", byId(1), {}, "unknown"],
  ["nothing is known: disabled is desired", "enabled", byId(1, off), {}, "unknown"],
  ["only the last commit is known, and it asks for the same", "disabled", byId(1), { committed: asked }, "unknown"],
  ["an edit is not committed", "disabled", byId(1), { committed: before(byId(1, off)) }, "config-changed"],
  ["an entry is not committed", "disabled", byId(1), { committed: before(byId(2)) }, "config-changed"],
  ["the last apply asked for the same: enabled", "disabled", byId(1), { applied: asked }, "turned-off-outside"],
  [
    "the last apply asked for the same: disabled",
    "enabled",
    byId(1, off),
    { applied: before(byId(1, off)) },
    "turned-on-outside",
  ],
  [
    "the last apply asked for the other state",
    "disabled",
    byId(1),
    { applied: before(byId(1, off)) },
    "config-changed",
  ],
  ["the last apply had no entry for it", "disabled", byId(1), { applied: before(byId(2)) }, "config-changed"],
  [
    "a killed run had written it",
    "disabled",
    byId(1),
    { ...killed, ledger: [wrote(1, "enabled")] },
    "turned-off-outside",
  ],
  [
    "a killed run had written it, and the apply before it asked for the other state",
    "disabled",
    byId(1),
    { ...killed, ledger: [wrote(1, "enabled")], applied: before(byId(1, off)) },
    "turned-off-outside",
  ],
  ["a killed run did not reach it", "disabled", byId(1), { ...killed, ledger: [wrote(2, "enabled")] }, "unknown"],
  [
    "a killed run did not reach it, and the apply before it asked for the other state",
    "disabled",
    byId(1),
    { ...killed, ledger: [wrote(2, "enabled")], applied: before(byId(1, off)) },
    "config-changed",
  ],
  [
    "a killed run had sent it, and there is no result",
    "disabled",
    byId(1),
    { ...killed, ledger: [wrote(1, "enabled", { result: "unknown" })] },
    "unknown",
  ],
  [
    "a killed run had sent it, it was done, and now the files ask for the other state",
    "disabled",
    byId(1),
    { ...killed, ledger: [wrote(1, "disabled", { result: "unknown" })] },
    "config-changed",
  ],
  [
    "the last apply asked for the same by another entry",
    "disabled",
    byId(1),
    { applied: before(byGlob("I*")) },
    "turned-off-outside",
  ],
  [
    "the last apply goes before the last commit",
    "disabled",
    byId(1),
    { applied: before(byId(1, off)), committed: asked },
    "config-changed",
  ],
  ["it is observed", "disabled", observed, { applied: before(observed) }, "unknown"],
  ["it is observed, and undefined by now", "undefined", observed, { applied: before(observed) }, "unknown"],
  [
    "the files of the last apply are lost, and the ledger says that this tool enabled it",
    "disabled",
    byId(1),
    { ledger: [wrote(1, "disabled"), wrote(1, "enabled")] },
    "turned-off-outside",
  ],
  [
    "the files of the last apply are lost, and the ledger says that this tool disabled it",
    "disabled",
    byId(1),
    { ledger: [wrote(1, "enabled"), wrote(1, "disabled")] },
    "config-changed",
  ],
  ["the ledger does not have it", "disabled", byId(1), { ledger: [wrote(2, "enabled")] }, "unknown"],
  [
    "the tool's last write of it failed",
    "disabled",
    byId(1),
    { applied: asked, ledger: [wrote(1, "enabled", failed)] },
    "config-changed",
  ],
  [
    "it is not known whether the tool's last write of it was done",
    "disabled",
    byId(1),
    { applied: asked, ledger: [wrote(1, "enabled", { result: "unknown" })] },
    "unknown",
  ],
  [
    "a failure before a later write does not count",
    "disabled",
    byId(1),
    { applied: asked, ledger: [wrote(1, "enabled", failed), wrote(1, "enabled")] },
    "turned-off-outside",
  ],
  [
    "a failure in another workspace does not count",
    "disabled",
    byId(1),
    { applied: asked, ledger: [wrote(1, "enabled", { ...failed, workspaceId: 8 })] },
    "turned-off-outside",
  ],
  [
    "`disable` of this tool switched it after the last apply",
    "disabled",
    byId(1),
    { applied: asked, ledger: [wrote(1, "disabled", atOnce)] },
    "unknown",
  ],
  [
    "`disable` of this tool failed, and somebody switched it",
    "disabled",
    byId(1),
    { applied: asked, ledger: [wrote(1, "disabled", { ...atOnce, ...failed })] },
    "turned-off-outside",
  ],
])("cause: %s", (_, state, entry, baseline, cause) => {
  const found = driftOf(desired(workspace([entry])), live([[integration(1), state]]), baseline);
  expect(found.changes).toMatchObject([{ integrationId: 1, cause }]);
});

test.each<[string, string | null, number | null, boolean]>([
  ["after the last commit or apply", "2026-11-23T06:00:00Z", Date.parse("2026-11-22T00:00:00Z"), true],
  ["before it", "2026-11-23T06:00:00Z", Date.parse("2026-11-24T00:00:00Z"), false],
  ["at a time that is not known", null, Date.parse("2026-11-24T00:00:00Z"), false],
  ["and nothing is known of the last apply", "2026-11-23T06:00:00Z", null, false],
])("the modified time counts for an integration that was edited %s: %#", (_, modified, decidedAt, editedSince) => {
  const state = live([[integration(1, "I1", { modified }), "disabled"]]);
  expect(driftOf(asked, state, { decidedAt }).changes).toMatchObject([{ modified, editedSince }]);
});

test("an integration that is as desired has no cause; modified is present if the listing was read", () => {
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
  expect(driftOf(ignoring, byIds).changes).toMatchObject([{ cause: "unknown", modified: null }]);
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

test("other problems stay unchanged", () => {
  const twins = live([
    [integration(1, "twin"), "enabled"],
    [integration(2, "twin"), "enabled"],
  ]);
  const found = driftOf(desired(workspace([byName("twin")])), twins);
  expect(found.problems).toMatchObject([{ code: "name-ambiguous", kind: "leaves-out" }]);
});

const decidedAt = Date.parse("2026-11-20T00:00:00Z");

test.each<[string, string | null, number | null, readonly string[]]>([
  ["created after the last apply or commit", "2026-11-21T00:00:00Z", decidedAt, ["unmanaged-new"]],
  ["created before", "2026-11-19T00:00:00Z", decidedAt, []],
  ["created at a time that is not known", null, decidedAt, []],
  ["created at an invalid time", "soon", decidedAt, []],
  ["the last apply or commit is not known", "2026-11-21T00:00:00Z", null, []],
])("an unmanaged integration %s", (_, created, since, codes) => {
  const state = live([
    [integration(1), "enabled"],
    [integration(5, "I5", { created }), null],
  ]);
  const { problems } = driftOf(asked, state, { decidedAt: since });
  expect(problems.map(({ code }) => code)).toEqual(codes);
});

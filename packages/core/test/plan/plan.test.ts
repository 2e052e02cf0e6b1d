import { expect, test } from "vitest";
import type { LiveSchedule } from "../../src/model/live-state.ts";
import type { DesiredEntry, ScheduleState } from "../../src/model/model.ts";
import { guardPlan } from "../../src/plan/guards.ts";
import { plan, type Plan } from "../../src/plan/plan.ts";
import { createSelection } from "../../src/entries/selection.ts";
import { summarize } from "../../src/plan/summary.ts";
import { byGlob, byId, byName, desired, integration, known, live, workspace } from "../builders.ts";

/** The findings of a plan: `enable 1`, or the code of a problem. */
function findings({ changes, problems }: Plan): string[] {
  return [
    ...changes.map(({ action, integrationId }) => `${action} ${integrationId}`),
    ...problems.map(({ code, source }) => `${code}${source === null ? "" : ` column ${source.column}`}`),
  ];
}

const off = { schedule: "disabled" } as const;
const observed = { mode: "observe" } as const;

test.each<[string, DesiredEntry, ScheduleState, string]>([
  ["enabled is desired and live is disabled", byId(1), "disabled", "enable 1"],
  ["enabled is desired and live is enabled", byId(1), "enabled", "keep 1"],
  ["enabled is desired but no schedule is defined", byId(1), "undefined", "schedule-not-defined column 19"],
  ["disabled is desired and live is enabled", byId(1, off), "enabled", "disable 1"],
  ["disabled is desired and live is disabled", byId(1, off), "disabled", "keep 1"],
  ["disabled is satisfied if no schedule is defined", byId(1, off), "undefined", "keep 1"],
  ["an observed difference is skipped", byId(1, observed), "disabled", "skip 1"],
  ["an observed undefined schedule is skipped", byId(1, observed), "undefined", "skip 1"],
  ["an observed match is kept", byId(1, observed), "enabled", "keep 1"],
  ["the asserted name matches", byId(1, { name: "I1" }), "disabled", "enable 1"],
  ["the asserted name differs", byId(1, { name: "other" }), "disabled", "name-differs column 15"],
  ["a name selects", byName("I1"), "disabled", "enable 1"],
  ["a glob selects", byGlob("I*"), "disabled", "enable 1"],
])("%s", (_, entry, state, expected) => {
  const found = plan(desired(workspace([entry])), live([[integration(1), state]]));
  expect(findings(found)).toEqual([expected]);
});

test.each<[string, readonly DesiredEntry[], readonly string[]]>([
  ["an id that is not there", [byId(9)], ["integration-missing column 13"]],
  ["a name that is not there", [byName("nobody")], ["name-not-found column 13"]],
  ["a name that two have", [byName("twin")], ["name-ambiguous column 13"]],
  ["a glob that matches nothing is allowed", [byGlob("zzz*")], []],
  [
    "an entry by id wins over a glob before it",
    [byGlob("*", off), byId(1)],
    ["enable 1", "disable 2", "disable 3", "disable 4"],
  ],
  [
    "an entry by name wins over a glob before it",
    [byGlob("*", off), byName("I1")],
    ["enable 1", "disable 2", "disable 3", "disable 4"],
  ],
  ["the first of two globs wins", [byGlob("I*"), byGlob("*1", off)], ["enable 1", "keep 2"]],
  ["the same integration by id and by name", [byId(1), byName("I1")], ["selected-twice column 13"]],
  [
    "globs do not select integrations with an ambiguous name either",
    [byName("twin"), byGlob("twin", off)],
    ["name-ambiguous column 13"],
  ],
  [
    "one problem does not hide another",
    [byId(9), byName("nobody"), byId(1)],
    ["enable 1", "integration-missing column 13", "name-not-found column 13"],
  ],
])("%s", (_, entries, expected) => {
  const state = live([
    [integration(1), "disabled"],
    [integration(2), "enabled"],
    [integration(3, "twin"), "enabled"],
    [integration(4, "twin"), "enabled"],
  ]);
  expect(findings(plan(desired(workspace(entries)), state))).toEqual(expected);
});

test("a listing that says not active satisfies disabled without a read", () => {
  const found = plan(desired(workspace([byGlob("*", off)])), live([[integration(1, "a", { scheduled: false }), null]]));
  expect(findings(found)).toEqual(["keep 1"]);
  expect(found.changes, "such a listing does not distinguish disabled from undefined").toMatchObject([
    { isListed: true },
  ]);
});

test("with a selection, the coverage says how many managed integrations it includes", () => {
  const state = live([
    [integration(1), "enabled"],
    [integration(2), "enabled"],
  ]);
  const files = desired(workspace([byId(1), byId(2)]));
  expect(plan(files, state).coverage).toMatchObject([{ managed: 2, selected: null }]);
  const one = createSelection([{ kind: "id", id: 1 }], []);
  expect(plan(files, state, one).coverage).toMatchObject([{ managed: 2, selected: 1 }]);
});

test("a change has the notes of its entry", () => {
  const files = desired(workspace([byGlob("*", { ...off, reason: "by hand", owner: "ana" })]));
  const [change] = plan(files, live([[integration(1, "a"), "enabled"]])).changes;
  expect(change?.note).toEqual({ reason: "by hand", owner: "ana", match: "*" });
});

test("an integration without an entry is unmanaged: counted, but not switched", () => {
  const found = plan(
    desired(workspace([byId(2)])),
    live([
      [integration(1), null],
      [integration(2), "enabled"],
    ]),
  );
  expect(found.coverage).toMatchObject([{ managed: 1, observed: 0, unmanaged: [{ id: 1 }] }]);
  expect(findings(found)).toEqual(["keep 2"]);
});

test.each([
  ["ignore", 0, []],
  ["report", 2, []],
  ["fail", 2, ["unmanaged-not-allowed column 9"]],
] as const)("unmanaged: %s", (unmanaged, count, expected) => {
  const asked = desired(workspace([], { unmanaged }));
  const state = live([
    [integration(1), null],
    [integration(2), null],
  ]);
  const found = guardPlan(asked, plan(asked, state));
  expect(summarize(found).unmanaged).toBe(count);
  expect(findings(found)).toEqual(expected);
});

test.each([
  [{ kind: "missing" }, "workspace-missing column 9"],
  [{ kind: "name-differs", name: "Staging" }, "workspace-name-differs column 1"],
  [
    { kind: "unreadable", error: { code: "server", message: "it answered 500", next: "" } },
    "workspace-unreadable column 9",
  ],
] as const)("a workspace that is %o plans nothing", (failure, expected) => {
  const asked = workspace([byId(1)], { name: "Production", nameSource: { file: "skyvia.yaml", line: 4, column: 1 } });
  const found = plan(desired(asked), live([[integration(1), "disabled"]], { failure }));
  expect(findings(found)).toEqual([expected]);
  expect(found.coverage).toMatchObject([{ planned: false }]);
});

test.each<[string, LiveSchedule, string]>([
  ["missing", { kind: "missing" }, "integration-missing column 13"],
  [
    "unreadable",
    { kind: "unreadable", error: { code: "server", message: "", next: "" } },
    "schedule-unreadable column 19",
  ],
])("a schedule that is %s is a problem of its entry", (_, schedule, expected) => {
  const state = live([], {
    listing: null,
    schedules: new Map([
      [1, schedule],
      [2, known("disabled")],
    ]),
  });
  expect(findings(plan(desired(workspace([byId(1), byId(2)], { unmanaged: "ignore" })), state))).toEqual([
    "enable 2",
    expected,
  ]);
});

test("a selection narrows the planned integrations, not the managed ones", () => {
  const state = live([
    [integration(1), "disabled"],
    [integration(2), "disabled"],
    [integration(3), null],
  ]);
  const asked = desired(workspace([byId(1, { tags: ["finance"] }), byId(2)]));
  const found = plan(asked, state, createSelection([{ kind: "tag", tag: "finance" }], []));
  expect(findings(found)).toEqual(["enable 1"]);
  expect(found.coverage).toMatchObject([{ managed: 2, unmanaged: [{ id: 3 }] }]);
});

test("a selection that leaves nothing is a problem", () => {
  const found = plan(
    desired(workspace([byId(1)])),
    live([[integration(1), "disabled"]]),
    createSelection([{ kind: "owner", owner: "ana" }], []),
  );
  expect(findings(found)).toEqual(["selection-empty"]);
});

test("changes are sorted by workspace and integration id, as numbers", () => {
  const state = new Map([
    ...live([
      [integration(10), "disabled"],
      [integration(9), "disabled"],
    ]),
  ]);
  state.set(8, { ...(state.get(7) as NonNullable<ReturnType<typeof state.get>>), id: 8 });
  const entries = [byId(10), byId(9)];
  const found = plan(desired(workspace(entries, { id: 7 }), workspace(entries, { id: 8 })), state);
  expect(found.changes.map((c) => [c.workspaceId, c.integrationId])).toEqual([
    [7, 9],
    [7, 10],
    [8, 9],
    [8, 10],
  ]);
});

test("the reason of an entry is part of why", () => {
  const [change] = plan(
    desired(workspace([byId(1, { ...off, reason: "replaced by 789" })])),
    live([[integration(1), "enabled"]]),
  ).changes;
  expect(change?.why).toBe("desired disabled, live is enabled: replaced by 789");
});

import { describe, expect, test } from "vitest";
import { askGuards, guardPlan, guards, type Allowed, type Override } from "../../src/plan/guards.ts";
import type { Change } from "../../src/model/change.ts";
import type { DesiredState, DesiredWorkspace, Limit, Limits } from "../../src/model/model.ts";
import { blocksChange, blocksWrites } from "../../src/problems/problem-kind.ts";
import { plan, type Plan } from "../../src/plan/plan.ts";
import { byGlob, byId, desired, integration, live, noLimits, putBack, workspace } from "../builders.ts";

const off = { schedule: "disabled" } as const;
const at = { file: "skyvia.yaml", line: 4, column: 23 };

interface Held {
  readonly limits?: Limits;
  readonly allowed?: Allowed;
}

/** A workspace of enabled integrations; a number of the first ones are to be disabled. */
function disabling(count: number, of: number, { limits = noLimits, allowed = {} }: Held = {}): Plan {
  const entries = Array.from({ length: of }, (_, n) => byId(n + 1, n < count ? off : {}));
  const asked = desired(workspace(entries, { limits }));
  const found = Array.from({ length: of }, (_, n) => [integration(n + 1), "enabled"] as const);
  return guardPlan(asked, plan(asked, live(found)), allowed);
}

const messages = ({ problems }: Plan): string[] => problems.map(({ message }) => message);

test.each<[string, number, number, Limits, Allowed, string[]]>([
  ["within the default nothing is reported", 10, 40, noLimits, {}, []],
  [
    "over the default",
    11,
    40,
    noLimits,
    {},
    ["the run would disable 11 of 40 (28 %), the limit is 25 %: pass --max-disable 11 to allow this run"],
  ],
  [
    "over the file's limit",
    12,
    40,
    { ...noLimits, disable: { limit: "10%", source: at } },
    {},
    ["the run would disable 12 of 40 (30 %), the limit is 10 %: pass --max-disable 12 to allow this run"],
  ],
  ["the flag that was named allows it", 12, 40, noLimits, { maxDisable: 12 }, []],
  ["the other flag does not", 12, 40, noLimits, { maxEnable: 12 }, [expect.stringContaining("--max-disable 12")]],
  [
    "never all of a workspace",
    3,
    3,
    noLimits,
    {},
    ["the run would disable 3 of 3 (100 %), the limit is 2: pass --max-disable 3 to allow this run"],
  ],
  ["the only one of a workspace", 1, 1, noLimits, {}, []],
  [
    "none at all",
    1,
    40,
    noLimits,
    { maxDisable: 0 },
    ["the run would disable 1 of 40 (3 %), the limit is 0: pass --max-disable 1 to allow this run"],
  ],
])("limits: %s", (_, count, of, limits, allowed, expected) => {
  const guarded = disabling(count, of, { limits, allowed });
  expect(messages(guarded)).toEqual(expected);
  expect(guarded.problems.every(({ kind }) => kind === "blocks-writes")).toBe(true);
});

test("a limit is reported at the file's limit, else at the workspace", () => {
  expect(disabling(12, 40).problems[0]?.source).toMatchObject({ line: 3, column: 9 });
  const limits = { ...noLimits, disable: { limit: 1, source: at } };
  expect(disabling(12, 40, { limits }).problems[0]?.source).toEqual(at);
});

test("disables and enables are counted separately, and so are workspaces", () => {
  const change = (workspaceId: number, integrationId: number, action: "enable" | "disable"): Change => {
    const [before, after] =
      action === "enable" ? (["disabled", "enabled"] as const) : (["enabled", "disabled"] as const);
    return { workspaceId, integrationId, name: null, action, before, after, source: null, why: "", effective: null };
  };
  const part = (workspaceId: number) => ({
    workspaceId,
    managed: 40,
    limits: noLimits,
    source: at,
    unmanaged: 0,
    next: null,
  });
  const all = [1, 2].flatMap((id) =>
    Array.from({ length: 10 }, (_, n) => [change(id, n, "enable"), change(id, 100 + n, "disable")]).flat(),
  );
  const ask = (changes: readonly Change[]) =>
    askGuards({ changes, workspaces: [part(1), part(2)], desired: null, problems: [] });
  expect(ask(all)).toEqual([]);
  const more = [...all, change(2, 999, "enable")];
  expect(ask(more)).toMatchObject([
    { code: "limit-exceeded", workspaceId: 2, message: expect.stringContaining("would enable 11 of 40") },
  ]);
});

test("observed and undefined schedules count as managed, but not as changes", () => {
  const entries = [byGlob("*", { ...off, mode: "observe" })];
  const asked = desired(workspace(entries));
  const found = Array.from({ length: 9 }, (_, n) => [integration(n + 1), n < 8 ? "enabled" : "undefined"] as const);
  const guarded = guardPlan(asked, plan(asked, live(found)));
  expect(guarded.problems).toEqual([]);
  expect(guarded.coverage).toMatchObject([{ managed: 9, observed: 9 }]);
});

const protectedSource = { file: "skyvia.yaml", line: 9, column: 20 };

test("a change of a protected entry is reported at its place; unchanged or observed entries are not", () => {
  const asked = desired(
    workspace([
      byId(1, { ...off, protectedSource }),
      byId(2, { protectedSource }),
      byId(3, { ...off, protectedSource, mode: "observe" }),
      byGlob("*", { ...off, protectedSource }),
    ]),
  );
  const state = live([1, 2, 3, 4].map((id) => [integration(id), "enabled"] as const));
  const { problems } = guardPlan(asked, plan(asked, state), { maxDisable: "100%" });
  expect(problems).toMatchObject([
    { code: "protected", integrationId: 1, source: protectedSource, kind: "blocks-writes" },
    { code: "protected", integrationId: 4, source: protectedSource },
  ]);
  expect(problems[0]?.message).toBe('integration 1 "I1" is protected, but would be disabled');
  expect(problems[0]?.next).toBe('Pass `--override protected:1 --reason "..."` to allow this one change.');
});

const override = (integrationId: number, workspaceId: number | null = null): Override => ({
  of: "protected",
  workspaceId,
  integrationId,
});

test.each<[string, readonly Override[], readonly string[]]>([
  ["none", [], ["7/1", "7/2", "8/1"]],
  ["another id", [override(3)], ["7/1", "7/2", "8/1"]],
  ["one override lifts one protection", [override(2)], ["7/1", "8/1"]],
  ["an id of two workspaces lifts neither", [override(1)], ["7/1", "7/2", "8/1"]],
  ["with its workspace it lifts that one", [override(1, 8)], ["7/1", "7/2"]],
  ["all of them", [override(2), override(1, 7), override(1, 8)], []],
])("overrides: %s", (_, overrides, left) => {
  const found = [
    [7, 1],
    [7, 2],
    [8, 1],
  ].map(([workspaceId = 0, integrationId = 0]) => ({
    code: "protected" as const,
    kind: "blocks-writes" as const,
    scope: "integration" as const,
    message: "",
    next: "",
    source: null,
    workspaceId,
    integrationId,
    entry: 0,
  }));
  const kept = askGuards({ changes: [], workspaces: [], desired: null, problems: found }, { overrides });
  expect(kept.map(({ workspaceId, integrationId }) => `${workspaceId}/${integrationId}`)).toEqual(left);
});

test("an override does not lift a limit", () => {
  const guarded = disabling(12, 40, { allowed: { overrides: Array.from({ length: 40 }, (_, n) => override(n + 1)) } });
  expect(guarded.problems).toMatchObject([{ code: "limit-exceeded" }]);
});

test("in a program, the texts name what the program can change", () => {
  const limited = disabling(12, 40, { allowed: { maxDisable: "10%", by: "program" } });
  expect(limited.problems).toMatchObject([
    {
      message: "the update would disable 12 of 40 schedules of workspace 7 (30 %), the limit is 10 %",
      next: expect.stringContaining("Raise `limits.disable` to 12"),
    },
  ]);
  const asked = desired(workspace([byId(1, { ...off, protectedSource }), byId(2)]));
  const state = live([1, 2].map((id) => [integration(id), "enabled"] as const));
  const { problems } = guardPlan(asked, plan(asked, state), { by: "program" });
  expect(problems).toMatchObject([{ code: "protected", next: expect.stringContaining("Remove `protected` from its") }]);
});

test("if schedules were not counted, only a limit of 0 is exceeded", () => {
  const change: Change = {
    workspaceId: 7,
    integrationId: 1,
    name: null,
    action: "disable",
    before: "enabled",
    after: "disabled",
    source: null,
    why: "",
    effective: null,
  };
  const ask = (limit: Limit | null) => {
    const limits = { ...noLimits, disable: limit === null ? null : { limit, source: at } };
    const workspaces = [{ workspaceId: 7, managed: null, limits, source: at, unmanaged: [] }];
    return askGuards({ changes: [change], workspaces, desired: null, problems: [] }).map(({ message }) => message);
  };
  expect([null, "1%", "100%", 1].map((limit) => ask(limit as Limit | null))).toEqual([[], [], [], []]);
  expect(ask(0)).toEqual(["the run would disable 1, the limit is 0: pass --max-disable 1 to allow this run"]);
  expect(ask("0%")).toEqual(["the run would disable 1, the limit is 0 %: pass --max-disable 1 to allow this run"]);
});

test.each([
  ["20 unmanaged integrations are all named", 20, "18, 19, 20"],
  ["of more than 20, only the first 20", 21, "18, 19, 20, ..."],
])("%s", (_, count, end) => {
  const asked = desired(workspace([], { unmanaged: "fail" }));
  const found = Array.from({ length: count }, (__, n) => [integration(n + 1), "enabled"] as const);
  const { problems } = guardPlan(asked, plan(asked, live(found)));
  expect(problems.map(({ message }) => message)).toEqual([
    expect.stringMatching(new RegExp(`^${count} integrations of workspace 7 are unmanaged: 1, 2, .*, ${end}$`)),
  ]);
});

const none = { limit: 0, source: at };

interface Situation {
  readonly plan: Plan;
  readonly asked: DesiredState;
  readonly allowed?: Allowed;
}

/** For each guard of the registry, a situation in which only that guard finds a problem. */
const situations: Readonly<Record<string, Situation>> = {
  "unmanaged-not-allowed": situation(workspace([byId(1)], { unmanaged: "fail" })),
  "limit-exceeded": situation(workspace([byId(1, off), byId(2), byId(3)], { limits: { ...noLimits, disable: none } })),
  protected: situation(workspace([byId(1, { ...off, protectedSource }), byId(2), byId(3)])),
  flapping: {
    ...situation(workspace([byId(1, off), byId(2), byId(3)])),
    allowed: {
      corrections: { writes: [putBack, putBack], at: Date.parse(putBack.at), causeOf: () => "turned-on-outside" },
    },
  },
  nothing: situation(workspace([byId(1, off), byId(2), byId(3)])),
};

function situation(asked: DesiredWorkspace): Situation {
  const state = live([1, 2, 3].map((id) => [integration(id), "enabled"] as const));
  return { asked: desired(asked), plan: plan(desired(asked), state) };
}

describe.each(guards.map(({ code }) => code))("the guard %s", (code) => {
  test.each(Object.entries(situations))("in the situation of %s", (name, { asked, plan: planned, allowed }) => {
    const codes = guardPlan(asked, planned, allowed).problems.map((found) => found.code);
    expect(codes.filter((found) => found === code)).toEqual(name === code ? [code] : []);
  });

  test("has a row in this table, and blocks writes", () => {
    const { asked, plan: planned, allowed } = situations[code] ?? situations["nothing"]!;
    const { problems } = guardPlan(asked, planned, allowed);
    expect(problems).toMatchObject([{ code, workspaceId: 7 }]);
    expect(problems.every((found) => blocksWrites(found) || blocksChange(found))).toBe(true);
  });

  test("finds the same in a saved plan as when the plan was made", () => {
    const { asked, plan: planned, allowed } = situations[code] ?? situations["nothing"]!;
    const { problems, changes, coverage } = guardPlan(asked, planned, allowed);
    const workspaces = coverage.map((part) => ({ ...part, unmanaged: part.unmanaged.length }));
    expect(askGuards({ changes, workspaces, desired: null, problems }, allowed)).toEqual(problems);
  });

  test("reports once even if it is asked twice", () => {
    const { asked, plan: planned, allowed } = situations[code] ?? situations["nothing"]!;
    const once = guardPlan(asked, planned, allowed);
    expect(guardPlan(asked, once, allowed)).toEqual(once);
  });
});

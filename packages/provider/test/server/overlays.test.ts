import { loadDesired } from "@skyvia-schedules/core/yaml";
import { describe, expect, test } from "vitest";
import type { Properties } from "../called.ts";
import { openStage, type Stage } from "./stage.ts";

const monday = Date.parse("2026-11-23T12:00:00Z");
const hour = 3_600_000;
const at = (hours: number): string => new Date(monday + hours * hour).toISOString();

const hold = { schedule: "disabled", until: at(4), reason: "INC-4711", owner: "ana" };
const freeze = { name: "year-end close", from: at(2), until: at(4) };

interface Kind {
  readonly kind: string;
  readonly id: string;
  /** The base asks for integration 101 to be on. */
  readonly base: Properties;
  readonly select: Properties;
  /** The live state of integration 101 in the outputs. */
  readonly stateOf: (outs: Properties) => unknown;
  /** The input about it. */
  readonly inputOf: (inputs: Properties) => unknown;
}

const kinds: readonly Kind[] = [
  {
    kind: "WorkspaceSchedules",
    id: "1",
    base: { workspaceId: 1, schedules: { "101": "enabled", "102": "disabled" } },
    select: { select: { id: 101 } },
    stateOf: ({ schedules }) => (schedules as Properties)["101"],
    inputOf: ({ schedules }) => (schedules as Properties)["101"] === "enabled",
  },
  {
    kind: "IntegrationSchedule",
    id: "1/101",
    base: { workspaceId: 1, integrationId: 101, enabled: true },
    select: {},
    stateOf: ({ state }) => state,
    inputOf: ({ enabled }) => enabled,
  },
];

/** A stage whose provider has its own clock. */
async function open(): Promise<Stage & { clock: number }> {
  const time = { clock: monday };
  const stage = await openStage({ now: () => time.clock });
  return Object.defineProperties(stage as Stage & { clock: number }, {
    clock: {
      get: () => time.clock,
      set: (value: number) => {
        time.clock = value;
      },
    },
  });
}

describe.each(kinds)("holds and freezes of $kind", ({ id, base, select, stateOf, inputOf }) => {
  test("a hold that is on decides, and its end is the next transition", async () => {
    await using stage = await open();
    const news = { ...base, holds: [{ ...hold, ...select }] };
    expect((await stage.provider.check(news)).failures).toEqual([]);
    const { outs } = await stage.provider.create(news);
    expect(stage.takeWrites()).toEqual(["disable 101"]);
    expect(stateOf(outs)).toBe("disabled");
    expect(outs["at"]).toBe(at(0));
    expect(outs["nextTransition"]).toEqual({
      at: at(4),
      count: 1,
      to: "enabled",
      by: { by: "hold", reason: "INC-4711" },
    });
    expect((await stage.provider.diff(id, outs, news)).changes).toBe(false);
  });

  test("time alone is a difference: a freeze that begins, and its end, with the earlier inputs", async () => {
    await using stage = await open();
    const news = { ...base, freezes: [freeze] };
    const { outs } = await stage.provider.create(news);
    expect(stage.takeWrites()).toEqual([]);
    expect(outs["nextTransition"]).toMatchObject({
      at: at(2),
      to: "disabled",
      by: { by: "freeze", name: freeze.name },
    });
    stage.clock = monday + 2 * hour - 1;
    expect((await stage.provider.diff(id, outs, news)).changes).toBe(false);
    stage.clock = monday + 2 * hour;
    expect((await stage.provider.diff(id, outs, news)).changes).toBe(true);
    const frozen = await stage.provider.update(id, outs, news);
    expect(stage.takeWrites()).toEqual(["disable 101"]);
    expect(frozen["nextTransition"]).toMatchObject({ at: at(4), to: "enabled" });
    expect((await stage.provider.diff(id, frozen, news)).changes).toBe(false);
    stage.clock = monday + 4 * hour;
    expect((await stage.provider.diff(id, frozen, news)).changes).toBe(true);
    const thawed = await stage.provider.update(id, frozen, news);
    expect(stage.takeWrites()).toEqual(["enable 101"]);
    expect(thawed).not.toHaveProperty("nextTransition");
    expect((await stage.provider.diff(id, thawed, news)).changes).toBe(false);
  });

  test("a transition that somebody else has carried out is an update without a call", async () => {
    await using stage = await open();
    const news = { ...base, freezes: [freeze] };
    const { outs } = await stage.provider.create(news);
    stage.clock = monday + 3 * hour;
    stage.emulator.world.disable(1, 101);
    const found = await stage.provider.read(id, outs);
    expect(inputOf(found?.inputs ?? {})).toBe(true); // as holds and freezes set it: no drift
    stage.takeCalls();
    expect((await stage.provider.diff(id, found?.props ?? {}, news)).changes).toBe(true);
    const updated = await stage.provider.update(id, found?.props ?? {}, news);
    expect(stage.takeCalls()).toEqual([]);
    expect(updated["nextTransition"]).toMatchObject({ at: at(4) });
  });

  test("a refresh adds and removes no input while a hold lasts, and finds what a person does", async () => {
    await using stage = await open();
    const news = { ...base, holds: [{ ...hold, ...select }] };
    const { outs } = await stage.provider.create(news);
    const same = await stage.provider.read(id, outs);
    expect(same).toEqual({ props: outs, inputs: news });
    stage.emulator.world.enable(1, 101);
    const drifted = await stage.provider.read(id, outs);
    expect(stateOf(drifted?.props ?? {})).toBe("enabled");
    stage.takeCalls();
    expect((await stage.provider.diff(id, drifted?.props ?? {}, news)).changes).toBe(true);
    await stage.provider.update(id, drifted?.props ?? {}, news);
    expect(stage.takeWrites()).toEqual(["disable 101"]);
  });

  test("after its end a hold leaves no trace: the base counts, also if a refresh comes first", async () => {
    await using stage = await open();
    const news = { ...base, holds: [{ ...hold, ...select }] };
    const { outs } = await stage.provider.create(news);
    stage.clock = monday + 5 * hour;
    const refreshed = await stage.provider.read(id, outs);
    expect(refreshed?.inputs).toEqual(news); // nobody has changed anything
    stage.takeCalls();
    expect((await stage.provider.diff(id, refreshed?.props ?? {}, news)).changes).toBe(true);
    await stage.provider.update(id, refreshed?.props ?? {}, news);
    expect(stage.takeWrites()).toEqual(["enable 101"]);
  });

  test("the program may set the clock: `at` alone changes nothing, but its effect on holds does", async () => {
    await using stage = await open();
    const news = { ...base, freezes: [freeze], at: at(3) };
    const { outs } = await stage.provider.create(news);
    expect(stage.takeWrites()).toEqual(["disable 101"]);
    expect(outs["at"]).toBe(at(3));
    expect((await stage.provider.diff(id, outs, { ...news, at: at(3.5) })).changes).toBe(false);
    expect((await stage.provider.diff(id, outs, { ...news, at: at(5) })).changes).toBe(true);
    const same = await stage.provider.read(id, outs);
    expect(same).toEqual({ props: outs, inputs: news });
  });

  test("without holds and freezes the state has no new keys, and the state of an earlier version is unchanged", async () => {
    await using stage = await open();
    const { outs } = await stage.provider.create(base);
    for (const key of ["holds", "freezes", "at", "nextTransition", "__base", "__names"])
      expect(outs).not.toHaveProperty(key);
    stage.clock = monday + 1000 * hour;
    expect((await stage.provider.diff(id, outs, base)).changes).toBe(false);
    expect((await stage.provider.diff(id, outs, { ...base, at: at(9) })).changes).toBe(false);
  });

  test("a hold that overrides freezes wins, and the other order of entries changes nothing", async () => {
    await using stage = await open();
    const on = { ...hold, ...select, schedule: "enabled", overrides: "freeze" };
    const news = { ...base, holds: [on], freezes: [{ name: "always", from: at(-1), until: at(9) }] };
    const { outs } = await stage.provider.create(news);
    expect(stage.takeWrites()).toEqual([]);
    expect(outs["nextTransition"]).toMatchObject({ at: at(4), to: "disabled" });
  });
});

describe("wrong holds and freezes: the messages are those of the YAML", () => {
  const rows: readonly (readonly [string, Properties])[] = [
    ["until before from", { holds: [{ ...hold, select: { id: 101 }, from: at(6) }] }],
    ["a bare local time", { holds: [{ ...hold, select: { id: 101 }, until: "2026-11-24T12:00" }] }],
    ["no reason", { holds: [{ select: { id: 101 }, schedule: "disabled", until: at(1), owner: "ana" }] }],
    ["an unknown key", { holds: [{ ...hold, select: { id: 101 }, untli: at(4) }] }],
    ["an empty select", { holds: [{ ...hold, select: {} }] }],
    ["a text for an id", { holds: [{ ...hold, select: { id: "101" } }] }],
    ["a state that is none", { holds: [{ ...hold, select: { id: 101 }, schedule: "off" }] }],
    ["an unknown zone", { freezes: [{ ...freeze, timeZone: "Europe/Berln" }] }],
    [
      "a skipped local time",
      { freezes: [{ name: "a", from: "2026-03-29T02:30", until: at(9), timeZone: "Europe/Berlin" }] },
    ],
    ["the 30th of February", { freezes: [{ name: "a", cron: "0 1 30 2 *", duration: "1h", timeZone: "UTC" }] }],
    [
      "a freeze longer than its period",
      { freezes: [{ name: "a", cron: "0 1 * * *", duration: "25h", timeZone: "UTC" }] },
    ],
    ["both ways to say when", { freezes: [{ ...freeze, cron: "0 1 * * *", duration: "1h", timeZone: "UTC" }] }],
    ["no list", { holds: { schedule: "disabled" } }],
    ["no mapping", { freezes: ["tonight"] }],
  ];

  test.each(rows)("%s", async (_, overlays) => {
    await using stage = await open();
    const news = { workspaceId: 1, schedules: { "101": "enabled" }, ...overlays };
    const { failures } = await stage.provider.check(news);
    const withWorkspace = (items: unknown): unknown =>
      Array.isArray(items)
        ? items.map((item: unknown) => (typeof item === "object" ? { workspace: 1, ...item } : item))
        : items;
    const text = JSON.stringify({
      version: 1,
      workspaces: [{ id: 1, integrations: [{ id: 101, schedule: "enabled" }] }],
      holds: withWorkspace(overlays["holds"]),
      freezes: withWorkspace(overlays["freezes"]),
    });
    const { problems } = loadDesired([{ file: "a.yaml", bytes: Buffer.from(text) }], {
      now: monday,
      maxHold: Infinity,
    });
    expect(problems.length).toBeGreaterThan(0);
    const told = failures.map((failure) => failure.replace(/^\|[^:]*: /, ""));
    expect(told).toEqual(problems.map(({ message, next }) => `${message}${next === "" ? "" : `\n  ${next}`}`));
    expect(failures[0]).toMatch(/^\|(holds|freezes)(\[0\])?/);
  });

  test("each has its property path, of files its place", async () => {
    await using stage = await open();
    const wrong = { ...hold, select: { id: 101 }, until: "tomorrow" };
    const holds = [{ ...hold, select: { id: 102 } }, wrong];
    const base = { workspaceId: 1, schedules: { "101": "enabled", "102": "enabled" } };
    const [told] = (await stage.provider.check({ ...base, holds })).failures;
    expect(told).toContain("holds[1].until: ");
    const [placed] = (await stage.provider.check({ ...base, holds, __sources: { "holds[1]": "a.yaml:9:5" } })).failures;
    expect(placed).toContain("a.yaml:9:5: ");
  });

  test("holds that disagree, two freezes of one name, a hold that is too long, and a foreign workspace", async () => {
    await using stage = await open();
    const base = { workspaceId: 1, schedules: { "101": "enabled" } };
    const one = { ...hold, select: { id: 101 } };
    const check = async (more: Properties): Promise<string> =>
      (await stage.provider.check({ ...base, ...more })).failures.join("\n");
    expect(await check({ holds: [one, { ...one, schedule: "enabled" }] })).toContain(
      "holds[1]: this hold asks for enabled and the hold at holds[0] asks for disabled, for integration 101",
    );
    expect(await check({ freezes: [freeze, freeze] })).toContain('the freeze "year-end close"');
    const long = { holds: [{ ...one, until: at(24 * 40) }] };
    expect(await check(long)).toMatch(
      /holds\[0\]\.until: this hold ends 40d after now, the limit is 30d\n.*longer `maxHold`/,
    );
    expect(await check({ ...long, maxHold: "60d" })).toBe("");
    expect(await check({ maxHold: "soon" })).toContain("maxHold must be a whole number and a unit");
    expect(await check({ at: "tomorrow" })).toContain("at must be an RFC 3339 instant");
    expect(await check({ holds: [{ ...one, workspace: 9 }] })).toContain("write 1, the workspace of the resource");
    expect(await check({ holds: [{ ...one, workspace: 1 }] })).toBe("");
  });

  test("a hold of an IntegrationSchedule has its path too, and what it selects must be the integration", async () => {
    await using stage = await open();
    const base = { workspaceId: 1, integrationId: 101, enabled: true };
    const { failures } = await stage.provider.check({ ...base, holds: [{ ...hold, until: "soon" }] });
    expect(failures.join()).toContain("holds[0].until: ");
    const other = { ...base, holds: [{ ...hold, select: { id: 102 } }] };
    await expect(stage.provider.create(other)).rejects.toThrow("selects no managed integration of workspace 1");
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a hold that selects nothing is a failed update, and the next one tries again", async () => {
    await using stage = await open();
    const news = {
      workspaceId: 1,
      schedules: { "101": "disabled" },
      holds: [{ ...hold, select: { match: "none-*" } }],
    };
    const failed = stage.provider.create(news);
    await expect(failed).rejects.toMatchObject({ kept: { properties: { schedules: { "101": "disabled" } } } });
    expect(stage.takeWrites()).toEqual(["disable 101"]);
  });
});

describe("the selections of holds and freezes", () => {
  const frozen = (select: Properties): Properties => ({ freezes: [{ ...freeze, from: at(-1), select }] });

  test("by name and glob, also what is given by id: the names are read and kept", async () => {
    await using stage = await open();
    const news = {
      workspaceId: 1,
      schedules: { "101": "enabled", "102": "enabled" },
      ...frozen({ match: "Nightly*" }),
    };
    const { outs } = await stage.provider.create(news);
    expect(stage.takeWrites().toSorted()).toEqual(["disable 101", "enable 102"]);
    expect((await stage.provider.diff("1", outs, news)).changes).toBe(false);
    expect(outs["__names"]).toEqual({ "101": "Nightly orders", "102": "Hourly leads" });
    stage.emulator.world.rename(1, 102, "Nightly leads");
    const refreshed = await stage.provider.read("1", outs);
    expect((await stage.provider.diff("1", refreshed?.props ?? {}, news)).changes).toBe(true);
    await stage.provider.update("1", refreshed?.props ?? {}, news);
    expect(stage.takeWrites()).toEqual(["disable 102"]);
  });

  test("by tag and owner of entries", async () => {
    await using stage = await open();
    const entries = [
      { id: 101, schedule: "enabled", tags: ["nightly"], owner: "ana" },
      { id: 102, schedule: "enabled", owner: "bob" },
    ];
    const news = { workspaceId: 1, entries, ...frozen({ tag: "nightly", owner: ["ana", "eve"] }) };
    const { outs } = await stage.provider.create({ ...news, schedules: {} });
    expect(stage.takeWrites().toSorted()).toEqual(["disable 101", "enable 102"]);
    expect((await stage.provider.diff("1", outs, { ...news, schedules: {} })).changes).toBe(false);
  });

  test("a limit counts what a freeze switches, and a protected entry in a freeze stops the update", async () => {
    await using stage = await open();
    const news = { workspaceId: 1, schedules: { "101": "enabled" }, ...frozen({ id: 101 }) };
    await expect(stage.provider.create({ ...news, limits: { disable: 0 } })).rejects.toThrow("disable");
    const entries = [{ id: 101, schedule: "enabled", protected: true }];
    await expect(stage.provider.create({ ...news, schedules: {}, entries })).rejects.toThrow("protected");
    expect(stage.takeWrites()).toEqual([]);
  });
});

test("entries by id are watched as schedules are: drift is a difference, and a removed one is released", async () => {
  await using stage = await open();
  const news = {
    workspaceId: 1,
    schedules: {},
    entries: [{ id: 101, schedule: "enabled", protected: false }],
    onDelete: "disable",
  };
  const { outs } = await stage.provider.create(news);
  expect(outs["selected"]).toEqual({ "101": { name: "Nightly orders", schedule: "enabled" } });
  expect((await stage.provider.diff("1", outs, news)).changes).toBe(false);
  stage.emulator.world.disable(1, 101);
  const drifted = await stage.provider.read("1", outs);
  expect((await stage.provider.diff("1", drifted?.props ?? {}, news)).changes).toBe(true);
  const fixed = await stage.provider.update("1", drifted?.props ?? {}, news);
  expect(stage.takeWrites()).toEqual(["enable 101"]);
  await (await stage.nextRun()).delete("1", fixed);
  expect(stage.takeWrites()).toEqual(["disable 101"]);
});

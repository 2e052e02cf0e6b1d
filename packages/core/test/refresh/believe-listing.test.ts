import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredEntry, ScheduleState } from "../../src/model/model.ts";
import { plan } from "../../src/plan/plan.ts";
import { refresh, refreshLight } from "../../src/refresh/refresh.ts";
import { byGlob, byId, desired, workspace } from "../builders.ts";
import { CallFailure, World } from "../world.ts";

const off = { schedule: "disabled" } as const;

/** Schedules with ids from 1 on, with a number of each state. */
function schedules(enabled: number, disabled: number, undefinedOnes = 0): Record<number, ScheduleState> {
  const states = [
    ...Array<ScheduleState>(enabled).fill("enabled"),
    ...Array<ScheduleState>(disabled).fill("disabled"),
    ...Array<ScheduleState>(undefinedOnes).fill("undefined"),
  ];
  return Object.fromEntries(states.map((state, index) => [index + 1, state]));
}

/** A world whose listing means one or the other, with pages of 200. */
function worldOf(states: Record<number, ScheduleState>, means: "active" | "defined" = "active"): World {
  const world = new World(states);
  world.pageSize = 200;
  for (const [index, integration] of world.integrations.entries()) {
    const state = world.schedules.get(integration.id);
    const scheduled = state === "enabled" || (means === "defined" && state === "disabled");
    world.integrations[index] = { ...integration, scheduled };
  }
  return world;
}

/** The first of what is drawn from. */
const first = (): number => 0;

/** The entries by id of the first so many integrations. */
const firstIds = (count: number): DesiredEntry[] => Array.from({ length: count }, (_, index) => byId(index + 1));

describe("what a light sweep reads", () => {
  test.each<[string, World, readonly DesiredEntry[], { believed: number; proofs: number; sampled: number }, number]>([
    [
      "three proofs and ten of a few",
      worldOf(schedules(40, 5)),
      firstIds(40),
      { believed: 30, proofs: 3, sampled: 10 },
      13,
    ],
    [
      "one of a hundred of many",
      worldOf(schedules(2000, 3)),
      firstIds(2000),
      { believed: 1980, proofs: 3, sampled: 20 },
      23,
    ],
    [
      "reads that are needed anyway are proofs too",
      worldOf(schedules(40, 4)),
      [byGlob("*")],
      { believed: 30, proofs: 4, sampled: 10 },
      14,
    ],
    [
      "two proofs are too few, and are not even looked for",
      worldOf(schedules(40, 2)),
      firstIds(40),
      { believed: 0, proofs: 0, sampled: 10 },
      40,
    ],
    [
      "proofs that are hard to find: reads until three can no longer be found among twenty",
      worldOf({ ...schedules(40, 0, 50), 91: "disabled", 92: "disabled", 93: "disabled" }),
      firstIds(40),
      { believed: 0, proofs: 0, sampled: 10 },
      58,
    ],
    [
      "if all are in the sample, no proof is needed",
      worldOf(schedules(10, 5)),
      firstIds(10),
      { believed: 0, proofs: 0, sampled: 10 },
      10,
    ],
    [
      "without an integration to enable, no proof is needed",
      worldOf(schedules(2, 3)),
      [byGlob("*", off)],
      { believed: 0, proofs: 0, sampled: 0 },
      2,
    ],
    [
      "a listing that means defined: no proof exists",
      worldOf(schedules(40, 0, 9), "defined"),
      firstIds(40),
      { believed: 0, proofs: 0, sampled: 10 },
      49,
    ],
    [
      "ids alone need no listing, and are read",
      worldOf(schedules(5, 5)),
      firstIds(5),
      { believed: 0, proofs: 0, sampled: 0 },
      5,
    ],
  ])("%s", async (name, api, entries, counts, reads) => {
    const rest = name.startsWith("ids alone") ? ({ unmanaged: "ignore" } as const) : {};
    const { light } = await refreshLight(api, desired(workspace(entries, rest)), { random: first });
    expect(light).toMatchObject(counts);
    expect(api.calls.filter((call) => call.startsWith("get"))).toHaveLength(reads);
    expect(new Set(api.calls).size, "no call is made twice").toBe(api.calls.length);
  });
});

describe("after one contradiction everything is read", () => {
  test.each<[string, (world: World) => void]>([
    ["a schedule of the sample is disabled", (world) => world.schedules.set(1, "disabled")],
    ["a schedule of the sample is not defined", (world) => world.schedules.set(1, "undefined")],
    ["an integration that is not listed as scheduled is enabled", (world) => world.schedules.set(41, "enabled")],
  ])("%s", async (_, change) => {
    const api = worldOf(schedules(40, 5));
    change(api);
    const asked = desired(workspace(firstIds(40)));
    const { live, light } = await refreshLight(api, asked, { random: first });
    expect(light).toMatchObject({ believed: 0, contradicted: true });
    expect(plan(asked, live).changes).toEqual(plan(asked, await refresh(api, asked)).changes);
  });
});

test("a schedule of the sample that cannot be read is reported, and contradicts nothing", async () => {
  const api = worldOf(schedules(40, 5));
  api.twist = (call) => (call === "get 1" ? new CallFailure("server", { status: 500 }) : undefined);
  const asked = desired(workspace(firstIds(40)));
  const { live, light } = await refreshLight(api, asked, { random: first });
  expect(light).toMatchObject({ believed: 30, contradicted: false });
  expect(plan(asked, live).problems.map(({ code }) => code)).toEqual(["schedule-unreadable"]);
});

test("of a listing that shifted, the last version is believed", async () => {
  const api = worldOf(schedules(40, 5));
  const pages = api.integrationPages.bind(api);
  api.integrationPages = async function* () {
    yield { kind: "page", items: api.integrations.map((one) => ({ ...one, scheduled: true })) };
    yield { kind: "restarted" };
    yield* pages();
  };
  const { light } = await refreshLight(api, desired(workspace([byGlob("*")])), { random: first });
  expect(light).toEqual({ believed: 30, proofs: 5, sampled: 10, contradicted: false });
});

test("proofs of one workspace count for all, and the sample is drawn from all", async () => {
  const api = worldOf(schedules(40, 5));
  const asked = desired(workspace([byGlob("*")]), workspace(firstIds(40), { id: 8 }));
  const { light } = await refreshLight(api, asked, { random: first });
  expect(light).toEqual({ believed: 70, proofs: 5, sampled: 10, contradicted: false });
});

const state = fc.constantFrom<ScheduleState>("enabled", "enabled", "enabled", "enabled", "disabled", "undefined");

/** A workspace whose listing was read before people switched some schedules, and entries that cover a part of it. */
const histories = fc.record({
  listed: fc.array(state, { minLength: 1, maxLength: 60 }),
  means: fc.constantFrom("active" as const, "defined" as const),
  toggled: fc.array(fc.tuple(fc.nat(59), state), { maxLength: 3 }),
  managed: fc.integer({ min: 0, max: 60 }),
  wanted: fc.constantFrom("enabled" as const, "disabled" as const),
  draws: fc.infiniteStream(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })),
});

test("a light plan differs from a full one only where the listing was wrong already, and never after a contradiction", async () => {
  await fc.assert(
    fc.asyncProperty(histories, async ({ listed, means, toggled, managed, wanted, draws }) => {
      const states = Object.fromEntries(listed.map((each, index) => [index + 1, each]));
      const make = (): World => {
        const world = worldOf(states, means);
        for (const [index, to] of toggled) if (index < listed.length) world.schedules.set(index + 1, to);
        return world;
      };
      const entries = [...firstIds(Math.min(managed, listed.length)), byGlob("I*5", { schedule: wanted })];
      const asked = desired(workspace(entries));
      const random = (): number => draws.next().value ?? 0;
      const { live, light } = await refreshLight(make(), asked, { random });
      const full = plan(asked, await refresh(make(), asked));
      const found = plan(asked, live);
      const isRight = ({ id }: { id: number }): boolean => {
        const isActive = make().schedules.get(id) === "enabled";
        return make().integrations[id - 1]?.scheduled === isActive;
      };
      const rightOnes = make()
        .integrations.filter(isRight)
        .map(({ id }) => id);
      const about = (of: typeof full, ids: readonly number[]): unknown => [
        of.changes.filter(({ integrationId }) => ids.includes(integrationId)),
        of.problems.filter(({ integrationId }) => integrationId === null || ids.includes(integrationId)),
      ];
      expect(about(found, rightOnes)).toEqual(about(full, rightOnes));
      if (light.believed === 0) expect(found).toEqual(full);
      if (light.contradicted) expect(light.believed).toBe(0);
      if (means === "defined" && toggled.length === 0) expect(light.believed, "no proof exists").toBe(0);
    }),
    { numRuns: 300 },
  );
});

import { plan, refresh, refreshLight, type DesiredState, type LightSweep, type Plan } from "@skyvia-schedules/core";
import { generateSeed, type Seed, type SeedIntegration } from "@skyvia-schedules/emulator";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { desiredOf, fileOf } from "./config.ts";
import { pageCalls } from "./formula.ts";
import { runs } from "./runs.ts";
import { onStage, writesOf, type Stage } from "./stage.ts";

type State = NonNullable<SeedIntegration["schedule"]>;

/** Workspace 1 with ids from 1001 on: so many that are enabled, then the others. */
function workspaceOf(enabled: number, others: readonly State[], scheduledMeans: "active" | "defined" = "active"): Seed {
  const [workspace] = generateSeed(enabled + others.length).workspaces;
  const integrations = (workspace?.integrations ?? []).map((one, index) => {
    return { id: one.id, name: `I${index}`, schedule: others[index - enabled] ?? ("enabled" as const) };
  });
  return { scheduledMeans, workspaces: [{ id: 1, name: "Production", integrations }] };
}

/** A file that asks for a number of the first integrations of workspace 1 to be enabled. */
function allEnabled(count: number): DesiredState {
  const integrations = Array.from({ length: count }, (_, n) => ({ id: 1001 + n, schedule: "enabled" as const }));
  return desiredOf(fileOf([{ id: 1, integrations }]));
}

interface Swept {
  readonly plan: Plan;
  readonly light: LightSweep;
  readonly calls: number;
}

async function sweep({ run, watch }: Stage, desired: DesiredState, random = () => 0): Promise<Swept> {
  const { value, requests } = await watch(() =>
    run(async (client) => {
      const { live, light } = await refreshLight(client, desired, { random });
      return { plan: plan(desired, live), light };
    }),
  );
  expect(writesOf(requests), "it only reads").toEqual([]);
  return { ...value, calls: requests.length };
}

describe("calls of a light sweep: pages, proofs, sample, and the schedules that the listing does not decide", () => {
  test.each<[string, number, readonly State[], "active" | "defined", number]>([
    [
      "10,000 that are all enabled, with five beside them that are off",
      10_000,
      Array<State>(5).fill("disabled"),
      "active",
      pageCalls(10_005) + 3 + 100,
    ],
    ["1,000 that are all enabled", 1_000, Array<State>(5).fill("disabled"), "active", pageCalls(1_005) + 3 + 10],
    ["300 without a proof: as a full one", 300, [], "active", pageCalls(300) + 300],
    [
      "300 where the listing means defined: as a full one, and the proofs that were looked for",
      300,
      Array<State>(9).fill("undefined"),
      "defined",
      pageCalls(309) + 9 + 300,
    ],
  ])("%s", async (_, enabled, others, means, calls) => {
    await onStage(workspaceOf(enabled, others, means), async (stage) => {
      const swept = await sweep(stage, allEnabled(enabled));
      expect(swept.calls).toBe(calls);
      expect(swept.plan.changes.filter(({ action }) => action !== "keep")).toEqual([]);
    });
  });

  test("10,000 integrations cost fewer than 200 calls instead of 10,055", async () => {
    expect(pageCalls(10_000) + 10_000).toBe(10_055);
    expect(pageCalls(10_005) + 3 + 100).toBeLessThan(200);
  });
});

const state = fc.constantFrom<State>("enabled", "enabled", "enabled", "disabled", "undefined");

const worlds = fc.record({
  states: fc.array(state, { minLength: 20, maxLength: 40 }),
  means: fc.constantFrom("active" as const, "defined" as const),
  /** People who switch a schedule right after the listing was answered. */
  toggles: fc.array(fc.nat(39), { maxLength: 2 }),
  /** Schedules whose reads still answer the state from before the last switch. */
  lags: fc.array(fc.nat(39), { maxLength: 2 }),
  draw: fc.nat(),
});

test("with either meaning, with lags and with people switching between listing and reading, a light plan differs only where the listing was wrong", async () => {
  await fc.assert(
    fc.asyncProperty(worlds, async ({ states, means, toggles, lags, draw }) => {
      const seed = workspaceOf(0, states, means);
      const count = states.length;
      const desired = allEnabled(Math.ceil(count * 0.8));
      await onStage(seed, async (stage) => {
        const { world } = stage.emulator;
        const idOf = (index: number): number => 1001 + (index % count);
        const isDefined = (id: number): boolean => world.schedule(1, id) !== "undefined";
        const listed = new Map(world.integrations(1, 200, 0).data?.map(({ id, scheduled }) => [id, scheduled]));
        for (const id of lags.map(idOf).filter(isDefined)) {
          world.lagReads(1, id, { active: world.schedule(1, id) !== "enabled", ms: 60_000 });
        }
        /** As the port, but people act once the listing is there. */
        const swept = await stage.run(async (client) => {
          const api = Object.create(client) as typeof client;
          api.integrationPages = async function* (id: number) {
            yield* client.integrationPages(id);
            for (const one of toggles.map(idOf).filter(isDefined)) world.toggle(1, one);
          };
          const { live, light } = await refreshLight(api, desired, { random: () => (draw % 97) / 97 });
          return { plan: plan(desired, live), light };
        });
        const full = await stage.run(async (client) => {
          const api = Object.create(client) as typeof client;
          api.integrationPages = async function* () {
            const items = (world.integrations(1, 200, 0).data ?? []).map((one) => ({
              ...one,
              scheduled: listed.get(one.id) ?? null,
            }));
            yield { kind: "page", items };
          };
          return plan(desired, await refresh(api, desired));
        });
        const wrong = new Set(
          [...listed].flatMap(([id, scheduled]) => (scheduled === (world.readSchedule(1, id) === true) ? [] : [id])),
        );
        const rightOnes = ({ changes, problems }: Plan): unknown =>
          [...changes, ...problems].filter(({ integrationId }) => integrationId === null || !wrong.has(integrationId));
        expect(rightOnes(swept.plan)).toEqual(rightOnes(full));
        if (swept.light.contradicted || swept.light.believed === 0) {
          expect(swept.plan.changes.map(({ integrationId, action }) => [integrationId, action])).toEqual(
            full.changes.map(({ integrationId, action }) => [integrationId, action]),
          );
        }
      });
    }),
    runs(25),
  );
});

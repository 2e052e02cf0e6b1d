import { describe, expect, test } from "vitest";
import { createClock, type Seed } from "../src/index.ts";
import { worldFromSeed } from "../src/seed/world-from-seed.ts";
import { World } from "../src/world/world.ts";
import { get, noon, post, running, small } from "./running.ts";

const one = "/v1/workspaces/1/integrations/11";
const times = { new: 1, queued: 2, running: 10, canceling: 5, successRows: 100, errorRows: 10 };
const runs = (ends: "succeeded" | "failed"): Seed => ({ ...small, runs: { ...times, ends } });

describe("a run moves on with the clock alone", () => {
  test.each([
    ["is new at once", 0, "New"],
    ["is new to the last moment", 999, "New"],
    ["is queued then", 1000, "Queued"],
    ["runs then", 3000, "Running"],
    ["runs to the last moment", 12_999, "Running"],
    ["has succeeded then", 13_000, "Succeeded"],
  ])("%s", async (_, elapsed, state) => {
    const emulator = await running({ seed: runs("succeeded") });
    const { json } = await post(emulator, `${one}/executions`);
    emulator.clock.move(elapsed);
    expect((await get(emulator, `${one}/executions/${json.runId}`)).json.state).toBe(state);
  });

  test("run's answer is whole, with duration in it", async () => {
    const { status, json } = await post(await running({ seed: runs("succeeded") }), `${one}/executions`);
    expect(status).toBe(200);
    expect(json).toEqual({
      runId: expect.any(Number),
      date: new Date(noon).toISOString(),
      duration: 0,
      state: "New",
      successRows: 0,
      errorRows: 0,
    });
  });

  test("the active one is shown until it is over, then an empty body", async () => {
    const emulator = await running({ seed: runs("succeeded") });
    expect(await get(emulator, `${one}/executions/active`)).toMatchObject({ status: 200, text: "" });
    const { json } = await post(emulator, `${one}/executions`);
    emulator.clock.move(8000);
    const active = await get(emulator, `${one}/executions/active`);
    expect(active.json).toMatchObject({
      runId: json.runId,
      state: "Running",
      duration: 5,
      successRows: 50,
      errorRows: 5,
    });
    emulator.clock.move(5000);
    expect(await get(emulator, `${one}/executions/active`)).toMatchObject({ status: 200, text: "" });
  });

  test("a failed end shows in the list and in full, with its rows", async () => {
    const emulator = await running({ seed: runs("failed") });
    const { json } = await post(emulator, `${one}/executions`);
    expect((await get(emulator, `${one}/executions`)).json).toEqual({ data: [], hasMore: false });
    emulator.clock.move(60_000);
    const list = await get(emulator, `${one}/executions`);
    expect(list.json.data).toEqual([
      {
        runId: json.runId,
        date: new Date(noon + 3000).toISOString(),
        duration: 10,
        state: "Failed",
        successRows: 100,
        errorRows: 10,
      },
    ]);
    expect((await get(emulator, `${one}/executions/${json.runId}`)).json).toEqual({
      runId: json.runId,
      queueTime: new Date(noon + 1000).toISOString(),
      startTime: new Date(noon + 3000).toISOString(),
      endTime: new Date(noon + 13_000).toISOString(),
      state: "Failed",
      result: '{"SuccessRows":100,"ErrorRows":10}',
    });
  });

  test("a run while one is active is queued, and starts when that one has ended", async () => {
    const emulator = await running({ seed: runs("succeeded") });
    const first = (await post(emulator, `${one}/executions`)).json.runId;
    const second = await post(emulator, `${one}/executions`);
    expect([second.status, second.json.state]).toEqual([200, "Queued"]);
    expect((await post(emulator, "/v1/workspaces/1/integrations/12/executions")).json.state).toBe("New");
    const states = async (): Promise<string[]> => {
      const active = (await get(emulator, `${one}/executions/active`)).json;
      const queued = (await get(emulator, `${one}/executions/${second.json.runId}`)).json;
      return [`${active?.runId === first ? "first" : "second"} ${active?.state}`, queued.state];
    };
    expect(await states()).toEqual(["first Queued", "Queued"]);
    emulator.clock.move(12_999);
    expect(await states()).toEqual(["first Running", "Queued"]);
    emulator.clock.move(1);
    expect(await states()).toEqual(["second Running", "Running"]);
    emulator.clock.move(10_000);
    expect((await get(emulator, `${one}/executions`)).json.data).toHaveLength(2);
  });

  test.each([
    ["killed", "kill", 0],
    ["canceled", "cancel", 5000],
  ])("a run that waits starts when the one before it was %s", async (_, verb, later) => {
    const emulator = await running({ seed: runs("succeeded") });
    await post(emulator, `${one}/executions`);
    const { runId } = (await post(emulator, `${one}/executions`)).json;
    emulator.clock.move(4000);
    await post(emulator, `${one}/executions/${verb}`);
    emulator.clock.move(later);
    const { json } = await get(emulator, `${one}/executions/active`);
    expect(json).toMatchObject({ runId, state: "Running", date: new Date(noon + 4000 + later).toISOString() });
  });

  test.each([
    ["New", 500, "Queued"],
    ["Queued", 1500, "Queued"],
    ["Running", 4000, "Running"],
  ])("one that is %s is shown as active and %s", async (_, elapsed, shown) => {
    const emulator = await running({ seed: runs("succeeded") });
    await post(emulator, `${one}/executions`);
    emulator.clock.move(elapsed);
    expect((await get(emulator, `${one}/executions/active`)).json.state).toBe(shown);
    await post(emulator, `${one}/executions/cancel`);
    expect((await get(emulator, `${one}/executions/active`)).json.state).toBe("Canceling");
  });

  test("duration is in whole seconds, and times never run backwards, whenever a run is looked at or stopped", () => {
    for (const verb of ["run", "cancel", "kill"] as const)
      for (let at = 0; at <= 13_000; at += 250) {
        const clock = createClock(() => noon);
        const world = new World(worldFromSeed(runs("succeeded"), noon), clock);
        const { runId } = world.run(1, 11);
        clock.move(at);
        if (verb !== "run") world[verb](1, 11);
        for (const later of [0, 3000, 30_000]) {
          clock.move(later);
          const { queueTime, startTime, endTime } = world.execution(1, 11, runId);
          const moments = [queueTime, startTime, endTime].filter((time) => time !== null);
          expect(moments, `${verb} at ${at}, ${later} later`).toEqual(moments.toSorted());
          const shown = world.activeExecution(1, 11) ?? world.executions(1, 11, all).data[0];
          expect(Number.isInteger(shown?.duration)).toBe(true);
        }
      }
  });
});

const all = { sortBy: "runId", sortOrder: "asc", take: 200, skip: 0 } as const;

describe("stopping a run", () => {
  test("cancel takes a while, and another cancel does not prolong it", async () => {
    const emulator = await running({ seed: runs("succeeded") });
    const { json } = await post(emulator, `${one}/executions`);
    const state = async (): Promise<string> => (await get(emulator, `${one}/executions/${json.runId}`)).json.state;
    emulator.clock.move(4000);
    expect((await post(emulator, `${one}/executions/cancel`)).status).toBe(200);
    emulator.clock.move(4999);
    expect(await state()).toBe("Canceling");
    await post(emulator, `${one}/executions/cancel`);
    emulator.clock.move(1);
    expect(await state()).toBe("Canceled");
    expect((await get(emulator, `${one}/executions`)).json.data).toMatchObject([{ state: "Canceled", duration: 6 }]);
  });

  test.each([
    ["a running one", 4000, []],
    ["one that is being canceled", 4000, ["cancel"]],
    ["one that has not started", 0, []],
  ])("kill ends %s at once", async (_, elapsed, before) => {
    const emulator = await running({ seed: runs("succeeded") });
    const { json } = await post(emulator, `${one}/executions`);
    emulator.clock.move(elapsed);
    for (const verb of before) await post(emulator, `${one}/executions/${verb}`);
    expect((await post(emulator, `${one}/executions/kill`)).status).toBe(200);
    const { json: details } = await get(emulator, `${one}/executions/${json.runId}`);
    expect(details).toMatchObject({ state: "Canceled", endTime: new Date(noon + elapsed).toISOString() });
  });

  test.each(["cancel", "kill"])("%s with none active is 200 and changes nothing", async (verb) => {
    const emulator = await running();
    const before = emulator.world.revision;
    expect((await post(emulator, `${one}/executions/${verb}`)).status).toBe(200);
    expect(emulator.world.revision).toBe(before);
  });
});

describe("the list of executions", () => {
  const seed: Seed = {
    workspaces: [
      {
        id: 1,
        name: "P",
        integrations: [
          {
            id: 11,
            name: "a",
            executions: [
              { runId: 7, date: "2026-11-03T00:00:00Z", duration: "90s", state: "Succeeded" },
              { runId: 8, date: "2026-11-01T00:00:00Z", duration: 1.5, state: "Failed", result: "no connection" },
              { runId: 9, date: "2026-11-02T00:00:00Z", state: "Canceled" },
              { runId: 10, date: "2026-11-24T11:59:00Z", duration: "1h", state: "Running" },
            ],
          },
        ],
      },
    ],
  };

  test.each([
    ["finished ones only, oldest first", "", [8, 9, 7]],
    ["newest first", "sortOrder=desc", [7, 9, 8]],
    ["by run id as the OpenAPI document spells it", "sortBy=runId", [7, 8, 9]],
    ["by run id as the documentation spells it, downwards", "sortBy=executionId&sortOrder=desc", [9, 8, 7]],
    ["from a date, which counts", "startDate=2026-11-02T00:00:00Z", [9, 7]],
    ["until a date, which counts", "endDate=2026-11-02T00:00:00Z", [8, 9]],
    ["a date with an offset", "endDate=2026-11-02T02:00:00%2B02:00", [8, 9]],
    ["between dates", "startDate=2026-11-01T12:00:00Z&endDate=2026-11-02T12:00:00Z", [9]],
    ["failed ones", "failed=true", [8]],
    ["those that did not fail", "failed=false", [9, 7]],
    ["a page", "take=1&skip=1", [9]],
    ["past the end", "skip=3", []],
  ])("%s", async (_, query, ids) => {
    const { json } = await get(await running({ seed }), `${one}/executions?${query}`);
    expect(json.data.map(({ runId }: { runId: number }) => runId)).toEqual(ids);
  });

  test("hasMore is right at the end of a page and of the list", async () => {
    const emulator = await running({ seed });
    expect((await get(emulator, `${one}/executions?take=2`)).json.hasMore).toBe(true);
    expect((await get(emulator, `${one}/executions?take=3`)).json.hasMore).toBe(false);
  });

  test("the seed's values of a run are shown", async () => {
    const emulator = await running({ seed });
    expect((await get(emulator, `${one}/executions/8`)).json).toMatchObject({
      state: "Failed",
      result: "no connection",
    });
    expect((await get(emulator, `${one}/executions?failed=true`)).json.data[0].duration).toBe(1);
    expect((await get(emulator, `${one}/executions/active`)).json).toMatchObject({ runId: 10, state: "Running" });
    expect((await get(emulator, `${one}/executions/10`)).json).toMatchObject({ endTime: null, result: null });
  });

  test("an execution is found only under its own integration", async () => {
    const emulator = await running({ seed });
    emulator.world.add(1, { name: "b", id: 12 });
    expect((await get(emulator, "/v1/workspaces/1/integrations/12/executions/8")).status).toBe(404);
  });
});

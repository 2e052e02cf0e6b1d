import { expect, test } from "vitest";
import { answering, failureOf, inContract, plainly, seed } from "./stage.ts";

test("an integration is id, name, type, created, modified, scheduled; name and type may be null", () =>
  inContract(async ({ client }) => {
    expect(await client.getIntegration(7, 43)).toEqual({
      id: 43,
      name: null,
      type: null,
      created: expect.any(String),
      modified: expect.any(String),
      scheduled: false,
    });
  }));

test.each(["dataflow", "export", "controlflow", "replication", "import", "sync", "custom", "a word that comes later"])(
  "its type may be %s",
  (type) =>
    inContract(
      async ({ client }) => {
        expect((await client.getIntegration(1, 1)).type).toBe(type);
      },
      { workspaces: [{ id: 1, name: "One", integrations: [{ id: 1, name: "a", type }] }] },
    ),
);

test("names are not unique", () =>
  inContract(async ({ client }) => {
    const { data } = await client.listIntegrations(7);
    expect(data.filter(({ name }) => name === "Hourly leads").map(({ id }) => id)).toEqual([41, 44]);
  }));

test("an execution is runId, date, duration, state, successRows, errorRows", () =>
  inContract(async ({ client, emulator }) => {
    const { data } = await client.listExecutions(7, 42, { take: 1 });
    const execution = { runId: 901, date: "2026-11-01T01:00:00.000Z", duration: 90, state: "Succeeded" };
    expect(data).toEqual([{ ...execution, successRows: 10, errorRows: 0 }]);
    const { text } = await plainly(emulator, "/v1/workspaces/7/integrations/42/executions?take=1", {
      authorization: emulator.token,
    });
    expect(JSON.parse(text)).toEqual({ data, hasMore: true });
  }));

test("its duration may be absent", () =>
  answering(
    { status: 200, body: { data: [{ runId: 1, date: null, state: "Failed" }], hasMore: false } },
    async ({ client }) => {
      expect((await client.listExecutions(7, 42)).data).toEqual([
        { runId: 1, date: null, duration: null, state: "Failed", successRows: null, errorRows: null },
      ]);
    },
  ));

test("row counts of a live execution can lag", () =>
  inContract(
    async ({ client, emulator }) => {
      const rows = async () => (await client.getActiveExecution(1, 1))?.successRows;
      await client.runIntegration(1, 1);
      expect(await rows()).toBe(0);
      emulator.clock.move(5_000);
      expect(await rows()).toBe(50);
    },
    {
      workspaces: [{ id: 1, name: "One", integrations: [{ id: 1, name: "a" }] }],
      runs: { new: 0, queued: 0, running: 10, successRows: 100 },
    },
  ));

test.each([
  ["active", [false, true, false, true]],
  ["defined", [true, true, false, true]],
] as const)("scheduled in a list may mean that the schedule is %s", (scheduledMeans, said) =>
  inContract(
    async ({ client }) => {
      const { data } = await client.listIntegrations(7);
      expect(data.map(({ scheduled }) => scheduled)).toEqual(said);
      const active = await Promise.all(data.map(async ({ id }) => (await client.getSchedule(7, id)) === "enabled"));
      expect(
        data.filter(({ scheduled }, n) => scheduled === false && active[n]),
        "false is not active",
      ).toEqual([]);
    },
    { ...seed, scheduledMeans },
  ),
);

test.each([
  ["an id beyond int32", { data: [{ id: 2_147_483_648 }], hasMore: false }, "id"],
  ["no hasMore", { data: [] }, "hasMore"],
  ["a hasMore that is text", { data: [], hasMore: "no" }, "hasMore"],
  ["no data", { hasMore: false }, "data"],
  ["a name that is a number", { data: [{ id: 1, name: 7 }], hasMore: false }, "name"],
  ["a scheduled that is text", { data: [{ id: 1, scheduled: "yes" }], hasMore: false }, "scheduled"],
] as const)("an answer of the wrong shape is an error that names the field: %s", (_, body, field) =>
  answering({ status: 200, body }, async ({ client }) => {
    const failure = await failureOf(client.listIntegrations(7));
    expect(failure.code).toBe("bad-answer");
    expect(failure.message).toContain(field);
  }),
);

test("undocumented fields are not an error", () =>
  answering({ status: 200, body: { active: true, cron: "* * * * *" } }, async ({ client }) => {
    expect(await client.getSchedule(7, 42)).toBe("enabled");
  }));

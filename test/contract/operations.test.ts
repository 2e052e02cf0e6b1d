import { describe, expect, test } from "vitest";
import { answering, failureOf, inContract, plainly, type Pair } from "./stage.ts";

const integration = "/v1/workspaces/7/integrations/42";

/** The raw answer for a path, without the client. */
async function wire({ emulator }: Pair, path: string, method: "GET" | "POST" = "GET"): Promise<unknown> {
  const { status, text } = await plainly(emulator, path, { authorization: emulator.token, method });
  return { status, body: text === "" ? null : (JSON.parse(text) as unknown) };
}

describe("list workspaces, get workspace", () => {
  test("a plain list of id, name, isPersonal", () =>
    inContract(async (pair) => {
      const workspaces = [
        { id: 7, name: "Production", isPersonal: false },
        { id: 8, name: "Staging", isPersonal: true },
      ];
      expect(await wire(pair, "/v1/workspaces")).toEqual({ status: 200, body: workspaces });
      expect(await pair.client.listWorkspaces()).toEqual(workspaces);
    }));

  test("one of them, and 404 for none", () =>
    inContract(async ({ client }) => {
      expect(await client.getWorkspace(8)).toEqual({ id: 8, name: "Staging", isPersonal: true });
      expect(await failureOf(client.getWorkspace(9))).toMatchObject({ code: "not-found", status: 404 });
    }));
});

describe("list integrations", () => {
  test("take is 20 where nothing is said, and at most 200", () =>
    inContract(
      async ({ client, emulator }) => {
        const sizes = [];
        for (const query of [{}, { take: 1 }, { take: 200 }]) {
          sizes.push((await client.listIntegrations(1, query)).data.length);
        }
        expect(sizes).toEqual([20, 1, 200]);
        for (const take of ["0", "201", "-1", "x"]) {
          const path = `/v1/workspaces/1/integrations?take=${take}`;
          const { status } = await plainly(emulator, path, { authorization: emulator.token });
          expect(status, take).toBe(400);
        }
        expect(await failureOf(client.listIntegrations(1, { take: 201 }))).toMatchObject({ code: "bad-input" });
      },
      { workspaces: [{ id: 1, name: "Big", integrations: many(201) }] },
    ));

  test("skip begins at 0; hasMore says whether anything comes after", () =>
    inContract(async ({ client }) => {
      const page = async (take: number, skip: number) => {
        const { data, hasMore } = await client.listIntegrations(7, { take, skip });
        return [data.map(({ id }) => id), hasMore];
      };
      expect(await page(3, 0)).toEqual([[41, 42, 43], true]);
      expect(await page(1, 3)).toEqual([[44], false]);
      expect(await page(4, 0)).toEqual([[41, 42, 43, 44], false]);
      expect(await page(4, 9)).toEqual([[], false]);
    }));

  test("data may be null", () =>
    answering({ status: 200, body: { data: null, hasMore: false } }, async ({ client }) => {
      expect(await client.listIntegrations(7)).toEqual({ data: [], hasMore: false });
    }));
});

test("get integration: 200, and 404 for none", () =>
  inContract(async ({ client }) => {
    expect(await client.getIntegration(7, 42)).toMatchObject({ id: 42, name: "Nightly orders", type: "replication" });
    expect(await failureOf(client.getIntegration(7, 99))).toMatchObject({ code: "not-found", status: 404 });
  }));

describe("list executions", () => {
  test("finished ones only", () =>
    inContract(async ({ client }) => {
      const { runId } = await client.runIntegration(7, 42);
      expect((await client.listExecutions(7, 42)).data.map((one) => one.runId)).toEqual([901, 902, 903]);
      expect((await client.getActiveExecution(7, 42))?.runId).toBe(runId);
    }));

  test.each([
    ["startDate", { startDate: "2026-11-02T01:00:00Z" }, [902, 903]],
    ["endDate", { endDate: "2026-11-02T01:00:00Z" }, [901, 902]],
    ["failed", { failed: true }, [902]],
    ["not failed", { failed: false }, [901, 903]],
    ["take", { take: 2 }, [901, 902]],
    ["skip", { skip: 2 }, [903]],
    ["ascending by startDate is the default", {}, [901, 902, 903]],
    ["sortOrder desc", { sortOrder: "desc" }, [903, 902, 901]],
    ["sortBy runId, as in the OpenAPI document", { sortBy: "runId", sortOrder: "desc" }, [903, 902, 901]],
    ["sortBy executionId, as on the documentation page", { sortBy: "executionId" }, [901, 902, 903]],
  ] as const)("%s", (_, query, ids) =>
    inContract(async ({ client }) => {
      expect((await client.listExecutions(7, 42, query)).data.map(({ runId }) => runId)).toEqual(ids);
    }),
  );

  test.each(["runId", "executionId", "startDate"])("sortBy %s is accepted from any client", (sortBy) =>
    inContract(async (pair) => {
      expect(await wire(pair, `${integration}/executions?sortBy=${sortBy}`)).toMatchObject({ status: 200 });
    }),
  );

  test.each(["sortBy=date", "sortOrder=up", "failed=maybe", "startDate=today"])("%s is refused", (query) =>
    inContract(async (pair) => {
      expect(await wire(pair, `${integration}/executions?${query}`)).toMatchObject({ status: 400 });
    }),
  );
});

test("get execution: runId, queueTime, startTime, endTime, state, result; the last three may be absent", () =>
  inContract(async ({ client }) => {
    expect(await client.getExecution(7, 42, 901)).toEqual({
      runId: 901,
      queueTime: expect.any(String),
      startTime: "2026-11-01T01:00:00.000Z",
      endTime: "2026-11-01T01:01:30.000Z",
      state: "Succeeded",
      result: '{"SuccessRows":10,"ErrorRows":0}',
    });
    const { runId } = await client.runIntegration(7, 42);
    expect(await client.getExecution(7, 42, runId)).toMatchObject({ startTime: null, endTime: null, result: null });
    expect(await failureOf(client.getExecution(7, 42, 1))).toMatchObject({ code: "not-found", status: 404 });
  }));

describe("run", () => {
  test("a POST without a body answers an execution that is New", () =>
    inContract(async ({ client, emulator }) => {
      expect(await client.runIntegration(7, 42)).toMatchObject({ state: "New", duration: 0 });
      expect(emulator.requests().at(-1)).not.toHaveProperty("body");
    }));

  test("from New to its end, by the clock", () =>
    inContract(async ({ client, emulator }) => {
      const { runId } = await client.runIntegration(7, 42);
      const states = new Set<string>();
      for (let second = 0; second < 7200 && !states.has("Succeeded"); second++) {
        states.add((await client.getExecution(7, 42, runId)).state);
        emulator.clock.move(1000);
      }
      expect([...states]).toEqual(["New", "Queued", "Running", "Succeeded"]);
    }));
});

describe("active execution", () => {
  test("one execution, or an empty body where none is active", () =>
    inContract(async (pair) => {
      expect(await wire(pair, `${integration}/executions/active`)).toEqual({ status: 200, body: null });
      expect(await pair.client.getActiveExecution(7, 42)).toBeNull();
      const { runId } = await pair.client.runIntegration(7, 42);
      expect(await pair.client.getActiveExecution(7, 42)).toMatchObject({ runId });
    }));

  const execution = { runId: 5, date: null, duration: 1, state: "Executing", successRows: 0, errorRows: 0 };
  test.each([
    ["a list of one, as the documentation's prose has it", [execution], execution],
    ["an empty list", [], null],
    ["a body without runId", { state: null }, null],
    ["the state Executing, as the documentation shows it", execution, execution],
  ])("%s", (_, body, active) =>
    answering({ status: 200, body }, async ({ client }) => {
      expect(await client.getActiveExecution(7, 42)).toEqual(active);
    }),
  );
});

describe("cancel, kill", () => {
  test("cancel lets running tasks finish, so it takes long", () =>
    inContract(async ({ client, emulator }) => {
      const { runId } = await client.runIntegration(7, 42);
      await client.cancelExecution(7, 42);
      expect((await client.getExecution(7, 42, runId)).state).toBe("Canceling");
      emulator.clock.move(3_600_000);
      expect((await client.getExecution(7, 42, runId)).state).toBe("Canceled");
    }));

  test("kill is forced: over at once", () =>
    inContract(async ({ client }) => {
      const { runId } = await client.runIntegration(7, 42);
      await client.killExecution(7, 42);
      expect((await client.getExecution(7, 42, runId)).state).toBe("Canceled");
    }));
});

describe("schedule", () => {
  test("200 {active}, or 204 where none is defined", () =>
    inContract(async (pair) => {
      const schedule = (id: number) => wire(pair, `/v1/workspaces/7/integrations/${id}/schedule`);
      expect(await schedule(41)).toEqual({ status: 200, body: { active: false } });
      expect(await schedule(42)).toEqual({ status: 200, body: { active: true } });
      expect(await schedule(43)).toEqual({ status: 204, body: null });
      const states = [41, 42, 43].map((id) => pair.client.getSchedule(7, id));
      expect(await Promise.all(states)).toEqual(["disabled", "enabled", "undefined"]);
    }));

  test.each([
    ["enable", 41, true],
    ["disable", 42, false],
  ] as const)("%s: 200 with active", (verb, id, active) =>
    inContract(async (pair) => {
      const path = `/v1/workspaces/7/integrations/${id}/schedule/${verb}`;
      expect(await wire(pair, path, "POST")).toEqual({ status: 200, body: { active } });
    }),
  );

  test.each(["enableSchedule", "disableSchedule"] as const)("%s: 404 where none is defined", (verb) =>
    inContract(async ({ client, emulator }) => {
      expect(await failureOf(client[verb](7, 43))).toMatchObject({ code: "schedule-not-defined", status: 404 });
      expect(emulator.world.schedule(7, 43)).toBe("undefined");
    }),
  );

  test("an answer without a body is accepted, and does not contain the state", () =>
    inContract(async ({ client, emulator }) => {
      emulator.addFault({ match: { method: "POST" }, fault: { type: "accept_without_changing" } });
      expect(await client.enableSchedule(7, 41)).toEqual({ active: null });
    }));
});

function many(count: number): { readonly id: number; readonly name: string }[] {
  return Array.from({ length: count }, (_, n) => ({ id: n + 1, name: `Integration ${n + 1}` }));
}

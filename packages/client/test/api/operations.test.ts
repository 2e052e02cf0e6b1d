import { describe, expect, test } from "vitest";
import type { SkyviaClient } from "../../src/index.ts";
import { collect, failureOf, startFixture } from "../fixture.ts";

const integration = "/v1/workspaces/7/integrations/42";

test.each<[string, (client: SkyviaClient) => Promise<unknown>, string, unknown]>([
  ["list workspaces", (c) => c.listWorkspaces(), "GET /v1/workspaces", [{ id: 7, name: "Production" }]],
  ["get a workspace", (c) => c.getWorkspace(7), "GET /v1/workspaces/7", { id: 7, name: "Production" }],
  [
    "list integrations",
    (c) => c.listIntegrations(7, { take: 1, skip: 1 }),
    "GET /v1/workspaces/7/integrations",
    { data: [{ id: 42, name: "Nightly orders" }], hasMore: true },
  ],
  ["get an integration", (c) => c.getIntegration(7, 42), `GET ${integration}`, { id: 42, type: "replication" }],
  [
    "list executions",
    (c) => c.listExecutions(7, 42, { failed: true, sortBy: "executionId", sortOrder: "desc" }),
    `GET ${integration}/executions`,
    { data: [{ runId: 902, state: "Failed", errorRows: 3 }], hasMore: false },
  ],
  [
    "get an execution",
    (c) => c.getExecution(7, 42, 901),
    `GET ${integration}/executions/901`,
    { runId: 901, state: "Succeeded" },
  ],
  [
    "get the active execution, of which there is none",
    (c) => c.getActiveExecution(7, 42),
    `GET ${integration}/executions/active`,
    null,
  ],
  ["run", (c) => c.runIntegration(7, 42), `POST ${integration}/executions`, { state: "New" }],
  ["read an enabled schedule", (c) => c.getSchedule(7, 42), `GET ${integration}/schedule`, "enabled"],
  [
    "read a schedule that is not defined",
    (c) => c.getSchedule(7, 43),
    "GET /v1/workspaces/7/integrations/43/schedule",
    "undefined",
  ],
  ["disable", (c) => c.disableSchedule(7, 42), `POST ${integration}/schedule/disable`, { active: false }],
  ["enable", (c) => c.enableSchedule(7, 42), `POST ${integration}/schedule/enable`, { active: true }],
])("%s: one call", async (_, act, call, answer) => {
  const { client, calls } = await startFixture();
  const got = await act(client);
  if (answer === null || typeof answer !== "object") expect(got).toBe(answer);
  else expect(got).toMatchObject(answer);
  expect(calls()).toEqual([call]);
});

describe("an active execution", () => {
  test.each(["cancel", "kill"] as const)("is read, and ended by %s", async (how) => {
    const { client, calls } = await startFixture();
    const { runId } = await client.runIntegration(7, 42);
    expect(await client.getActiveExecution(7, 42)).toMatchObject({ runId });
    await (how === "cancel" ? client.cancelExecution(7, 42) : client.killExecution(7, 42));
    expect(calls().at(-1)).toBe(`POST ${integration}/executions/${how}`);
    const after = await client.getActiveExecution(7, 42);
    expect(how === "cancel" ? after?.state : after).toBe(how === "cancel" ? "Canceling" : null);
  });
});

test("whole lists come as async iterators, with the filters kept", async () => {
  const { client, emulator } = await startFixture();
  expect((await collect(client.integrations(7))).map(({ id }) => id)).toEqual([41, 42, 43]);
  expect(await collect(client.integrationPages(7))).toMatchObject([{ kind: "page" }]);
  const query = { failed: false, startDate: "2026-10-01T00:00:00Z", endDate: "2026-12-01T00:00:00Z" };
  expect((await collect(client.executions(7, 42, query))).map(({ runId }) => runId)).toEqual([901]);
  expect(emulator.requests().at(-1)?.query).toBe(
    "startDate=2026-10-01T00%3A00%3A00Z&endDate=2026-12-01T00%3A00%3A00Z&failed=false&take=200&skip=0",
  );
});

test.each([
  ["enable", 43, "schedule-not-defined", /integration 43 of workspace 7 has no schedule/],
  ["disable", 43, "schedule-not-defined", /integration 43 of workspace 7 has no schedule/],
  ["enable", 99, "not-found", /not found \(POST .*99\/schedule\/enable answered 404: /],
  ["disable", 99, "not-found", /not found/],
] as const)("%s of %i answered 404 is %s, decided by one more read", async (verb, id, code, message) => {
  const { client, calls } = await startFixture();
  const error = await failureOf(verb === "enable" ? client.enableSchedule(7, id) : client.disableSchedule(7, id));
  expect(error).toMatchObject({
    code,
    status: 404,
    method: "POST",
    attempts: 1,
    message: expect.stringMatching(message),
  });
  expect(calls()).toEqual([
    `POST /v1/workspaces/7/integrations/${id}/schedule/${verb}`,
    `GET /v1/workspaces/7/integrations/${id}/schedule`,
  ]);
});

test("a read-only client refuses every write before it is sent", async () => {
  const { client, calls } = await startFixture({ readOnly: true });
  const writes = [
    client.enableSchedule(7, 42),
    client.disableSchedule(7, 42),
    client.runIntegration(7, 42),
    client.cancelExecution(7, 42),
    client.killExecution(7, 42),
  ];
  for (const write of writes) expect(await failureOf(write)).toMatchObject({ code: "read-only", attempts: 0 });
  expect(await client.getSchedule(7, 42)).toBe("enabled");
  expect(calls()).toHaveLength(1);
});

test.each<[string, (client: SkyviaClient) => Promise<unknown>]>([
  ["workspace id", (c) => c.getWorkspace(0)],
  ["integration id", (c) => c.enableSchedule(7, 2 ** 31)],
  ["run id", (c) => c.getExecution(7, 42, -1)],
  ["take", (c) => c.listIntegrations(7, { take: 201 })],
  ["startDate", (c) => c.listExecutions(7, 42, { startDate: "soon" })],
  ["endDate", (c) => collect(c.executions(7, 42, { endDate: "late" }))],
])("an impossible %s is bad input, and nothing is sent", async (word, act) => {
  const { client, calls } = await startFixture();
  expect(await failureOf(act(client))).toMatchObject({ code: "bad-input", message: expect.stringContaining(word) });
  expect(calls()).toEqual([]);
});

test.each([
  [{ concurrency: 0 }, /concurrency 0/],
  [{ concurrency: 257 }, /concurrency 257/],
  [{ concurrency: 1.5 }, /concurrency 1.5/],
  [{ requestTimeout: 0 }, /request timeout 0/],
  [{ userAgent: "a\nb" }, /user agent/],
  [{ baseUrl: "http://example.com" }, /another machine/],
  [{ token: "" }, /token is empty/],
])("no client is made with %j", async (options, message) => {
  await expect(startFixture(options)).rejects.toThrow(message);
});

import { describe, expect, test } from "vitest";
import { generateSeed } from "../src/index.ts";
import { ask, get, post, running, small } from "./running.ts";

const one = "/v1/workspaces/1/integrations/11";

describe("workspaces and integrations", () => {
  test("workspaces are a bare list", async () => {
    const { status, json } = await get(await running(), "/v1/workspaces");
    expect(status).toBe(200);
    expect(json).toEqual([
      { id: 1, name: "Production", isPersonal: false },
      { id: 2, name: "Staging", isPersonal: true },
    ]);
  });

  test("one workspace", async () => {
    const { json } = await get(await running(), "/v1/workspaces/2");
    expect(json).toEqual({ id: 2, name: "Staging", isPersonal: true });
  });

  test("a page of integrations; names and types may be null; scheduled says whether it is active", async () => {
    const { json } = await get(await running(), "/v1/workspaces/1/integrations");
    expect(json.hasMore).toBe(false);
    expect(json.data).toMatchObject([
      { id: 11, name: "Nightly orders", type: "dataflow", scheduled: true },
      { id: 12, name: "Hourly leads", type: "import", scheduled: false },
      { id: 13, name: null, type: null, scheduled: false },
    ]);
  });

  test("scheduled under its other reading says whether a schedule is defined", async () => {
    const emulator = await running({ seed: { ...small, scheduledMeans: "defined" } });
    const { json } = await get(emulator, "/v1/workspaces/1/integrations");
    expect(json.data.map(({ scheduled }: { scheduled: boolean }) => scheduled)).toEqual([true, true, false]);
  });

  test("one integration", async () => {
    const { json } = await get(await running(), one);
    expect(json).toMatchObject({ id: 11, name: "Nightly orders", scheduled: true });
    expect(Object.keys(json).toSorted()).toEqual(["created", "id", "modified", "name", "scheduled", "type"]);
  });

  test("take is 20 by default, and pages add up to the whole list", async () => {
    const emulator = await running({ seed: generateSeed(450) });
    const first = await get(emulator, "/v1/workspaces/1/integrations");
    expect(first.json.data).toHaveLength(20);
    expect(first.json.hasMore).toBe(true);
    const ids: number[] = [];
    for (let skip = 0, more = true; more; skip += 200) {
      const { json } = await get(emulator, `/v1/workspaces/1/integrations?take=200&skip=${skip}`);
      ids.push(...json.data.map(({ id }: { id: number }) => id));
      more = json.hasMore;
    }
    expect(ids).toEqual(Array.from({ length: 450 }, (_, index) => 1001 + index));
  });

  test.each([
    ["a page that ends with the list has no more", "take=2&skip=1", [12, 13], false],
    ["a page past the end is empty", "take=2&skip=3", [], false],
    ["a page before the end has more", "take=1&skip=1", [12], true],
  ])("%s", async (_, query, ids, hasMore) => {
    const { json } = await get(await running(), `/v1/workspaces/1/integrations?${query}`);
    expect(json.data.map(({ id }: { id: number }) => id)).toEqual(ids);
    expect(json.hasMore).toBe(hasMore);
  });
});

describe("what is refused, in the vendor's envelope", () => {
  test.each([
    ["take beyond 200", "GET", "/v1/workspaces/1/integrations?take=201", 400, "take"],
    ["take of 0", "GET", "/v1/workspaces/1/integrations?take=0", 400, "take"],
    ["take that is not a number", "GET", "/v1/workspaces/1/integrations?take=x", 400, "take"],
    ["take twice", "GET", "/v1/workspaces/1/integrations?take=1&take=2", 400, "take"],
    ["skip below 0", "GET", "/v1/workspaces/1/integrations?skip=-1", 400, "skip"],
    ["an invalid start date", "GET", `${one}/executions?startDate=yesterday`, 400, "startDate"],
    ["an invalid end date", "GET", `${one}/executions?endDate=2026-13-01T00:00:00Z`, 400, "endDate"],
    ["failed that is not a boolean", "GET", `${one}/executions?failed=maybe`, 400, "failed"],
    ["an unknown sort key", "GET", `${one}/executions?sortBy=name`, 400, "sortBy"],
    ["an unknown sort order", "GET", `${one}/executions?sortOrder=up`, 400, "sortOrder"],
    ["a workspace id that is not a number", "GET", "/v1/workspaces/x", 400, "workspaceId"],
    ["an id in hexadecimal", "GET", "/v1/workspaces/0x1", 400, "workspaceId"],
    ["an id beyond int32", "GET", "/v1/workspaces/1/integrations/2147483648", 400, "integrationId"],
    ["a run id that is not a number", "GET", `${one}/executions/last`, 400, "runId"],
    ["an unknown workspace", "GET", "/v1/workspaces/9", 404, null],
    ["a list in an unknown workspace", "GET", "/v1/workspaces/9/integrations", 404, null],
    ["an unknown integration", "GET", "/v1/workspaces/1/integrations/99", 404, null],
    ["an integration of another workspace", "GET", "/v1/workspaces/1/integrations/21", 404, null],
    ["the schedule of an unknown integration", "GET", "/v1/workspaces/1/integrations/99/schedule", 404, null],
    ["an unknown execution", "GET", `${one}/executions/1`, 404, null],
    ["enable of an undefined schedule", "POST", "/v1/workspaces/1/integrations/13/schedule/enable", 404, null],
    ["disable of an undefined schedule", "POST", "/v1/workspaces/1/integrations/13/schedule/disable", 404, null],
    ["cancel of an unknown integration", "POST", "/v1/workspaces/1/integrations/99/executions/cancel", 404, null],
    ["a path without an operation", "GET", "/v1/nothing", 404, null],
    ["an id with zeros in front", "GET", "/v1/workspaces/007", 400, "workspaceId"],
    ["an integration id with a zero in front", "GET", "/v1/workspaces/1/integrations/011", 400, "integrationId"],
    ["a run id with a zero in front", "GET", `${one}/executions/010001`, 400, "runId"],
    ["the id 0", "GET", "/v1/workspaces/0", 400, "workspaceId"],
  ])("%s", async (_, method, path, status, field) => {
    const emulator = await running();
    const answer = method === "GET" ? await get(emulator, path) : await post(emulator, path);
    expect(answer.status).toBe(status);
    expect(answer.json).toMatchObject({ errorCode: status, message: expect.any(String), refresh: false });
    expect(Object.keys(answer.json.errors)).toEqual(field === null ? [] : [field]);
  });
});

describe("another method is 405 with the methods that are allowed", () => {
  test.each([
    ["POST", "/v1/workspaces", "GET"],
    ["DELETE", "/v1/workspaces/1/integrations/11", "GET"],
    ["PUT", `${one}/executions`, "GET, POST"],
    ["GET", `${one}/executions/cancel`, "POST"],
    ["GET", `${one}/executions/kill`, "POST"],
    ["POST", `${one}/executions/active`, "GET"],
    ["GET", `${one}/schedule/enable`, "POST"],
    ["PATCH", `${one}/schedule`, "GET"],
    ["POST", `${one}/executions/10001`, "GET"],
    ["OPTIONS", "/v1/workspaces", "GET"],
    ["HEAD", "/v1/workspaces", "GET"],
    ["POST", "/openapi.json", "GET"],
    ["DELETE", "/", "GET"],
    ["PUT", "/_emulator/requests", "DELETE, GET"],
  ])("%s %s: %s", async (method, path, allowed) => {
    const answer = await ask(await running(), method, path);
    expect([answer.status, answer.headers["allow"]]).toEqual([405, allowed]);
    if (method !== "HEAD")
      expect(answer.json).toMatchObject({ errorCode: 405, message: expect.stringContaining(method) });
  });
});

describe("schedules", () => {
  test("an enabled, a disabled and an undefined one", async () => {
    const emulator = await running();
    expect((await get(emulator, `${one}/schedule`)).json).toEqual({ active: true });
    expect((await get(emulator, "/v1/workspaces/1/integrations/12/schedule")).json).toEqual({ active: false });
    const none = await get(emulator, "/v1/workspaces/1/integrations/13/schedule");
    expect([none.status, none.text]).toEqual([204, ""]);
  });

  test("enable and disable return the state after them, and twice is as once", async () => {
    const emulator = await running();
    for (const [verb, active] of [
      ["disable", false],
      ["disable", false],
      ["enable", true],
      ["enable", true],
    ] as const) {
      const answer = await post(emulator, `${one}/schedule/${verb}`);
      expect([answer.status, answer.json]).toEqual([200, { active }]);
      expect((await get(emulator, `${one}/schedule`)).json).toEqual({ active });
    }
  });

  test.each([
    ["a JSON content type without a body", { headers: { "content-type": "application/json" } }],
    ["no content type and no body", {}],
    ["a JSON body", { body: {} }],
    ["a body that is not JSON", { body: "{", headers: { "content-type": "application/json" } }],
    ["a form", { body: "a=1", headers: { "content-type": "application/x-www-form-urlencoded" } }],
  ])("a POST with %s is accepted", async (_, asked) => {
    const emulator = await running();
    const answer = await post(emulator, `${one}/schedule/disable`, asked);
    expect([answer.status, emulator.world.schedule(1, 11)]).toEqual([200, "disabled"]);
  });
});

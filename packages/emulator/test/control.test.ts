import { describe, expect, test } from "vitest";
import type { Emulator } from "../src/index.ts";
import { type Answered, ask, control, get, noon, post, running } from "./running.ts";

const edit = (emulator: Emulator, body: unknown): Promise<Answered> => control(emulator, "POST", "integrations", body);

describe("/_emulator/integrations: the person in the web editor", () => {
  const one = { workspace: 1, integration: 11 };

  test.each([
    ["toggles an enabled one", { action: "toggle", ...one }, { schedule: "disabled" }],
    ["toggles a disabled one", { action: "toggle", workspace: 1, integration: 12 }, { schedule: "enabled" }],
    ["enables", { action: "enable", workspace: 1, integration: 12 }, { schedule: "enabled" }],
    ["disables", { action: "disable", ...one }, { schedule: "disabled" }],
    ["renames", { action: "rename", ...one, name: "<b>New</b>" }, { name: "<b>New</b>" }],
    ["removes a name", { action: "rename", ...one, name: null }, { name: null }],
    ["defines a schedule, enabled", { action: "define", workspace: 1, integration: 13 }, { schedule: "enabled" }],
    [
      "defines one, disabled",
      { action: "define", workspace: 1, integration: 13, schedule: "disabled" },
      { schedule: "disabled" },
    ],
    ["deletes a schedule", { action: "undefine", ...one }, { schedule: "undefined", scheduled: false }],
    [
      "adds one at the end",
      { action: "add", workspace: 1, name: "New" },
      { id: 14, name: "New", schedule: "undefined" },
    ],
    [
      "adds one with all keys",
      { action: "add", workspace: 1, name: null, integration: 5, type: "sync", schedule: "enabled", at: "start" },
      { id: 5, name: null, type: "sync", schedule: "enabled" },
    ],
    ["runs", { action: "run", ...one }, { id: 11 }],
    ["deletes", { action: "delete", ...one }, null],
  ])("%s", async (_, body, expected) => {
    const answer = await edit(await running(), body);
    expect(answer.status).toBe(200);
    if (expected === null) expect(answer.json.integration).toBeNull();
    else expect(answer.json.integration).toMatchObject(expected);
  });

  test("the API shows its effect", async () => {
    const emulator = await running();
    await edit(emulator, { action: "delete", ...one });
    await edit(emulator, { action: "add", workspace: 1, name: "First", at: "start", schedule: "enabled" });
    const { json } = await get(emulator, "/v1/workspaces/1/integrations");
    expect(json.data).toMatchObject([{ id: 14, name: "First", scheduled: true }, { id: 12 }, { id: 13 }]);
    expect((await get(emulator, "/v1/workspaces/1/integrations/11")).status).toBe(404);
  });

  test("a rename is a modification, of the time it was made", async () => {
    const emulator = await running();
    const { json } = await edit(emulator, { action: "rename", ...one, name: "x" });
    expect(json.integration.modified).toBe(new Date(noon).toISOString());
  });

  test("the workspace may be left out if there is only one", async () => {
    const emulator = await running({
      seed: { workspaces: [{ id: 8, name: "Only", integrations: [{ id: 1, name: "a" }] }] },
    });
    expect((await edit(emulator, { action: "define", integration: 1 })).json.workspace).toBe(8);
  });

  test.each([
    ["no body", undefined, 400, "the body: must be an object"],
    ["a body that is not JSON", "{", 400, "JSON"],
    ["a list", [], 400, "the body: must be an object"],
    ["an unknown action", { action: "explode", ...one }, 400, "action: must be toggle | "],
    ["an action that every object has", { action: "toString", ...one }, 400, "action: must be"],
    ["no integration", { action: "toggle", workspace: 1 }, 400, "integration: is missing"],
    [
      "an integration that is not an id",
      { action: "toggle", workspace: 1, integration: "11" },
      400,
      "integration: must be a whole number",
    ],
    ["one key too many", { action: "toggle", ...one, force: true }, 400, "force: unknown key"],
    ["a rename without a name", { action: "rename", ...one }, 400, "name: is missing"],
    [
      "an add with an invalid schedule",
      { action: "add", workspace: 1, name: "a", schedule: "on" },
      400,
      "schedule: must be",
    ],
    ["no workspace where there are two", { action: "toggle", integration: 11 }, 400, "workspace: must be"],
    ["a workspace that is not there", { action: "toggle", workspace: 3, integration: 11 }, 404, "Workspace 3"],
    ["an integration that is not there", { action: "toggle", workspace: 1, integration: 99 }, 404, "Integration 99"],
    ["a toggle of an undefined schedule", { action: "toggle", workspace: 1, integration: 13 }, 404, "not defined"],
    [
      "an id that is taken",
      { action: "add", workspace: 1, name: "a", integration: 11 },
      409,
      "already has an integration 11",
    ],
  ])("%s is refused and changes nothing", async (_, body, status, message) => {
    const emulator = await running();
    const answer = await edit(emulator, body);
    expect([answer.status, answer.json.message]).toEqual([status, expect.stringContaining(message)]);
    expect(emulator.world.revision).toBe(0);
  });

  test("the rows of the page are filtered by name or id, and few", async () => {
    const emulator = await running();
    const rows = async (query: string): Promise<unknown> =>
      (await control(emulator, "GET", `integrations?workspace=1${query}`)).json;
    expect(await rows("&filter=HOURLY")).toMatchObject({ total: 3, matching: 1, integrations: [{ id: 12 }] });
    expect(await rows("&filter=1&take=2")).toMatchObject({
      total: 3,
      matching: 3,
      integrations: [{ id: 11 }, { id: 12 }],
    });
    expect(await rows("&take=x")).toMatchObject({ message: "take: must be a whole number from 0" });
  });

  test("live executions of a workspace", async () => {
    const emulator = await running();
    await edit(emulator, { action: "run", ...one });
    const { json } = await control(emulator, "GET", "executions?workspace=1");
    expect(json.executions).toMatchObject([{ integration: 11, name: "Nightly orders", state: "Queued" }]);
    await edit(emulator, { action: "kill", ...one });
    expect((await control(emulator, "GET", "executions?workspace=1")).json.executions).toEqual([]);
  });
});

describe("/_emulator/requests: the history", () => {
  test("a record has the sender, the request and the answer", async () => {
    const emulator = await running();
    await get(emulator, "/v1/workspaces/1/integrations?take=2&skip=1");
    await post(emulator, "/v1/workspaces/1/integrations/11/schedule/disable", { body: { a: 1 } });
    await get(emulator, "/v1/workspaces/9", { token: "nobody" });
    await get(emulator, "/v1/typo?x=1", { token: null });
    const records = [
      {
        n: 1,
        at: noon,
        method: "GET",
        path: "/v1/workspaces/1/integrations",
        query: "take=2&skip=1",
        operation: "listIntegrations",
        token: "default",
        agent: null,
        status: 200,
        fault: null,
      },
      {
        n: 2,
        at: noon,
        method: "POST",
        path: "/v1/workspaces/1/integrations/11/schedule/disable",
        query: "",
        operation: "disableSchedule",
        token: "default",
        agent: null,
        status: 200,
        fault: null,
        body: '{"a":1}',
      },
      {
        n: 3,
        at: noon,
        method: "GET",
        path: "/v1/workspaces/9",
        query: "",
        operation: "getWorkspace",
        token: null,
        agent: null,
        status: 403,
        fault: null,
      },
      {
        n: 4,
        at: noon,
        method: "GET",
        path: "/v1/typo",
        query: "x=1",
        operation: null,
        token: null,
        agent: null,
        status: 404,
        fault: null,
      },
    ];
    expect(emulator.requests()).toEqual(records);
    expect((await control(emulator, "GET", "requests")).json.requests).toEqual(records);
    expect((await control(emulator, "GET", "requests?last=1")).json.requests).toEqual(records.slice(3));
    expect(JSON.stringify(emulator.requests())).not.toContain(emulator.token);
  });

  test("control requests, the page and the description are not in it", async () => {
    const emulator = await running();
    await control(emulator, "GET", "faults");
    await control(emulator, "GET", "nothing");
    for (const path of ["/", "/page.js", "/openapi.json"]) await get(emulator, path, { token: null });
    expect(emulator.requests()).toEqual([]);
  });

  test("it can be cleared, and goes on counting", async () => {
    const emulator = await running();
    await get(emulator, "/v1/workspaces");
    expect((await control(emulator, "DELETE", "requests")).status).toBe(204);
    await get(emulator, "/v1/workspaces");
    expect(emulator.requests()).toMatchObject([{ n: 2 }]);
  });
});

describe("/_emulator/faults", () => {
  test("rules are added, shown with their effect, and removed", async () => {
    const emulator = await running();
    const rule = { match: { operation: "getWorkspace" }, when: { every: 2 }, fault: { type: "status", status: 503 } };
    const { id } = (await control(emulator, "POST", "faults", rule)).json;
    for (let call = 0; call < 3; call++) await get(emulator, "/v1/workspaces/1");
    expect((await control(emulator, "GET", "faults")).json.faults).toEqual([{ id, rule, matched: 3, fired: 1 }]);
    expect((await control(emulator, "DELETE", `faults/${id}`)).status).toBe(204);
    expect((await control(emulator, "DELETE", `faults/${id}`)).status).toBe(404);
    expect((await control(emulator, "GET", "faults")).json.faults).toEqual([]);
  });

  test("all of them at once", async () => {
    const emulator = await running();
    await control(emulator, "POST", "faults", { fault: { type: "rate_limit" } });
    expect((await control(emulator, "DELETE", "faults")).status).toBe(204);
    expect((await get(emulator, "/v1/workspaces")).status).toBe(200);
  });

  test("an invalid rule is a 400 that says what is wrong", async () => {
    const emulator = await running();
    const answer = await control(emulator, "POST", "faults", { fault: { type: "latency" } });
    expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining("fault.latency: is missing")]);
    expect((await control(emulator, "GET", "faults")).json.faults).toEqual([]);
  });
});

describe("/_emulator/clock", () => {
  test.each([
    ["set", { set: "2027-01-01T00:00:00Z" }, "2027-01-01T00:00:00.000Z", false],
    ["move", { move: 90_000 }, "2026-11-24T12:01:30.000Z", false],
    ["move back", { move: -1000 }, "2026-11-24T11:59:59.000Z", false],
    ["freeze", { frozen: true }, "2026-11-24T12:00:00.000Z", true],
    ["set and freeze", { set: "2027-01-01T00:00:00Z", frozen: true }, "2027-01-01T00:00:00.000Z", true],
    ["nothing", {}, "2026-11-24T12:00:00.000Z", false],
  ])("%s", async (_, body, now, frozen) => {
    const emulator = await running();
    expect((await control(emulator, "POST", "clock", body)).json).toEqual({ now, frozen });
    expect((await control(emulator, "GET", "clock")).json).toEqual({ now, frozen });
  });

  test("reset is real time again", async () => {
    const emulator = await running();
    await control(emulator, "POST", "clock", { move: 5000, frozen: true });
    expect((await control(emulator, "POST", "clock", { reset: true })).json).toEqual({
      now: new Date(noon).toISOString(),
      frozen: false,
    });
  });

  test.each([
    ["an invalid date", { set: "tomorrow" }, "set: must be a date-time"],
    ["a move that is not a number", { move: "1h" }, "move: must be milliseconds"],
    ["an unknown key", { now: 1 }, "now: unknown key"],
    ["no object", [], "the clock: must be an object"],
  ])("%s is refused", async (_, body, message) => {
    const answer = await control(await running(), "POST", "clock", body);
    expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining(message)]);
  });
});

describe("foreign web pages cannot use the control routes", () => {
  const body = { action: "toggle", workspace: 1, integration: 11 };
  const json = { "content-type": "application/json" };

  test.each([
    ["another Host, as after DNS rebinding", { host: "evil.example", ...json }, 403],
    ["a Host that starts like the emulator's", { host: "127.0.0.1.evil.example", ...json }, 403],
    ["another Origin", { origin: "https://evil.example", ...json }, 403],
    ["an opaque Origin", { origin: "null", ...json }, 403],
    ["another port of this machine", { origin: "http://127.0.0.1:1", ...json }, 403],
    ["a fetch that the browser calls cross-site", { "sec-fetch-site": "cross-site", ...json }, 403],
    ["a form, which needs no permission to be sent", { "content-type": "text/plain" }, 415],
  ])("%s", async (_, headers, status) => {
    const emulator = await running();
    const answer = await ask(emulator, "POST", "/_emulator/integrations", { token: null, body, headers });
    expect([answer.status, emulator.world.revision]).toEqual([status, 0]);
  });

  test.each([
    ["localhost by name", (port: string) => ({ host: `localhost:${port}` })],
    ["localhost in IPv6", (port: string) => ({ host: `[::1]:${port}` })],
    ["its own page", (port: string) => ({ origin: `http://127.0.0.1:${port}`, "sec-fetch-site": "same-origin" })],
    ["its own page by name", (port: string) => ({ host: `localhost:${port}`, origin: `http://localhost:${port}` })],
  ])("%s is let through", async (_, headers) => {
    const emulator = await running();
    const given = headers(new URL(emulator.url).port);
    const answer = await ask(emulator, "POST", "/_emulator/integrations", { token: null, body, headers: given });
    expect([answer.status, emulator.world.schedule(1, 11)]).toEqual([200, "disabled"]);
  });

  test("no answer invites other origins to read it", async () => {
    const answer = await ask(await running(), "GET", "/v1/workspaces", { headers: { origin: "https://evil.example" } });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith("access-control"))).toEqual([]);
  });
});

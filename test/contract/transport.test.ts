import { defaultBaseUrl } from "@skyvia-schedules/client";
import { expect, test } from "vitest";
import { answering, failureOf, inContract, plainly, seed } from "./stage.ts";

test("the base URL is https://api.skyvia.com", () => {
  expect(new URL(defaultBaseUrl).href).toBe("https://api.skyvia.com/");
});

test("the version is in the path", () =>
  inContract(async ({ client, calls }) => {
    await client.listWorkspaces();
    await client.getSchedule(7, 42);
    expect(calls().every((call) => call.includes(" /v1/workspaces"))).toBe(true);
  }));

test("ids are valid only inside their workspace", () =>
  inContract(async ({ client, emulator }) => {
    expect([await client.getSchedule(7, 42), await client.getSchedule(8, 42)]).toEqual(["enabled", "disabled"]);
    await client.disableSchedule(7, 42);
    await client.enableSchedule(8, 42);
    expect([emulator.world.schedule(7, 42), emulator.world.schedule(8, 42)]).toEqual(["disabled", "enabled"]);
    expect(await failureOf(client.getIntegration(8, 41))).toMatchObject({ code: "not-found", status: 404 });
  }));

test("ids are int32: the greatest is asked for, the one beyond it never is", () =>
  inContract(async ({ client, calls }) => {
    expect(await failureOf(client.getIntegration(7, 2_147_483_647))).toMatchObject({ code: "not-found" });
    expect(await failureOf(client.getIntegration(7, 2_147_483_648))).toMatchObject({ code: "bad-input" });
    expect(calls()).toEqual(["GET /v1/workspaces/7/integrations/2147483647"]);
  }));

test("the token is sent raw, and with Bearer before it it is refused", () =>
  inContract(async ({ client, emulator }) => {
    await client.listWorkspaces();
    expect(emulator.requests().at(-1)?.token).not.toBeNull();
    expect((await plainly(emulator, "/v1/workspaces", { authorization: emulator.token })).status).toBe(200);
    expect((await plainly(emulator, "/v1/workspaces", { authorization: `Bearer ${emulator.token}` })).status).toBe(403);
  }));

test("a token covers the account", () =>
  inContract(async ({ client }) => {
    expect((await client.listWorkspaces()).map(({ id }) => id)).toEqual([7, 8]);
  }));

test("or it covers one workspace", () =>
  inContract(
    async ({ client }) => {
      expect((await client.listWorkspaces()).map(({ id }) => id)).toEqual([8]);
      expect(await client.getSchedule(8, 42)).toBe("disabled");
      expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "auth", status: 403 });
    },
    { ...seed, tokens: { one: { value: "one", workspaces: [8] } } },
  ));

test.each(["1", "garbage", "Wed, 21 Oct 2015 07:28:00 GMT", undefined])(
  "429 is not documented, but the client handles it, with Retry-After %s",
  (retryAfter) =>
    inContract(async ({ client, emulator, calls }) => {
      emulator.addFault({
        when: "once",
        fault: { type: "rate_limit", ...(retryAfter === undefined ? {} : { retryAfter }) },
      });
      expect(await client.getSchedule(7, 42)).toBe("enabled");
      expect(calls()).toHaveLength(2);
    }),
);

test.each(["disable", "enable", "cancel", "kill"] as const)("%s is idempotent by state: twice is as once", (verb) =>
  inContract(async ({ client, emulator }) => {
    emulator.world.run(7, 42);
    const act = () =>
      ({
        disable: () => client.disableSchedule(7, 42),
        enable: () => client.enableSchedule(7, 42),
        cancel: () => client.cancelExecution(7, 42),
        kill: () => client.killExecution(7, 42),
      })[verb]();
    await act();
    const once = [emulator.world.schedule(7, 42), emulator.world.activeExecution(7, 42)?.state];
    await act();
    expect([emulator.world.schedule(7, 42), emulator.world.activeExecution(7, 42)?.state]).toEqual(once);
  }),
);

test("run is not: if its answer is lost it has started, and the client does not send it again", () =>
  inContract(async ({ client, emulator, calls }) => {
    emulator.addFault({ match: { operation: "runIntegration" }, fault: { type: "reset_peer" } });
    const failure = await failureOf(client.runIntegration(7, 42));
    expect(failure).toMatchObject({ code: "network", message: expect.stringContaining("may have started") });
    expect(calls()).toEqual(["POST /v1/workspaces/7/integrations/42/executions"]);
    expect(emulator.world.activeExecution(7, 42)).not.toBeNull();
  }));

test("a redirect is not followed", () =>
  inContract(async ({ client, emulator, calls }) => {
    emulator.addFault({ fault: { type: "redirect", location: `${emulator.url}/v1/workspaces` } });
    await failureOf(client.getWorkspace(7));
    expect(calls().every((call) => call === "GET /v1/workspaces/7")).toBe(true);
  }));

test.each([
  ["an HTML page with 502", { status: 502, body: "<html>", headers: { "content-type": "text/html" } }, "server"],
  ["an empty 500", { status: 500, body: "" }, "server"],
  ["an empty 403", { status: 403, body: "" }, "auth"],
  ["401, which the vendor never sends", { status: 401, body: "" }, "auth"],
  ["a 404 in plain text", { status: 404, body: "no", headers: { "content-type": "text/plain" } }, "not-found"],
  ["a 400 with field errors", { status: 400, body: { errorCode: 400, errors: { take: ["no"] } } }, "bad-input"],
  ["a 409 in the envelope", { status: 409, body: { message: "busy" } }, "bad-input"],
  ["a status of no meaning", { status: 418, body: "" }, "bad-input"],
  ["200 with nothing where a body is due", { status: 200, body: "" }, "bad-answer"],
  ["200 with HTML", { status: 200, body: "<html>", headers: { "content-type": "text/html" } }, "bad-answer"],
  ["200 with something else", { status: 200, body: { enabled: true } }, "bad-answer"],
] as const)("no error is declared, so any is read: %s", (_, answer, code) =>
  answering(answer, async ({ client }) => {
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code, status: answer.status });
  }),
);

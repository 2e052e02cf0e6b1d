import { apply, plan, refresh } from "@skyvia-schedules/core";
import type { SkyviaClient } from "@skyvia-schedules/client";
import type { Scope } from "@skyvia-schedules/emulator";
import { describe, expect, test } from "vitest";
import { desiredOf, fileOf } from "../laws/config.ts";
import { failureOf, inContract, plainly, seed } from "./stage.ts";

const scopes: readonly Scope[] = [
  "Workspace / Read",
  "Integration / Read",
  "Integration / Execute",
  "Integration / Read Schedule",
  "Integration / Enable-Disable Schedule",
];

const withScopes = (allowed: readonly Scope[]) => ({ ...seed, tokens: { given: { value: "given", scopes: allowed } } });

describe("an operation needs its scope, and no other", () => {
  test.each<[string, Scope, (client: SkyviaClient) => Promise<unknown>]>([
    ["list workspaces", "Workspace / Read", (c) => c.listWorkspaces()],
    ["get workspace", "Workspace / Read", (c) => c.getWorkspace(7)],
    ["list integrations", "Integration / Read", (c) => c.listIntegrations(7)],
    ["get integration", "Integration / Read", (c) => c.getIntegration(7, 42)],
    ["list executions", "Integration / Read", (c) => c.listExecutions(7, 42)],
    ["get one execution", "Integration / Read", (c) => c.getExecution(7, 42, 901)],
    ["active execution", "Integration / Read", (c) => c.getActiveExecution(7, 42)],
    ["run", "Integration / Execute", (c) => c.runIntegration(7, 42)],
    ["cancel", "Integration / Execute", (c) => c.cancelExecution(7, 42)],
    ["kill", "Integration / Execute", (c) => c.killExecution(7, 42)],
    ["get schedule", "Integration / Read Schedule", (c) => c.getSchedule(7, 42)],
    ["enable", "Integration / Enable-Disable Schedule", (c) => c.enableSchedule(7, 42)],
    ["disable", "Integration / Enable-Disable Schedule", (c) => c.disableSchedule(7, 42)],
  ])("%s: %s", async (_, scope, act) => {
    await inContract(
      async ({ client, calls }) => {
        await act(client);
        expect(calls()).toHaveLength(1);
      },
      withScopes([scope]),
    );
    await inContract(
      async ({ client, calls }) => {
        const failure = await failureOf(act(client));
        expect(failure).toMatchObject({ code: "auth", status: 403, endsRun: true });
        expect(failure.next, "the missing scope is named").toContain(`"${scope}"`);
        expect(calls(), "a refusal is not tried again").toHaveLength(1);
      },
      withScopes(scopes.filter((other) => other !== scope)),
    );
  });
});

test("a plan needs two read scopes only, and an apply one more", async () => {
  const desired = desiredOf(fileOf([{ id: 7, integrations: [{ id: 42, schedule: "disabled" }] }]));
  const reads: Scope[] = ["Integration / Read", "Integration / Read Schedule"];
  const reconcile = async (client: SkyviaClient) => {
    const { changes } = plan(desired, await refresh(client, desired));
    return (await apply(client, changes, { kind: "fresh", concurrency: 8 })).changes.map(({ result }) => result);
  };
  expect(await inContract(({ client }) => reconcile(client), withScopes(reads))).toEqual(["failed"]);
  expect(
    await inContract(
      ({ client }) => reconcile(client),
      withScopes([...reads, "Integration / Enable-Disable Schedule"]),
    ),
  ).toEqual(["done"]);
});

test("a missing, unknown or under-scoped token is 403 without WWW-Authenticate, distinguished only by the message", () =>
  inContract(
    async ({ emulator }) => {
      const tokens = [{}, { authorization: "nobody" }, { authorization: "given" }];
      const answers = await Promise.all(tokens.map((token) => plainly(emulator, "/v1/workspaces", token)));
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
      expect(answers.map(({ headers }) => headers["www-authenticate"])).toEqual([undefined, undefined, undefined]);
      expect(new Set(answers.map(({ text }) => text)).size).toBe(3);
      for (const { text } of answers) {
        expect(JSON.parse(text)).toEqual({ errorCode: 403, errors: {}, message: expect.any(String), refresh: false });
      }
    },
    withScopes(["Integration / Read"]),
  ));

test("an expired token is refused as an unknown one, from one call to the next", () =>
  inContract(async ({ client, emulator }) => {
    expect(await client.getSchedule(7, 42)).toBe("enabled");
    emulator.addFault({ fault: { type: "revoke_token" } });
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "auth", status: 403, attempts: 1 });
  }));

test("the error body is the vendor's envelope, and its message comes with the client's error", () =>
  inContract(async ({ client, emulator }) => {
    const { text } = await plainly(emulator, "/v1/workspaces");
    expect(text).toBe(
      '{"errorCode":403,"errors":{},"message":"Authorization header is missing or invalid.","refresh":false}',
    );
    emulator.addFault({ fault: { type: "status", status: 403, body: JSON.parse(text) as unknown } });
    expect((await failureOf(client.listWorkspaces())).vendorMessage).toBe(
      "Authorization header is missing or invalid.",
    );
  }));

test("errors is a map of field errors", () =>
  inContract(async ({ emulator }) => {
    const { text } = await plainly(emulator, "/v1/workspaces/7/integrations?take=201", {
      authorization: emulator.token,
    });
    expect(JSON.parse(text)).toMatchObject({ errorCode: 400, errors: { take: [expect.any(String)] } });
  }));

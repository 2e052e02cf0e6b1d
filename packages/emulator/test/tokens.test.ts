import { describe, expect, test } from "vitest";
import { operations } from "../src/operations/operations.ts";
import { type Scope, scopes } from "../src/world/scope.ts";
import { ask, get, running, small } from "./running.ts";

const path = (template: string): string =>
  template.replace("{workspaceId}", "1").replace("{integrationId}", "11").replace("{runId}", "501");

const slug = (scope: Scope): string => scope.replaceAll(/\W+/g, "-");

const tokens = Object.fromEntries(scopes.map((scope) => [slug(scope), { value: slug(scope), scopes: [scope] }]));
const [production, staging] = small.workspaces;
const seed = {
  tokens,
  workspaces: [
    {
      ...production!,
      integrations: [{ id: 11, name: "a", schedule: "enabled" as const, executions: [{ runId: 501 }] }],
    },
    staging!,
  ],
};

test.each(scopes)("%s allows its operations and no other", async (scope) => {
  const emulator = await running({ seed });
  for (const operation of operations) {
    const answer = await ask(emulator, operation.method, path(operation.path), { token: slug(scope) });
    expect([operation.id, answer.status]).toEqual([operation.id, scope === operation.scope ? 200 : 403]);
    if (answer.status === 403) expect(answer.json.message).toContain(`"${operation.scope}"`);
  }
});

describe("403, distinguished only by the message", () => {
  test.each([
    ["no header", null],
    ["an empty header", ""],
    ["a Bearer prefix", "Bearer skyvia-emulator-token"],
  ])("%s", async (_, token) => {
    const answer = await get(await running(), "/v1/workspaces", { token });
    expect(answer.status).toBe(403);
    expect(answer.json).toEqual({
      errorCode: 403,
      errors: {},
      message: "Authorization header is missing or invalid.",
      refresh: false,
    });
    expect(answer.headers["www-authenticate"]).toBeUndefined();
  });

  test("an unknown token, one without the scope and one for another workspace get their own messages", async () => {
    const limited = {
      elsewhere: { value: "t1", workspaces: [2] },
      short: { value: "t2", scopes: ["Integration / Read"] as Scope[] },
    };
    const emulator = await running({ seed: { ...small, tokens: limited } });
    const answers = await Promise.all(
      ["nobody", "t1", "t2"].map((token) => get(emulator, "/v1/workspaces/1", { token })),
    );
    expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    expect(new Set(answers.map(({ json }) => json.message)).size).toBe(3);
  });

  test("a refused write changes nothing", async () => {
    const emulator = await running({
      seed: { ...small, tokens: { reader: { value: "r", scopes: ["Integration / Read Schedule"] } } },
    });
    const answer = await ask(emulator, "POST", "/v1/workspaces/1/integrations/11/schedule/disable");
    expect([answer.status, emulator.world.schedule(1, 11)]).toEqual([403, "enabled"]);
  });
});

test("a token of one workspace lists only that one", async () => {
  const emulator = await running({ seed: { ...small, tokens: { one: { value: "t", workspaces: [2] } } } });
  expect((await get(emulator, "/v1/workspaces")).json).toMatchObject([{ id: 2 }]);
  expect((await get(emulator, "/v1/workspaces/2/integrations")).status).toBe(200);
});

test("`all` means every scope, alone or in a list", async () => {
  const seedOfAll = {
    ...small,
    tokens: { a: { value: "a", scopes: "all" as const }, b: { value: "b", scopes: ["all" as const] } },
  };
  const emulator = await running({ seed: seedOfAll });
  for (const token of ["a", "b"])
    for (const { method, path: template } of operations)
      expect((await ask(emulator, method, path(template), { token })).status).not.toBe(403);
});

test("the first token of the seed is the emulator's, and all are known by name", async () => {
  const emulator = await running({ seed: { ...small, tokens: { ci: { value: "v1" }, dev: { value: "v2" } } } });
  expect(emulator.token).toBe("v1");
  expect([...emulator.tokens]).toEqual([
    ["ci", "v1"],
    ["dev", "v2"],
  ]);
});

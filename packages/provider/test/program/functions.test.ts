import { output, runtime, secret, type Output } from "@pulumi/pulumi";
import { parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import * as skyvia from "../../src/index.ts";

const seed = `
tokens:
  all: { value: all-token-canary, scopes: all }
  reader: { value: reader-token-canary, scopes: [Integration / Read] }
workspaces:
  - id: 1
    name: Production
    integrations:
      - id: 11
        name: Nightly orders
        type: import
        schedule: enabled
        executions:
          - { runId: 901, date: 2026-11-01T01:00:00Z, duration: 90s, state: Succeeded, successRows: 10 }
          - { runId: 902, date: 2026-11-02T01:00:00Z, duration: 90s, state: Failed, errorRows: 3 }
      - { id: 12, name: Hourly leads, type: sync, schedule: disabled }
      - { id: 13, name: Twin, type: sync, schedule: disabled }
      - { id: 14, name: Twin, type: export, schedule: undefined }
  - { id: 2, name: Staging }
`;

let emulator: Emulator;
let options: skyvia.FunctionOptions;
beforeAll(async () => {
  emulator = await startEmulator({ seed: parseSeed(seed, "seed.yaml") });
  options = { token: emulator.token, baseUrl: emulator.url };
});
afterAll(() => emulator.close());
beforeEach(() => emulator.clearRequests());

function value<T>(from: Output<T>): Promise<T> {
  return new Promise((resolve) => from.apply(resolve));
}

function requests(): string[] {
  return emulator.requests().map(({ method, path, query }) => `${method} ${path}${query === "" ? "" : `?${query}`}`);
}

const workspaceId = 1;
const integrationId = 11;

describe("each function makes its call, and gives the same in both forms", () => {
  test.for<[string, () => Promise<unknown>, () => Output<unknown>, readonly string[], unknown]>([
    [
      "getWorkspaces",
      () => skyvia.getWorkspaces(options),
      () => skyvia.getWorkspacesOutput(options),
      ["GET /v1/workspaces"],
      [expect.objectContaining({ id: 1, name: "Production" }), expect.objectContaining({ id: 2 })],
    ],
    [
      "getWorkspace",
      () => skyvia.getWorkspace({ workspaceId }, options),
      () => skyvia.getWorkspaceOutput({ workspaceId: output(1) }, options),
      ["GET /v1/workspaces/1"],
      expect.objectContaining({ id: 1, name: "Production" }),
    ],
    [
      "getIntegrations by glob and type",
      () => skyvia.getIntegrations({ workspaceId, name: "T*", type: "sync" }, options),
      () => skyvia.getIntegrationsOutput({ workspaceId, name: output("T*"), type: "sync" }, options),
      ["GET /v1/workspaces/1/integrations?take=200&skip=0"],
      [expect.objectContaining({ id: 13, name: "Twin", type: "sync" })],
    ],
    [
      "getIntegration by id",
      () => skyvia.getIntegration({ workspaceId, integrationId: 12 }, options),
      () => skyvia.getIntegrationOutput({ workspaceId, integrationId: 12 }, options),
      ["GET /v1/workspaces/1/integrations/12"],
      expect.objectContaining({ id: 12, name: "Hourly leads" }),
    ],
    [
      "getIntegration by name",
      () => skyvia.getIntegration({ workspaceId, name: "Hourly leads" }, options),
      () => skyvia.getIntegrationOutput({ workspaceId, name: "Hourly leads" }, options),
      ["GET /v1/workspaces/1/integrations?take=200&skip=0"],
      expect.objectContaining({ id: 12 }),
    ],
    [
      "getSchedule",
      () => skyvia.getSchedule({ workspaceId, integrationId: 14 }, options),
      () => skyvia.getScheduleOutput({ workspaceId, integrationId: 14 }, options),
      ["GET /v1/workspaces/1/integrations/14/schedule"],
      "undefined",
    ],
    [
      "getExecutions, all",
      () => skyvia.getExecutions({ workspaceId, integrationId }, options),
      () => skyvia.getExecutionsOutput({ workspaceId, integrationId }, options),
      ["GET /v1/workspaces/1/integrations/11/executions?take=200&skip=0"],
      [expect.objectContaining({ runId: 901 }), expect.objectContaining({ runId: 902 })],
    ],
    [
      "getExecutions by every filter",
      () =>
        skyvia.getExecutions(
          {
            workspaceId,
            integrationId,
            startDate: "2026-11-02T00:00:00Z",
            endDate: "2026-11-03T00:00:00Z",
            failed: true,
            sortBy: "runId",
            sortOrder: "desc",
            take: 5,
            skip: 0,
          },
          options,
        ),
      () =>
        skyvia.getExecutionsOutput(
          {
            workspaceId,
            integrationId,
            startDate: "2026-11-02T00:00:00Z",
            endDate: "2026-11-03T00:00:00Z",
            failed: output(true),
            sortBy: "runId",
            sortOrder: "desc",
            take: 5,
            skip: 0,
          },
          options,
        ),
      [
        "GET /v1/workspaces/1/integrations/11/executions?startDate=2026-11-02T00%3A00%3A00Z&endDate=2026-11-03T00%3A00%3A00Z&failed=true&sortBy=runId&sortOrder=desc&take=5&skip=0",
      ],
      [expect.objectContaining({ runId: 902, state: "Failed" })],
    ],
    [
      "getExecution",
      () => skyvia.getExecution({ workspaceId, integrationId, runId: 901 }, options),
      () => skyvia.getExecutionOutput({ workspaceId, integrationId, runId: 901 }, options),
      ["GET /v1/workspaces/1/integrations/11/executions/901"],
      expect.objectContaining({ runId: 901, state: "Succeeded" }),
    ],
    [
      "getActiveExecution",
      () => skyvia.getActiveExecution({ workspaceId, integrationId }, options),
      () => skyvia.getActiveExecutionOutput({ workspaceId, integrationId }, options),
      ["GET /v1/workspaces/1/integrations/11/executions/active"],
      null,
    ],
  ])("%s", async ([, plain, asOutput, expected, answer]) => {
    const asked = (): string[] => requests().map((line) => decodeURIComponent(line).replace("??", "?"));
    expect(await plain()).toEqual(answer);
    expect(asked()).toEqual(expected.map((line) => decodeURIComponent(line)));
    emulator.clearRequests();
    expect(await value(asOutput())).toEqual(answer);
    expect(asked()).toEqual(expected.map((line) => decodeURIComponent(line)));
  });
});

describe("errors are reported as they have to be shown", () => {
  test.for([
    ["no such name", { name: "Weekly" }, /no integration of workspace 1 is named "Weekly"/],
    ["two of a name", { name: "Twin" }, /2 integrations of workspace 1 are named "Twin": 13, 14/],
    ["another name than asserted", { integrationId: 11, name: "Twin" }, /11 is named "Nightly orders", not "Twin"/],
    ["neither id nor name", {}, /needs an integrationId or a name/],
    ["no such id", { integrationId: 99 }, /not found \(GET \/v1\/workspaces\/1\/integrations\/99/],
    ["an id out of range", { integrationId: 0 }, /the integration id 0 is not a whole number/],
  ] as const)("%s", async ([, args, message]) => {
    const error = await skyvia.getIntegration({ workspaceId, ...args }, options).catch((thrown: unknown) => thrown);
    expect(error).toHaveProperty("message", expect.stringMatching(message));
    expect(error).toHaveProperty("__pulumiRunError", true);
  });

  test("the message about a token without a scope names the scope, but not the token", async () => {
    const token = emulator.tokens.get("reader") ?? "";
    const asked = skyvia.getSchedule({ workspaceId, integrationId }, { ...options, token });
    await expect(asked).rejects.toThrow(/"Integration \/ Read Schedule"/);
    await expect(asked).rejects.not.toThrow(/canary/);
  });
});

describe("the account", () => {
  const environment = { ...process.env };
  afterEach(() => {
    process.env = { ...environment };
    runtime.setAllConfig({});
  });

  test("is that of the options, else of the stack's configuration, else of the environment", async () => {
    process.env["SKYVIA_TOKEN"] = emulator.tokens.get("reader");
    process.env["SKYVIA_BASE_URL"] = emulator.url;
    await skyvia.getIntegrations({ workspaceId });
    runtime.setAllConfig({ "skyvia:token": emulator.token }, ["skyvia:token"]);
    await skyvia.getIntegrations({ workspaceId });
    await skyvia.getIntegrations({ workspaceId }, { token: secret("reader-token-canary") });
    expect(emulator.requests().map(({ token }) => token)).toEqual(["reader", "all", "reader"]);
  });

  test("does not make a secret of an answer; secret arguments do", async () => {
    const isSecret = (of: Output<unknown>): Promise<boolean> =>
      (of as unknown as { isSecret: Promise<boolean> }).isSecret;
    const token = secret(emulator.token);
    expect(await isSecret(skyvia.getIntegrationOutput({ workspaceId, integrationId }, { ...options, token }))).toBe(
      false,
    );
    expect(await isSecret(skyvia.getIntegrationOutput({ workspaceId, integrationId: secret(11) }, options))).toBe(true);
  });

  test("that is missing is reported with the settings to set", async () => {
    delete process.env["SKYVIA_TOKEN"];
    delete process.env["SKYVIA_TOKEN_FILE"];
    await expect(skyvia.getWorkspaces({ baseUrl: emulator.url })).rejects.toHaveProperty("__pulumiRunError", true);
    await expect(skyvia.getWorkspaces({ baseUrl: emulator.url })).rejects.toThrow(
      /no token.*\n.*skyvia:token.*SKYVIA_TOKEN/,
    );
  });
});

describe("actions", () => {
  test("run, cancel and kill", async () => {
    const args = { workspaceId, integrationId: 12 };
    expect(await skyvia.runIntegration(args, options)).toMatchObject({ state: "New" });
    await skyvia.cancelExecution(args, options);
    await skyvia.killExecution(args, options);
    const path = "/v1/workspaces/1/integrations/12/executions";
    expect(requests()).toEqual([`POST ${path}`, `POST ${path}/cancel`, `POST ${path}/kill`]);
  });

  test("do nothing at preview, with a message", async () => {
    await runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "project", "stack", true);
    const args = { workspaceId, integrationId: 12 };
    for (const act of [skyvia.runIntegration, skyvia.cancelExecution, skyvia.killExecution]) {
      await expect(act(args, options)).rejects.toThrow(
        new RegExp(`${act.name} acts at once, but a preview must not act`),
      );
    }
    expect(requests()).toEqual([]);
    await runtime.setMocks({ newResource: () => ({ id: "", state: {} }), call: () => ({}) }, "project", "stack", false);
  });
});

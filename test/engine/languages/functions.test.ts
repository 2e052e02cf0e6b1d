import { functions } from "@skyvia-schedules/pulumi/inner";
import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { languages, openIn } from "./language.ts";
import type { Inputs, Output, Program } from "./program.ts";

const up = "up --yes --skip-preview";
const seed = `
tokens:
  default: { value: default-token, scopes: all }
  west: { value: west-token, scopes: all }
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
          - { runId: 902, date: 2026-11-02T01:00:00Z, duration: 90s, state: Failed, successRows: 10, errorRows: 3 }
      - { id: 12, name: Hourly leads, type: sync, schedule: disabled }
`;

const workspaceId = 1;
const ofIntegration = { workspaceId, integrationId: 11 };
const call = (name: string, args: Inputs, property: string, by?: "account"): Output => ({
  call: name,
  args,
  property,
  ...(by && { by }),
});

/** A call of every function. */
const calls: Readonly<Record<string, Output>> = {
  getWorkspaces: call("getWorkspaces", {}, "workspaces"),
  getWorkspace: call("getWorkspace", { workspaceId }, "name"),
  getIntegrations: call("getIntegrations", { workspaceId, name: "*l*", type: "sync" }, "integrations"),
  getIntegration: call("getIntegration", { workspaceId, name: "Hourly leads" }, "id"),
  getSchedule: call("getSchedule", ofIntegration, "state"),
  getExecutions: call("getExecutions", { ...ofIntegration, failed: true, take: 5 }, "executions"),
  getExecution: call("getExecution", { ...ofIntegration, runId: 901 }, "state"),
  getActiveExecution: call("getActiveExecution", ofIntegration, "runId"),
};
const failed = {
  runId: 902,
  date: "2026-11-02T01:00:00.000Z",
  duration: 90,
  state: "Failed",
  successRows: 10,
  errorRows: 3,
};

/** The SDK for Python writes the keys of what it answers in its own way. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  const camel = (key: string): string => key.replaceAll(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [camel(key), plain(inner)]));
}

describe.each(languages)("functions in $name", (language) => {
  test("every one reads, also at preview, and writes nothing", async ({ engine, expect, skip }) => {
    expect(Object.keys(calls)).toEqual(Object.keys(functions));
    await using stage = await openIn(language, engine, skip, { seed });
    stage.want({ resources: [], outputs: calls });
    await stage.succeed("preview");
    await stage.succeed(up);
    const { getActiveExecution = null, ...found } = plain(
      JSON.parse(await stage.succeed("stack output --json")),
    ) as Inputs;
    expect(getActiveExecution).toBeNull();
    expect(found).toMatchObject({
      getWorkspaces: [{ id: 1, name: "Production" }],
      getWorkspace: "Production",
      getIntegrations: [{ id: 12, name: "Hourly leads", type: "sync" }],
      getIntegration: 12,
      getSchedule: "enabled",
      getExecutions: [failed],
      getExecution: "Succeeded",
    });
    expect(stage.takeWrites()).toEqual([]);
  });

  test("one takes the account of an explicit provider, and fails with one that names no integration", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip, { seed });
    const none = { env: { SKYVIA_TOKEN: undefined } };
    const program = (name: string): Program => ({
      account: { token: { secret: "token" }, baseUrl: stage.emulator.url },
      resources: [],
      outputs: { id: call("getIntegration", { workspaceId, name }, "id", "account") },
    });
    await stage.succeed("config set --secret token west-token");
    stage.want(program("Hourly leads"));
    expect(await stage.succeed(up, none)).toMatch(/id: 12/);
    expect([...new Set(stage.emulator.requests().map(({ token }) => token))]).toEqual(["west"]);
    expect(stage.state()).not.toContain("west-token");
    stage.want(program("Hourly lead"));
    expect(await stage.fail("preview", none)).toContain("Hourly lead");
  });
});

import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage, type How, type Stage } from "./stage.ts";
import { until } from "./until.ts";

const managed = `new skyvia.IntegrationSchedule("managed", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "disable" });
  new skyvia.WorkspaceSchedules("bulk", { workspaceId: 2, schedules: { 11: "enabled" }, onDelete: "disable" });`;
const another = `new skyvia.IntegrationSchedule("another", { workspaceId: 1, integrationId: 13, enabled: false });`;

/** What is wrong, how it comes about, and what each command must name. */
interface Trouble {
  readonly what: string;
  readonly how?: How;
  readonly settings?: Readonly<Record<string, string>>;
  readonly up: RegExp;
  readonly refresh: RegExp;
  readonly destroy: RegExp;
}

const tokenSetting = /skyvia:token.*SKYVIA_TOKEN|SKYVIA_TOKEN.*skyvia:token/s;
const readSchedule = /Integration \/ Read Schedule/;
const baseUrlSetting = /skyvia:baseUrl|base URL/;

const troubles: readonly Trouble[] = [
  {
    what: "a wrong token",
    how: { env: { SKYVIA_TOKEN: "wrong-token" } },
    up: /token was refused/,
    refresh: /token was refused/,
    destroy: /token was refused/,
  },
  {
    what: "no token",
    how: { env: { SKYVIA_TOKEN: undefined } },
    up: tokenSetting,
    refresh: tokenSetting,
    destroy: tokenSetting,
  },
  {
    what: "a token that may only list",
    how: { env: { SKYVIA_TOKEN: "lister-token" } },
    up: readSchedule,
    refresh: readSchedule,
    destroy: readSchedule,
  },
  {
    what: "a server that is down",
    settings: { "skyvia:baseUrl": "http://127.0.0.1:9" },
    up: baseUrlSetting,
    refresh: baseUrlSetting,
    destroy: baseUrlSetting,
  },
  {
    what: "a bad base URL",
    settings: { "skyvia:baseUrl": "ftp://example.com" },
    up: /skyvia:baseUrl/,
    refresh: /skyvia:baseUrl/,
    destroy: /skyvia:baseUrl/,
  },
];

/** The diagnostics are sentences for the user: no stack, no frames of gRPC. */
const stack = /^\s+at \S+ ?\(|\.js:\d+:\d+|node:internal|grpc|\bundefined\b/m;

async function openManaged(engine: Parameters<typeof openStage>[0]): Promise<Stage> {
  const stage = await openStage(engine);
  stage.program(managed);
  await stage.succeed("up --yes --skip-preview");
  stage.emulator.world.disable(1, 12); // else a destroy had nothing to do at all
  stage.emulator.world.enable(1, 12);
  stage.takeCalls();
  return stage;
}

describe("up, refresh and destroy report what prevents them; what was managed stays in the state", () => {
  test.for(troubles)("$what", async ({ how, settings, up, refresh, destroy }, { engine, expect }) => {
    await using stage = await openManaged(engine);
    const managedNow = () => ["managed", "bulk"].map((name) => stage.resource(name));
    const before = managedNow();
    if (settings !== undefined) stage.settings(settings);

    stage.program(`${managed}\n${another}`);
    const commands = {
      "up --yes --skip-preview": up,
      "refresh --yes --skip-preview": refresh,
      "destroy --yes --skip-preview": destroy,
    };
    for (const [command, named] of Object.entries(commands)) {
      const output = await stage.fail(command, how);
      expect(output, command).toMatch(named);
      expect(output, command).not.toMatch(stack);
      expect(managedNow(), command).toMatchObject(
        before.map((resource) => ({ id: resource?.id, outputs: resource?.outputs })),
      );
      expect(stage.names(), command).toEqual(["bulk", "managed"]);
    }
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a token that may only read: told by the scope it needs, when something is to be written", async ({
    engine,
    expect,
  }) => {
    await using stage = await openManaged(engine);
    const how = { env: { SKYVIA_TOKEN: "reader-token" } };
    stage.program(`${managed}\n${another}`);
    for (const command of ["up --yes --skip-preview", "destroy --yes --skip-preview"]) {
      const output = await stage.fail(command, how);
      expect(output, command).toContain("Integration / Enable-Disable Schedule");
      expect(output, command).not.toMatch(stack);
    }
    await stage.succeed("refresh --yes --skip-preview", how);
    expect(stage.resources()).toHaveLength(2);
  });
});

test("a server that hangs: one Ctrl-C ends the run, and the message names the operation", async ({
  engine,
  expect,
}) => {
  await using stage = await openStage(engine);
  stage.program(another);
  stage.emulator.addFault({ fault: { type: "timeout" } });
  const running = stage.start("up --yes --skip-preview");
  await until(() => stage.emulator.requests().length > 0);
  running.interrupt();
  const { code, output } = await running.ended;
  expect(code).not.toBe(0);
  expect(output).toMatch(/GET \/v1\/workspaces\/1\/integrations\b/);
  expect(output).not.toMatch(stack);
});

describe("wrong inputs are all told at preview, by property, without a call", () => {
  test.for([
    [
      "of the wrong type",
      `{ workspaceId: "one", integrationId: [12], enabled: "yes" }`,
      ["workspaceId", "integrationId", "enabled"],
    ],
    ["out of range", `{ workspaceId: 0, integrationId: 2147483648, enabled: true }`, ["workspaceId", "integrationId"]],
    ["an unknown key", `{ workspaceId: 1, integrationId: 12, enabled: true, nam: "Hourly leads" }`, ["nam"]],
    ["an unknown word", `{ workspaceId: 1, integrationId: 12, enabled: true, onDelete: "remove" }`, ["onDelete"]],
    ["left out", `{}`, ["workspaceId", "integrationId", "enabled"]],
  ] as const)("IntegrationSchedule: %s", async ([, args, properties], { engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`new skyvia.IntegrationSchedule("wrong", ${args} as any);`);
    const output = await stage.fail("preview");
    for (const property of properties) expect(output).toContain(property);
    expect(output).not.toMatch(stack);
    expect(stage.takeCalls()).toEqual([]);
  });

  test("WorkspaceSchedules: every kind at once", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(
      `new skyvia.WorkspaceSchedules("wrong", { workspaceId: 1.5, schedules: { abc: "enabled", 11: "on", 12: true }, unmanaged: "warn", onDelet: "leave" } as any);`,
    );
    const output = await stage.fail("preview");
    for (const property of ["workspaceId", "schedules", "abc", "11", "12", "unmanaged", "onDelet"])
      expect(output).toContain(property);
    expect(output).not.toMatch(stack);
    expect(stage.takeCalls()).toEqual([]);
  });
});

import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage, shareStage } from "./stage.ts";
import { until } from "./until.ts";

const managed = `new skyvia.IntegrationSchedule("managed", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "disable" });
  new skyvia.WorkspaceSchedules("bulk", { workspaceId: 2, schedules: { 11: "enabled" }, onDelete: "disable" });`;
const another = `new skyvia.IntegrationSchedule("another", { workspaceId: 1, integrationId: 13, enabled: false });`;

/** The diagnostics are sentences for the user: no stack, no frames of gRPC. */
const stack = /^\s+at \S+ ?\(|\.js:\d+:\d+|node:internal|grpc|\bundefined\b/m;

describe("up, refresh and destroy report what prevents them; managed resources stay in the state", () => {
  const stage = shareStage();

  // Each cause has its sentences in packages/provider/test/server/settings.test.ts: a call that fails is all the same to the engine.
  test("a wrong token", async ({ expect }) => {
    stage().program(managed);
    await stage().succeed("up --yes --skip-preview");
    stage().takeCalls();
    const managedNow = () => ["managed", "bulk"].map((name) => stage().resource(name));
    const before = managedNow().map((resource) => ({ id: resource?.id, outputs: resource?.outputs }));

    stage().program(`${managed}\n${another}`);
    for (const command of ["up", "refresh", "destroy"]) {
      const output = await stage().fail(`${command} --yes --skip-preview`, { env: { SKYVIA_TOKEN: "wrong-token" } });
      expect(output, command).toMatch(/token was refused/);
      expect(output, command).not.toMatch(stack);
      expect(managedNow(), command).toMatchObject(before);
      expect(stage().names(), command).toEqual(["bulk", "managed"]);
    }
    expect(stage().takeWrites()).toEqual([]);
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

describe("wrong inputs are all reported at preview, by property, without a call", () => {
  const stage = shareStage();

  test.for([
    [
      "IntegrationSchedule",
      `{ workspaceId: "one", integrationId: 2147483648, onDelete: "remove", nam: "Hourly leads" }`,
      ["workspaceId", "integrationId", "enabled", "onDelete", "nam"],
    ],
    [
      "WorkspaceSchedules",
      `{ workspaceId: 1.5, schedules: { abc: "enabled", 11: "on", 12: true }, unmanaged: "warn", onDelet: "leave" }`,
      ["workspaceId", "schedules", "abc", "11", "12", "unmanaged", "onDelet"],
    ],
  ] as const)("%s: every kind at once", async ([type, args, properties], { expect }) => {
    stage().program(`new skyvia.${type}("wrong", ${args} as any);`);
    const output = await stage().fail("preview");
    for (const property of properties) expect(output).toContain(property);
    expect(output).not.toMatch(stack);
    expect(stage().takeCalls()).toEqual([]);
  });
});

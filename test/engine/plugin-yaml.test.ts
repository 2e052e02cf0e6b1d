import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openPluginStage, resource, type PluginStage } from "./plugin-stage.ts";
import { canary } from "./stage.ts";
import { until } from "./until.ts";

const live = ({ emulator }: PluginStage, ...ids: readonly number[]): string[] =>
  ids.map((id) => emulator.world.schedule(1, id));
const one = { workspaceId: 1, integrationId: 12, enabled: true };
const up = "up --yes --skip-preview";

describe("a program in YAML with the plugin", () => {
  test("up, unchanged, drift, update, and destroy with each onDelete", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    const program = (enabled: boolean): void =>
      stage.yaml(
        [
          resource("left", "IntegrationSchedule", { ...one, enabled, onDelete: "leave" }),
          resource("restored", "IntegrationSchedule", {
            ...one,
            integrationId: 11,
            enabled: false,
            onDelete: "restore",
          }),
          resource("bulk", "WorkspaceSchedules", { workspaceId: 1, schedules: { 13: "enabled" }, onDelete: "disable" }),
        ].join("\n"),
      );
    program(true);
    await stage.succeed("preview", { env: { SKYVIA_TOKEN: undefined } });
    expect(stage.takeCalls()).toEqual([]);
    await stage.succeed(up);
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/11", "enable 1/12"]);
    expect(await stage.succeed(up)).toContain("4 unchanged");
    expect(stage.takeCalls()).toEqual([]);

    stage.emulator.world.disable(1, 13);
    const preview = await stage.succeed("preview --refresh --diff");
    expect(preview).toMatch(/~ schedules: \{\s+~ 13: "disabled" => "enabled"\s+\}/);
    await stage.succeed(`${up} --refresh`);
    expect(stage.takeWrites()).toEqual(["enable 1/13"]);

    program(false);
    await stage.succeed(up);
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/13", "enable 1/11"]);
    expect(stage.names()).toEqual([]);
  });

  test("both kinds are imported, the code is generated, and a preview after it is unchanged", async ({
    engine,
    expect,
  }) => {
    await using stage = await openPluginStage(engine);
    stage.yaml("  {}");
    for (const [kind, name, id] of [
      ["IntegrationSchedule", "orders", "1/11"],
      ["WorkspaceSchedules", "production", "1"],
    ] as const) {
      await stage.succeed(
        `import skyvia:index:${kind} ${name} ${id} --yes --protect=false --out ${stage.folder}/${kind}.yaml`,
      );
    }
    expect(stage.resource("production")?.inputs).toMatchObject({
      schedules: { 11: "enabled", 12: "disabled", 13: "enabled", 14: "disabled" },
      names: { 11: "Nightly orders", 14: "By hand" },
    });
    const read = (kind: string): string => stage.read(`${kind}.yaml`).replace(/^resources:\n/, "");
    expect(read("IntegrationSchedule")).toContain("integrationId: 11");
    stage.yaml(`${read("IntegrationSchedule")}${read("WorkspaceSchedules")}`);
    expect(await stage.succeed("preview")).toContain("3 unchanged");
    expect(stage.takeWrites()).toEqual([]);

    const wrong = await stage.fail("import skyvia:index:IntegrationSchedule gone 1/99 --yes");
    expect(wrong).toContain("integration 99 does not exist in workspace 1");
    expect(await stage.fail("import skyvia:index:WorkspaceSchedules gone 9 --yes")).toContain(
      "workspace 9 does not exist",
    );
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a partial failure keeps what was done, and the next update goes on", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    stage.emulator.addFault({
      match: { integration: 12, method: "POST" },
      fault: { type: "status", status: 500 },
    });
    stage.yaml(
      resource("bulk", "WorkspaceSchedules", { workspaceId: 1, schedules: { 11: "disabled", 12: "enabled" } }),
    );
    expect(await stage.fail(up)).toContain("1 of 2 schedules of workspace 1 are not as the program says");
    expect(stage.resource("bulk")?.outputs?.["schedules"]).toEqual({ 11: "disabled", 12: "disabled" });
    stage.emulator.clearFaults();
    stage.takeCalls();
    await stage.succeed(up);
    expect(stage.takeWrites()).toEqual(["enable 1/12"]);
  });

  test("an explicit provider with a secret, a wrong token, and the token nowhere", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    await stage.succeed(`config set --secret token ${canary}`);
    const program = (token: string, enabled = true): void =>
      stage.yaml(
        [
          `  account: { type: "pulumi:providers:skyvia", properties: { token: "${token}", baseUrl: "${stage.emulator.url}" } }`,
          resource("single", "IntegrationSchedule", { ...one, enabled }, { provider: "${account}" }),
        ].join("\n"),
        "config: { token: { type: string, secret: true } }\n",
      );
    const none = { env: { SKYVIA_TOKEN: undefined } };
    program("${token}");
    const output = await stage.succeed(`${up} --diff`, none);
    expect(stage.takeWrites()).toEqual(["enable 1/12"]);
    for (const text of [output, stage.state()]) expect(text).not.toContain(canary);
    program("wrong", false);
    expect(await stage.fail(up, none)).toMatch(/the token was refused/);
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a rename, and a hand-over over two deploys, switch nothing", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    const single = (name: string): string => resource(name, "IntegrationSchedule", { ...one, onDelete: "disable" });
    const bulk = resource("bulk", "WorkspaceSchedules", { workspaceId: 1, schedules: { 12: "enabled" } });
    stage.yaml(single("old"));
    await stage.succeed(up);
    stage.takeCalls();
    stage.yaml(single("new"));
    await stage.succeed(up);
    stage.yaml(`${single("new")}\n${bulk}`);
    expect(await stage.succeed(up)).toContain("two resources manage integration 12 of workspace 1 and agree");
    stage.yaml(bulk);
    await stage.succeed(up);
    expect([stage.takeWrites(), live(stage, 12), stage.names()]).toEqual([[], ["enabled"], ["bulk"]]);
  });

  test("a wrong input is one clear line, and nothing is written", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    stage.yaml(resource("word", "WorkspaceSchedules", { workspaceId: 1, schedules: { twelve: "enabled" } }));
    expect(await stage.fail(up)).toContain(
      "resource 'word' has a problem: schedules.twelve must have an integration id as its key: decimal digits",
    );
    expect(stage.takeCalls()).toEqual([]);
  });
});

describe("a run with the plugin that is cut short", () => {
  const ids = Array.from({ length: 300 }, (_, index) => 1001 + index);
  const seed = `
tokens: { all: { value: ${canary}, scopes: all } }
workspaces:
  - id: 1
    name: Production
    integrations: [${ids.map((id) => `{ id: ${id}, name: Load ${id}, schedule: disabled }`).join(", ")}]`;
  const bulk = resource("bulk", "WorkspaceSchedules", {
    workspaceId: 1,
    schedules: Object.fromEntries(ids.map((id) => [id, "enabled"])),
  });
  const isPost = ({ method }: { readonly method: string }): boolean => method === "POST";

  test("Ctrl-C: no write begins any more, the state has exactly what was written, and the next update goes on", async ({
    engine,
    expect,
  }) => {
    await using stage = await openPluginStage(engine, { seed });
    stage.yaml(bulk);
    stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 100 } });
    const writes = (): number => stage.emulator.requests().filter(isPost).length;
    const running = stage.start(up);
    await until(() => writes() >= 20);
    running.interrupt();
    const { code, output } = await running.ended;
    expect(code).not.toBe(0);
    expect(output).toContain("the run was canceled: no further write was started");
    const enabled = ids.filter((id) => stage.emulator.world.schedule(1, id) === "enabled");
    expect(enabled.length).toBeLessThan(100);
    const known = stage.resource("bulk")?.outputs?.["schedules"] as Record<string, string>;
    expect(Object.keys(known).filter((id) => known[id] === "enabled")).toEqual(enabled.map(String));
    stage.emulator.clearFaults();
    await stage.succeed("cancel --yes");
    await stage.succeed(up);
    expect(ids.every((id) => stage.emulator.world.schedule(1, id) === "enabled")).toBe(true);
  });

  test("kill -9: nobody writes any more soon after it, and the next update goes on", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine, { seed });
    stage.yaml(bulk);
    stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 100 } });
    const running = stage.start(up);
    await until(() => stage.emulator.requests().filter(isPost).length >= 20);
    running.kill();
    await running.ended;
    await until(() => stage.processes().every(({ command }) => !command.includes("lib/main.js")));
    const enabled = ids.filter((id) => stage.emulator.world.schedule(1, id) === "enabled").length;
    expect(enabled).toBeLessThan(200);
    stage.emulator.clearFaults();
    await stage.pulumi("cancel --yes");
    await stage.succeed(up);
    expect(ids.every((id) => stage.emulator.world.schedule(1, id) === "enabled")).toBe(true);
  });
});

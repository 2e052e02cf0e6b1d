import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage, type Stage } from "./stage.ts";

function live({ emulator }: Stage, ...ids: readonly number[]): string[] {
  return ids.map((id) => emulator.world.schedule(1, id));
}

describe("the schedule of a resource that goes is left alone where another resource of the program has set it", () => {
  test.for(["disable", "restore"])("renamed without an alias, onDelete: %s", async (onDelete, { engine, expect }) => {
    await using stage = await openStage(engine);
    const program = (name: string) =>
      `new skyvia.IntegrationSchedule("${name}", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "${onDelete}" });`;
    stage.program(program("old"));
    await stage.succeed("up --yes --skip-preview");
    stage.takeCalls();
    stage.program(program("new"));
    await stage.succeed("up --yes --skip-preview");
    expect(live(stage, 12)).toEqual(["enabled"]);
    expect(stage.takeWrites()).toEqual([]);
    expect(stage.names()).toEqual(["new"]);
    expect(await stage.succeed("up --yes --skip-preview --refresh")).toContain("2 unchanged");
  });

  test.for(["disable", "restore"])("two that swap their ids, onDelete: %s", async (onDelete, { engine, expect }) => {
    await using stage = await openStage(engine);
    const program = (a: number, b: number) => `
      new skyvia.IntegrationSchedule("a", { workspaceId: 1, integrationId: ${a}, enabled: true, onDelete: "${onDelete}" });
      new skyvia.IntegrationSchedule("b", { workspaceId: 1, integrationId: ${b}, enabled: true, onDelete: "${onDelete}" });`;
    stage.program(program(12, 13));
    await stage.succeed("up --yes --skip-preview");
    stage.takeCalls();
    stage.program(program(13, 12));
    await stage.succeed("up --yes --skip-preview");
    expect(live(stage, 12, 13)).toEqual(["enabled", "enabled"]);
    expect(["a", "b"].map((name) => stage.resource(name)?.id)).toEqual(["1/13", "1/12"]);
    expect(await stage.succeed("up --yes --skip-preview --refresh")).toContain("3 unchanged");
    expect(stage.takeWrites()).toEqual([]);
  });

  test.for(["disable", "restore"])(
    "one moves into a WorkspaceSchedules, onDelete: %s",
    async (onDelete, { engine, expect }) => {
      await using stage = await openStage(engine);
      stage.program(
        `new skyvia.IntegrationSchedule("a", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "${onDelete}" });`,
      );
      await stage.succeed("up --yes --skip-preview");
      stage.takeCalls();
      stage.program(
        `new skyvia.WorkspaceSchedules("all", { workspaceId: 1, schedules: { 12: "enabled" }, onDelete: "${onDelete}" });`,
      );
      await stage.succeed("up --yes --skip-preview");
      expect(live(stage, 12)).toEqual(["enabled"]);
      expect(stage.takeWrites()).toEqual([]);
    },
  );
});

describe("accounts", () => {
  const twoAccounts = `
tokens:
  default: { value: default-token, scopes: all }
  west: { value: west-token, scopes: all, workspaces: [1] }
  east: { value: east-token, scopes: all, workspaces: [2] }
workspaces:
  - { id: 1, name: West, integrations: [{ id: 12, name: Orders, schedule: disabled }] }
  - { id: 2, name: East, integrations: [{ id: 12, name: Orders, schedule: disabled }] }
`;

  test("two explicit providers with different tokens in one program", async ({ engine, expect }) => {
    await using stage = await openStage(engine, { seed: twoAccounts });
    stage.program(`
      const baseUrl = ${JSON.stringify(stage.emulator.url)};
      for (const [name, workspaceId] of [["west", 1], ["east", 2]] as const) {
        const provider = new skyvia.Provider(name, { token: name + "-token", baseUrl });
        new skyvia.IntegrationSchedule(name, { workspaceId, integrationId: 12, enabled: true, onDelete: "restore" }, { provider });
      }`);
    await stage.succeed("up --yes --skip-preview", { env: { SKYVIA_TOKEN: undefined } });
    const used = stage.emulator.requests().map(({ path, token }) => `${token} ${path.split("/")[3]}`);
    expect([...new Set(used)].toSorted()).toEqual(["east 2", "west 1"]);
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/12"]);
    for (const token of ["west-token", "east-token"]) expect(stage.state()).not.toContain(token);

    await stage.succeed("refresh --yes", { env: { SKYVIA_TOKEN: undefined } });
    await stage.succeed("destroy --yes --skip-preview", { env: { SKYVIA_TOKEN: undefined } });
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 2/12"]);
  });

  test("a token that covers one workspace: what it may is done, what it may not is told", async ({
    engine,
    expect,
  }) => {
    await using stage = await openStage(engine, { seed: twoAccounts });
    stage.program(`
      for (const workspaceId of [2, 1]) new skyvia.IntegrationSchedule("one-" + workspaceId, { workspaceId, integrationId: 12, enabled: true });`);
    const how = { env: { SKYVIA_TOKEN: "west-token" } };
    const output = await stage.fail("up --yes --skip-preview --parallel 1 --continue-on-error", how);
    expect(output).toMatch(/workspaces\/2\/.* answered 403/);
    expect(stage.takeWrites()).toEqual(["enable 1/12"]);
    expect(stage.names()).toEqual(["one-1"]);
  });

  test("a changed token is an update of the provider alone", async ({ engine, expect }) => {
    await using stage = await openStage(engine, { seed: twoAccounts });
    const program = (token: string) => `
      const provider = new skyvia.Provider("account", { token: "${token}", baseUrl: ${JSON.stringify(stage.emulator.url)} });
      new skyvia.IntegrationSchedule("one", { workspaceId: 1, integrationId: 12, enabled: true }, { provider });`;
    stage.program(program("west-token"));
    await stage.succeed("up --yes --skip-preview");
    stage.takeCalls();
    stage.program(program("default-token"));
    expect(await stage.succeed("up --yes --skip-preview")).toMatch(/~ 1 updated\s+2 unchanged/);
    expect(stage.takeCalls()).toEqual([]);
  });

  test("the settings of the stack come before the environment", async ({ engine, expect }) => {
    await using stage = await openStage(engine, { seed: twoAccounts });
    await stage.succeed("config set skyvia:token west-token --secret");
    stage.program(`new skyvia.IntegrationSchedule("one", { workspaceId: 1, integrationId: 12, enabled: true });`);
    await stage.succeed("up --yes --skip-preview", { env: { SKYVIA_TOKEN: "wrong" } });
    expect([...new Set(stage.emulator.requests().map(({ token }) => token))]).toEqual(["west"]);
    expect(stage.state()).not.toContain("west-token");
  });
});

test("50 first reads at once while configure is slow: all are configured", async ({ engine, expect }) => {
  const ids = Array.from({ length: 50 }, (_, index) => 1001 + index);
  const seed = `workspaces: [{ id: 1, name: Production, integrations: [${ids.map((id) => `{ id: ${id}, name: Load ${id}, schedule: enabled }`).join(", ")}] }]`;
  await using stage = await openStage(engine, { seed });
  stage.program(
    `for (const id of ${JSON.stringify(ids)}) new skyvia.IntegrationSchedule(\`load-\${id}\`, { workspaceId: 1, integrationId: id, enabled: true });`,
  );
  await stage.succeed("up --yes --skip-preview");
  for (const id of ids) stage.emulator.world.disable(1, id);
  stage.write(
    "slow-configure.cjs",
    `
    const { provider } = require("@skyvia-schedules/pulumi/provider");
    const { configure } = provider;
    provider.configure = async (request) => {
      const done = configure.call(provider, request);
      await new Promise((resolve) => setTimeout(resolve, 2000));
      return done;
    };`,
  );
  const how = { env: { NODE_OPTIONS: `--require=${stage.folder}/slow-configure.cjs` } };
  await stage.succeed("refresh --yes --skip-preview --parallel 50", how);
  expect(stage.resources().map(({ outputs }) => outputs?.["state"])).toEqual(ids.map(() => "disabled"));
});

describe("as any other resource", () => {
  test("protect, ignoreChanges, dependsOn, parent, components, aliases and stack transformations", async ({
    engine,
    expect,
  }) => {
    await using stage = await openStage(engine);
    stage.program(`
      pulumi.runtime.registerStackTransformation(({ type, props, opts }) =>
        type.endsWith(":IntegrationSchedule") ? { props: { ...props, onDelete: "disable" }, opts } : undefined);
      class Team extends pulumi.ComponentResource {
        constructor(name: string) {
          super("test:index:Team", name);
          const first = new skyvia.IntegrationSchedule(name + "-first", { workspaceId: 1, integrationId: 11, enabled: true }, { parent: this });
          new skyvia.IntegrationSchedule(name + "-second", { workspaceId: 1, integrationId: 12, enabled: true }, { parent: this, dependsOn: first });
        }
      }
      new Team("team");
      new skyvia.IntegrationSchedule("kept", { workspaceId: 1, integrationId: 13, enabled: true }, { protect: true, ignoreChanges: ["enabled"] });`);
    await stage.succeed("up --yes --skip-preview");
    const second = stage.resource("team-second");
    expect(second?.parent).toMatch(/test:index:Team::team$/);
    expect(second?.dependencies?.[0]).toMatch(/::team-first$/);
    expect(stage.resources().map(({ inputs }) => inputs?.["onDelete"])).toEqual(["disable", "disable", "disable"]);
    stage.takeCalls();

    stage.program(`
      new skyvia.IntegrationSchedule("first", { workspaceId: 1, integrationId: 11, enabled: true, onDelete: "disable" }, { aliases: [{ name: "team-first", parent: "urn:pulumi:dev::stage::test:index:Team::team" }] });
      new skyvia.IntegrationSchedule("kept", { workspaceId: 1, integrationId: 13, enabled: false, onDelete: "disable" }, { protect: true, ignoreChanges: ["enabled"] });`);
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
    expect(stage.names()).toEqual(["first", "kept"]);
    expect(await stage.fail("destroy --yes --skip-preview")).toContain("protected");
    expect(stage.resource("kept")?.id).toBe("1/13");
  });

  test("with PULUMI_PARALLEL_DIFF=true", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    const how = { env: { PULUMI_PARALLEL_DIFF: "true" } };
    const program = (enabled: boolean) => `
      for (const id of [11, 12, 13]) new skyvia.IntegrationSchedule("s" + id, { workspaceId: 1, integrationId: id, enabled: ${enabled} });
      new skyvia.WorkspaceSchedules("bulk", { workspaceId: 2, schedules: { 11: "${enabled ? "enabled" : "disabled"}" } });`;
    stage.program(program(true));
    await stage.succeed("up --yes --skip-preview", how);
    expect(await stage.succeed("up --yes --skip-preview", how)).toContain("5 unchanged");
    stage.program(program(false));
    expect(await stage.succeed("up --yes --skip-preview", how)).toContain("~ 4 updated");
    expect(stage.takeWrites().toSorted()).toEqual([
      "disable 1/11",
      "disable 1/12",
      "disable 1/13",
      "disable 2/11",
      "enable 1/12",
      "enable 2/11",
    ]);
  });
});

import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage, shareStage } from "./stage.ts";

// `disable` and `restore`, each in every shape, are in packages/provider/test/server: the engine decides the order of steps.
describe("the schedule of a deleted resource is not switched if another resource of the program has set it", () => {
  const stage = shareStage();
  const single = (name: string, id: number, onDelete: string): string =>
    `new skyvia.IntegrationSchedule("${name}", { workspaceId: 1, integrationId: ${id}, enabled: true, onDelete: "${onDelete}" });`;

  const steps: readonly { readonly title: string; readonly program: string; readonly names: readonly string[] }[] = [
    {
      title: "renamed without an alias, with both kinds of onDelete",
      program: single("new-a", 12, "restore") + single("new-b", 13, "disable") + single("c", 11, "disable"),
      names: ["c", "new-a", "new-b"],
    },
    {
      title: "two that swap their ids",
      program: single("new-a", 12, "restore") + single("new-b", 11, "disable") + single("c", 13, "disable"),
      names: ["c", "new-a", "new-b"],
    },
    {
      title: "one moves into a WorkspaceSchedules",
      program: `${single("new-a", 12, "restore")}${single("c", 13, "disable")}
        new skyvia.WorkspaceSchedules("all", { workspaceId: 1, schedules: { 11: "enabled" }, onDelete: "disable" });`,
      names: ["all", "c", "new-a"],
    },
  ];

  test("at the start", async ({ expect }) => {
    stage().program(single("a", 12, "restore") + single("b", 13, "disable") + single("c", 11, "disable"));
    await stage().succeed("up --yes --skip-preview");
    expect(stage().takeWrites()).toEqual(["enable 1/12"]);
  });

  test.for(steps)("$title", async ({ program, names }, { expect }) => {
    stage().program(program);
    await stage().succeed("up --yes --skip-preview");
    expect([11, 12, 13].map((id) => stage().emulator.world.schedule(1, id))).toEqual(["enabled", "enabled", "enabled"]);
    expect(stage().takeWrites()).toEqual([]);
    expect(stage().names()).toEqual(names);
  });

  test("a refresh finds no difference afterwards", async ({ expect }) => {
    expect(await stage().succeed("refresh --yes --skip-preview")).toContain("4 unchanged");
  });
});

describe("accounts", () => {
  const stage = shareStage({
    seed: `
tokens:
  default: { value: default-token, scopes: all }
  west: { value: west-token, scopes: all, workspaces: [1] }
  east: { value: east-token, scopes: all, workspaces: [2] }
workspaces:
  - { id: 1, name: West, integrations: [{ id: 12, name: Orders, schedule: disabled }] }
  - { id: 2, name: East, integrations: [{ id: 12, name: Orders, schedule: disabled }] }
`,
  });
  const how = { env: { SKYVIA_TOKEN: undefined } };
  const program = (west: string): string => `
    const baseUrl = ${JSON.stringify(stage().emulator.url)};
    for (const [name, workspaceId, token] of [["west", 1, "${west}"], ["east", 2, "east-token"]] as const) {
      const provider = new skyvia.Provider(name, { token, baseUrl });
      new skyvia.IntegrationSchedule(name, { workspaceId, integrationId: 12, enabled: true, onDelete: "restore" }, { provider });
    }`;

  test("two explicit providers with different tokens in one program", async ({ expect }) => {
    stage().program(program("west-token"));
    await stage().succeed("up --yes --skip-preview", how);
    const used = stage()
      .emulator.requests()
      .map(({ path, token }) => `${token} ${path.split("/")[3]}`);
    expect([...new Set(used)].toSorted()).toEqual(["east 2", "west 1"]);
    expect(stage().takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/12"]);
    for (const token of ["west-token", "east-token"]) expect(stage().state()).not.toContain(token);
  });

  test("a changed token only updates the provider", async ({ expect }) => {
    stage().program(program("default-token"));
    expect(await stage().succeed("up --yes --skip-preview", how)).toMatch(/~ 1 updated\s+4 unchanged/);
    expect(stage().takeCalls()).toEqual([]);
  });

  test("a destroy knows the account of each", async ({ expect }) => {
    await stage().succeed("destroy --yes --skip-preview", how);
    const used = stage()
      .emulator.requests()
      .map(({ path, token }) => `${token} ${path.split("/")[3]}`);
    expect([...new Set(used)].toSorted()).toEqual(["default 1", "east 2"]);
    expect(stage().takeWrites().toSorted()).toEqual(["disable 1/12", "disable 2/12"]);
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
      await new Promise((resolve) => setTimeout(resolve, 1000));
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

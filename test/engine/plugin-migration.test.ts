import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "./engine-test.ts";
import { openPluginStage, resource, type PluginStage } from "./plugin-stage.ts";
import { generatedSdks } from "./sdks.ts";

const up = "up --yes --skip-preview";
const single = { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "disable" };
const bulk = { workspaceId: 1, schedules: { 11: "disabled", 13: "enabled" }, onDelete: "disable" };

/** The same resources as a program of the dynamic package, and as one of the plugin. */
function dynamicProgram(stage: PluginStage): void {
  stage.write(
    "Pulumi.yaml",
    "name: stage\nmain: index.ts\nruntime: { name: nodejs, options: { typescript: false } }\n",
  );
  stage.program(
    `new skyvia.IntegrationSchedule("single", ${JSON.stringify(single)});\nnew skyvia.WorkspaceSchedules("bulk", ${JSON.stringify(bulk)});`,
  );
}

function pluginProgram(stage: PluginStage): void {
  stage.yaml(
    [resource("single", "IntegrationSchedule", single), resource("bulk", "WorkspaceSchedules", bulk)].join("\n"),
  );
}

const live = ({ emulator }: PluginStage): string[] => [11, 12, 13].map((id) => emulator.world.schedule(1, id));

test("from the dynamic package to the plugin nothing changes, and back again", async ({ engine, expect }) => {
  await using stage = await openPluginStage(engine, { linked: true });
  dynamicProgram(stage);
  await stage.succeed(up);
  stage.takeCalls();
  pluginProgram(stage);
  expect(await stage.succeed(up)).toContain("3 unchanged");
  expect(
    stage
      .resources()
      .map(({ type }) => type)
      .toSorted(),
  ).toEqual(["skyvia:index:IntegrationSchedule", "skyvia:index:WorkspaceSchedules"]);
  dynamicProgram(stage);
  await stage.succeed(up);
  expect(stage.takeCalls()).toEqual([]);
  await stage.succeed("refresh --yes --skip-preview");
  await stage.succeed("destroy --yes --skip-preview");
  expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13"]);
});

test("from the plugin to the dynamic package each resource is updated once at most, without a request", async ({
  engine,
  expect,
}) => {
  await using stage = await openPluginStage(engine, { linked: true });
  pluginProgram(stage);
  await stage.succeed(up);
  const before = live(stage);
  stage.takeCalls();
  dynamicProgram(stage);
  expect(await stage.succeed(up)).toMatch(/~ 2 updated/);
  expect(await stage.succeed(up)).toContain("3 unchanged");
  expect([stage.takeCalls(), live(stage)]).toEqual([[], before]);
  expect(await stage.succeed("refresh --yes --skip-preview")).toContain("3 unchanged");
  await stage.succeed("destroy --yes --skip-preview");
  expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13"]);
});

test("a program in TypeScript with the generated SDK", async ({ engine, expect }) => {
  await using stage = await openPluginStage(engine, { linked: true });
  dynamicProgram(stage);
  const installed = join(stage.folder, "node_modules/@skyvia-schedules/pulumi-skyvia");
  cpSync(join(await generatedSdks(), "nodejs/bin"), installed, { recursive: true });
  stage.write(
    "index.ts",
    `import * as skyvia from "@skyvia-schedules/pulumi-skyvia";
new skyvia.IntegrationSchedule("single", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: skyvia.OnDelete.Disable });
export const found = skyvia.getIntegrationOutput({ workspaceId: 1, name: "Invoices" }).id;`,
  );
  expect(await stage.succeed(up)).toMatch(/found: 13/);
  expect(stage.takeWrites()).toEqual(["enable 1/12"]);
  expect(await stage.succeed(up)).toContain("2 unchanged");
  await stage.succeed("destroy --yes --skip-preview");
  expect(stage.takeWrites()).toEqual(["disable 1/12"]);
});

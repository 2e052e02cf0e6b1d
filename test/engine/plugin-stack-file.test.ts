import { spawnSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openPluginStage, resource, type PluginStage } from "./plugin-stage.ts";

const tool = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));
const single = { workspaceId: 1, integrationId: 12, enabled: true };
const bulk = { workspaceId: 1, schedules: { 11: "enabled" }, entries: [{ name: "Invoices", schedule: "enabled" }] };

/** The kinds of resources whose schedules both the file and the stack of a stage manage, by the id of the schedule. */
async function shared(stage: PluginStage, options: string = ""): Promise<{ found: object; output: string }> {
  stage.write(
    "skyvia.yaml",
    `version: 1
workspaces:
  - id: 1
    integrations:
      - { id: 11, schedule: enabled }
      - { id: 12, schedule: enabled }
      - { match: "Inv*", schedule: enabled }
      - { id: 14, schedule: disabled }
`,
  );
  await stage.succeed(`stack export --file ${stage.folder}/export.json${options}`);
  const args = [tool, "validate", "-f", "skyvia.yaml", "--pulumi-stack", "export.json"];
  const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: stage.folder, encoding: "utf8" });
  const lines = stderr.matchAll(/integration (\d+) of workspace 1 is managed by a Pulumi stack too: \S+::(\S+)::/g);
  return { found: Object.fromEntries([...lines].map(([, id, type]) => [id, type])), output: stdout + stderr };
}

describe("validate --pulumi-stack with the export of a real stack finds what both manage", () => {
  test("resources of the plugin", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine);
    stage.yaml(
      [resource("one", "IntegrationSchedule", single), resource("all", "WorkspaceSchedules", bulk)].join("\n"),
    );
    await stage.succeed("up --yes --skip-preview");
    expect((await shared(stage)).found).toEqual({
      11: "skyvia:index:WorkspaceSchedules",
      12: "skyvia:index:IntegrationSchedule",
      13: "skyvia:index:WorkspaceSchedules",
    });
  });

  test("resources of the dynamic package", async ({ engine, expect }) => {
    await using stage = await openPluginStage(engine, { linked: true });
    stage.program(
      `new skyvia.IntegrationSchedule("one", ${JSON.stringify(single)});\nnew skyvia.WorkspaceSchedules("all", ${JSON.stringify(bulk)});`,
    );
    await stage.succeed("up --yes --skip-preview");
    expect((await shared(stage)).found).toEqual({
      11: "pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules",
      12: "pulumi-nodejs:dynamic/skyvia:IntegrationSchedule",
      13: "pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules",
    });
  });

  test("schedules that are a secret: an export with secrets is read, another one says what is missing", async ({
    engine,
    expect,
  }) => {
    await using stage = await openPluginStage(engine);
    const secret = { "fn::secret": { 11: "enabled", 14: "disabled" } };
    stage.yaml(resource("all", "WorkspaceSchedules", { workspaceId: 1, schedules: secret }));
    await stage.succeed("up --yes --skip-preview");
    expect((await shared(stage, " --show-secrets")).found).toEqual({
      11: "skyvia:index:WorkspaceSchedules",
      14: "skyvia:index:WorkspaceSchedules",
    });
    expect((await shared(stage)).output).toContain("--show-secrets");
  });
});

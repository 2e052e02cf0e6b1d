import { cpSync } from "node:fs";
import { join } from "node:path";
import { describe } from "vitest";
import type { Engine } from "../../scripts/engine/engine.ts";
import { test } from "./engine-test.ts";
import { openPluginStage, type PluginStage } from "./plugin-stage.ts";
import { installPythonSdk, pythonOr } from "./python.ts";
import { generatedSdks } from "./sdks.ts";
import type { How } from "./stage.ts";

/** What a program wants. */
interface Wish {
  /** Of schedule 12. */
  readonly enabled: boolean;
  /** Of schedule 11, in one resource with schedule 13, which is enabled. */
  readonly orders: "enabled" | "disabled";
}

/** A language with its program. */
interface Language {
  readonly name: string;
  readonly prepare: (
    engine: Engine,
    skip: (reason: string) => never,
  ) => Promise<{ stage: PluginStage; how: How; file: string }>;
  readonly program: (wish: Wish) => string;
}

const languages: readonly Language[] = [
  {
    name: "Python",
    prepare: async (engine, skip) => {
      const python = pythonOr(skip);
      const stage = await openPluginStage(engine);
      stage.write("Pulumi.yaml", "name: stage\nruntime: python\n");
      return { stage, how: { env: installPythonSdk(python, await generatedSdks(), stage) }, file: "__main__.py" };
    },
    program: ({ enabled, orders }) => `import pulumi
import pulumi_skyvia as skyvia

single = skyvia.IntegrationSchedule("single", workspace_id=1, integration_id=12, enabled=${enabled ? "True" : "False"}, on_delete="disable")
skyvia.WorkspaceSchedules("bulk", workspace_id=1, schedules={"11": "${orders}", "13": skyvia.DesiredSchedule.ENABLED}, on_delete="restore")
pulumi.export("state", single.state)
pulumi.export("invoices", skyvia.get_integration_output(workspace_id=1, name="Invoices").id)
`,
  },
  {
    name: "TypeScript with the generated SDK",
    prepare: async (engine) => {
      const stage = await openPluginStage(engine, { linked: true });
      const installed = join(stage.folder, "node_modules/@skyvia-schedules/pulumi-skyvia");
      cpSync(join(await generatedSdks(), "nodejs/bin"), installed, { recursive: true });
      return { stage, how: {}, file: "index.ts" };
    },
    program: ({ enabled, orders }) => `import * as skyvia from "@skyvia-schedules/pulumi-skyvia";

const single = new skyvia.IntegrationSchedule("single", { workspaceId: 1, integrationId: 12, enabled: ${enabled}, onDelete: "disable" });
new skyvia.WorkspaceSchedules("bulk", { workspaceId: 1, schedules: { "11": "${orders}", "13": skyvia.DesiredSchedule.Enabled }, onDelete: "restore" });
export const state = single.state;
export const invoices = skyvia.getIntegrationOutput({ workspaceId: 1, name: "Invoices" }).id;
`,
  },
];

describe.each(languages)("a program in $name", ({ prepare, program }) => {
  test("up, unchanged, drift by refresh, a partial failure and its recovery, update, destroy", async ({
    engine,
    expect,
    skip,
  }) => {
    const { stage: opened, how, file } = await prepare(engine, skip);
    await using stage = opened;
    const run = (command: string): Promise<string> => stage.succeed(command, how);
    const want = (wish: Wish): void => stage.write(file, program(wish));
    const up = "up --yes --skip-preview";

    want({ enabled: true, orders: "disabled" });
    await run("preview");
    expect(stage.takeWrites()).toEqual([]);
    const first = await run(up);
    expect(first).toMatch(/invoices\s*: 13/);
    expect(first).toMatch(/state\s*: "enabled"/);
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/11", "enable 1/12"]);
    expect(await run(up)).toContain("3 unchanged");

    stage.emulator.world.disable(1, 13);
    expect(await run("preview --refresh --diff")).toMatch(/~ 13: "disabled" => "enabled"/);
    stage.takeCalls();
    await run(`${up} --refresh`);
    expect(stage.takeWrites()).toEqual(["enable 1/13"]);

    stage.emulator.addFault({ match: { integration: 11, method: "POST" }, fault: { type: "status", status: 500 } });
    want({ enabled: false, orders: "enabled" });
    expect(await stage.fail(up, how)).toContain("1 of 2 schedules of workspace 1 are not as the program says");
    stage.emulator.clearFaults();
    stage.takeCalls();
    await run(up);
    expect([11, 12, 13].map((id) => stage.emulator.world.schedule(1, id))).toEqual(["enabled", "disabled", "enabled"]);
    expect(await run(up)).toContain("3 unchanged");

    stage.emulator.world.enable(1, 12);
    stage.takeCalls();
    await run("destroy --yes --skip-preview");
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
    expect(stage.names()).toEqual([]);
  });

  test("an import, after which the program's preview is unchanged", async ({ engine, expect, skip }) => {
    const { stage: opened, how, file } = await prepare(engine, skip);
    await using stage = opened;
    const imported = async (kind: string, name: string, id: string): Promise<string> =>
      stage.succeed(
        `import skyvia:index:${kind} ${name} ${id} --yes --skip-preview --protect=false --generate-code=false`,
        how,
      );
    stage.write(file, program({ enabled: false, orders: "enabled" }));
    await imported("IntegrationSchedule", "single", "1/12");
    await imported("WorkspaceSchedules", "bulk", "1");
    expect(stage.resource("bulk")?.inputs).toMatchObject({
      schedules: { 11: "enabled", 12: "disabled", 13: "enabled" },
    });
    await stage.succeed("up --yes --skip-preview", how); // the program wants fewer of them, and what becomes of them
    expect(await stage.succeed("preview", how)).toContain("3 unchanged");
    expect(stage.takeWrites()).toEqual([]);
  });
});

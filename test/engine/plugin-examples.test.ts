import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Engine } from "../../scripts/engine/engine.ts";
import { test } from "./engine-test.ts";
import { openPluginStage, type PluginStage } from "./plugin-stage.ts";
import { pythonOr, withPython } from "./python.ts";
import type { StageOptions } from "./stage.ts";

const examples = fileURLToPath(new URL("../../examples/", import.meta.url));

/** A stage with a copy of an example, and the world of its seed. */
async function openExample(engine: Engine, name: string, options: StageOptions = {}): Promise<PluginStage> {
  const folder = join(examples, name);
  const stage = await openPluginStage(engine, { ...options, seed: readFileSync(join(folder, "seed.yaml"), "utf8") });
  cpSync(folder, stage.folder, { recursive: true });
  await stage.succeed("stack init emulator");
  return stage;
}

test("examples/pulumi-yaml runs as it is: a second up is unchanged, and drift is found", async ({ engine, expect }) => {
  await using stage = await openExample(engine, "pulumi-yaml");
  const how = { env: { SKYVIA_BASE_URL: stage.emulator.url } };
  const up = await stage.succeed("up --yes", how);
  expect(up).toContain("+ 3 created");
  expect(up).toMatch(/unmanagedInStaging: \[\s*\[0\]: 503/);
  expect(await stage.succeed("up --yes", how)).toContain("3 unchanged");
  stage.emulator.world.disable(123, 456);
  expect(await stage.succeed("preview --refresh --diff", how)).toMatch(/~ enabled\s*: false => true/);
  stage.takeCalls();
  await stage.succeed("up --refresh --yes", how);
  expect(stage.takeWrites()).toEqual(["enable 123/456"]);
  await stage.succeed("destroy --yes", how);
  expect(stage.takeWrites()).toEqual(["disable 123/456"]);
});

test("examples/pulumi-python runs as it is, with the SDK as pip installs it", async ({ engine, expect, skip }) => {
  const python = pythonOr(skip);
  await using stage = await openExample(engine, "pulumi-python", await withPython(python));
  const how = { env: { SKYVIA_BASE_URL: stage.emulator.url } };
  await stage.succeed("preview", how);
  expect(stage.takeWrites()).toEqual([]);
  const up = await stage.succeed("up --yes --skip-preview", how);
  expect(up).toContain("+ 4 created");
  expect(stage.takeWrites().toSorted()).toEqual([
    "disable 124/502",
    "enable 123/456",
    "enable 123/790",
    "enable 124/501",
  ]);
  expect(await stage.succeed("up --yes --skip-preview", how)).toContain("4 unchanged");
  await stage.succeed("destroy --yes --skip-preview", how);
  expect(stage.takeWrites()).toEqual(["disable 123/456"]);
});

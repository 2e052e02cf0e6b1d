import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseSeed, startEmulator } from "@skyvia-schedules/emulator";
import { describe } from "vitest";
import { linkPackages } from "../../scripts/engine/link-packages.ts";
import { projectEnvironment } from "../../scripts/engine/project-environment.ts";
import { fences } from "../docs/fences.ts";
import { test } from "./engine-test.ts";
import { startGroup } from "./process-group.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
const example = join(root, "examples/pulumi");

/** The lines to type of a section of the example's README. */
function linesOf(section: string): readonly string[] {
  const [, text = ""] = readFileSync(join(example, "README.md"), "utf8").split(`## ${section}\n`);
  return fences(text.split("\n## ")[0] ?? "").flatMap(({ lines }) => lines);
}

describe("examples/pulumi", () => {
  test("runs on the emulator as it is, typed from its README", async ({ engine, expect }) => {
    const emulator = await startEmulator({
      seed: parseSeed(readFileSync(join(example, "seed.yaml"), "utf8"), "seed.yaml"),
    });
    const folder = mkdtempSync(join(tmpdir(), "skyvia-example-"));
    try {
      cpSync(example, folder, { recursive: true });
      linkPackages(folder); // `npm install` is in packages.test.ts
      const settings = join(folder, "Pulumi.emulator.yaml");
      writeFileSync(settings, readFileSync(settings, "utf8").replace("http://127.0.0.1:8086", emulator.url));
      const env: Record<string, string> = projectEnvironment(engine, folder);
      const outputs: string[] = [];
      for (const line of linesOf("Try it on the emulator")) {
        if (line.startsWith("npx ")) continue; // the emulator is there
        if (line.startsWith("export ")) {
          for (const [, name = "", value = ""] of line.matchAll(/(\w+)=(\S+)/g)) env[name] = value;
          continue;
        }
        if (line === "pulumi preview --diff") emulator.world.disable(123, 456); // "Switch a schedule on the page"
        const [command = "", ...args] = line.split(" ");
        const { code, output } = await startGroup(
          join(engine.bin, command),
          [...args, "--non-interactive", "--color=never"],
          { cwd: folder, env },
        ).ended;
        expect(code, `${line}\n${output}`).toBe(0);
        outputs.push(output);
      }
      const [, preview, up, again, drift, repair, destroy] = outputs;
      expect(preview).toContain("+ 4 to create");
      expect(up).toContain("+ 4 created");
      expect(up).toMatch(/unmanagedInStaging: \[\s*\[0\]: 503/);
      expect(again).toContain("4 unchanged");
      expect(drift).toMatch(/~ enabled\s*: false => true/);
      expect(repair).toContain("~ 1 updated");
      expect(destroy).toContain("- 4 deleted");
      const written = emulator
        .requests()
        .filter(({ method }) => method === "POST")
        .map(({ path }) => path.replace(/.*integrations\//, ""));
      expect(written.toSorted()).toEqual([
        "456/schedule/disable",
        "456/schedule/enable",
        "456/schedule/enable",
        "501/schedule/enable",
        "502/schedule/disable",
        "790/schedule/enable",
      ]);
    } finally {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  test("runs against an account, typed from its README", async ({ engine, expect }) => {
    const emulator = await startEmulator({
      seed: parseSeed(readFileSync(join(example, "seed.yaml"), "utf8"), "seed.yaml"),
    });
    const folder = mkdtempSync(join(tmpdir(), "skyvia-example-"));
    try {
      cpSync(example, folder, { recursive: true });
      linkPackages(folder);
      const env = { ...projectEnvironment(engine, folder), SKYVIA_BASE_URL: emulator.url }; // in place of https://api.skyvia.com
      for (const line of linesOf("Use it on your account")) {
        const [command = "", ...args] = line.split(" ");
        const answered = args[0] === "up" ? [...args, "--yes"] : args;
        const { code, output } = await startGroup(join(engine.bin, command), answered, {
          cwd: folder,
          env,
          input: emulator.token,
        }).ended;
        expect(code, `${line}\n${output}`).toBe(0);
      }
      expect(emulator.world.schedule(123, 456)).toBe("enabled");
      expect(readFileSync(join(folder, "Pulumi.live.yaml"), "utf8")).toMatch(/skyvia:token:\s+secure: v1:/);
    } finally {
      await emulator.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

test("demo:pulumi walks through preview, up, no changes, a toggle by hand, its repair, destroy", async ({ expect }) => {
  const env = { ...process.env, NO_COLOR: "1" };
  const { code, output } = await startGroup(process.execPath, [join(root, "scripts/demo-pulumi.ts")], {
    cwd: root,
    env,
  }).ended;
  expect(code, output).toBe(0);
  expect(output.match(/^\$ .*$/gm)).toEqual([
    "$ pulumi stack init emulator",
    "$ pulumi preview --diff",
    "$ pulumi up --yes --skip-preview",
    "$ pulumi up --yes --skip-preview",
    "$ pulumi preview --refresh --diff",
    "$ pulumi up --yes --skip-preview",
    "$ pulumi destroy --yes --skip-preview",
  ]);
  for (const sentence of [
    "+ 4 created",
    "4 unchanged",
    "~ 2 updated",
    "- 4 deleted",
    "Nightly orders is disabled again; Year-end reports stays enabled.",
  ])
    expect(output).toContain(sentence);
  expect(output).toMatch(/~ enabled\s*: false => true/);
  expect(output).toMatch(/~ 501: "disabled" => "enabled"/);
});

import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator } from "@skyvia-schedules/emulator";
import { linkPackages } from "../../scripts/engine/link-packages.ts";
import { projectEnvironment } from "../../scripts/engine/project-environment.ts";
import { runHere } from "../cli/in-process.ts";
import { world } from "../cli/world.ts";
import { test } from "./engine-test.ts";
import { startGroup } from "./process-group.ts";

test("the program that init --pulumi writes previews one resource for each workspace, and nothing is written", async ({
  engine,
  expect,
}) => {
  const emulator = await startEmulator({ seed: world });
  const folder = mkdtempSync(join(tmpdir(), "skyvia-init-"));
  try {
    const settings = { SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token };
    const made = await runHere(["init", "--yes", "--all", "--pulumi"], { cwd: folder, env: settings });
    expect([made.code, made.stderr]).toEqual([0, ""]);
    linkPackages(folder);
    const env = { ...projectEnvironment(engine, folder), ...settings };
    const pulumi = async (...args: readonly string[]): Promise<string> => {
      const line = [...args, "--non-interactive", "--color=never"];
      const { code, output } = await startGroup(join(engine.bin, "pulumi"), line, { cwd: folder, env }).ended;
      expect(code, output).toBe(0);
      return output;
    };
    await pulumi("stack", "init", "dev");
    await pulumi("config", "set", "skyvia:baseUrl", emulator.url);
    const preview = await pulumi("preview");
    expect(preview).toMatch(/WorkspaceSchedules\s+production\s+create/);
    expect(preview).toContain("+ 3 to create"); // the stack, and a resource for each of the two workspaces
    expect(emulator.requests().filter(({ method }) => method !== "GET")).toEqual([]);
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
});

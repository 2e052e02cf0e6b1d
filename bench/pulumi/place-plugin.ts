import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Progress } from "../../scripts/engine/engine.ts";
import { generateSdks } from "../../scripts/sdks/generate-sdks.ts";
import type { Plugin } from "./project.ts";

const release = fileURLToPath(new URL("../../packages/plugin/scripts/release.ts", import.meta.url));

/** Makes the plugin as a release has it, with its SDK for Node.js, in a folder that `remove` removes. */
export async function placePlugin(progress: Progress): Promise<Plugin & { remove(): void }> {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-bench-plugin-"));
  execFileSync(process.execPath, [release, join(folder, "release")], { stdio: ["ignore", "ignore", "inherit"] });
  await generateSdks(join(folder, "sdks"), progress);
  return {
    folder: join(folder, "release/plugin"),
    sdk: join(folder, "sdks/nodejs/bin"),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

import { execFileSync } from "node:child_process";
import { cpSync, copyFileSync, mkdtempSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { generateSdks } from "../sdks/generate-sdks.ts";
import { versionOf } from "./next-version.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/**
 * Generates the SDKs of the plugin: those that are installed from a file as archives in `assets`, and the Go SDK, which Go
 * installs from a tag, as the folder `go`. Rejects if there is no Go, which runs the generator.
 */
export async function placeSdks(assets: string, go: string): Promise<void> {
  const made = mkdtempSync(join(tmpdir(), "sdks-"));
  try {
    await generateSdks(join(made, "sdks"), (line) => process.stderr.write(`${line}\n`));
    const version = versionOf(root);
    const sdk = (language: string): string => join(made, "sdks", language);
    execFileSync("npm", ["pack", "--silent", "--pack-destination", assets], { cwd: sdk("nodejs/bin") });
    archive(sdk("python"), join(made, `pulumi_skyvia-${version}`), assets);
    archive(sdk("dotnet"), join(made, `SkyviaSchedules.Skyvia-${version}`), assets);
    cpSync(sdk("go"), go, { recursive: true });
    copyFileSync(join(root, "LICENSE"), join(go, "LICENSE"));
  } finally {
    rmSync(made, { recursive: true });
  }
}

/** Packs a folder under another name, which is that of the folder in the archive too. */
function archive(folder: string, name: string, into: string): void {
  renameSync(folder, name);
  const base = name.slice(name.lastIndexOf("/") + 1);
  execFileSync("tar", ["-czf", join(into, `${base}.tar.gz`), "-C", join(name, ".."), base]);
}

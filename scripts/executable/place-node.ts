import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { nodeIntegrity, packageOf, type NodeBuild } from "./node-builds.ts";

/**
 * The folder of a build of Node.js for Linux, with `bin/node` and its LICENSE. It is downloaded from npm once and kept in the user's cache. Throws if the
 * package does not have its known SHA-512.
 */
export function placeNode(build: NodeBuild): string {
  const cache = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "skyvia-schedules");
  const kept = join(cache, `${packageOf(build)}-${build.version}`);
  if (existsSync(kept)) return kept;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, "downloading-"));
  try {
    const tarball = download(build, making);
    execFileSync("tar", ["-xzf", tarball, "-C", making, "package/bin/node", "package/LICENSE"]);
    moveWhole(join(making, "package"), kept);
    return kept;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

function download(build: NodeBuild, folder: string): string {
  const spec = `${packageOf(build)}@${build.version}`;
  const env = { ...process.env, npm_config_dry_run: "false" }; // a dry run of a release sets it for its own commands
  execFileSync("npm", ["pack", spec, "--pack-destination", folder, "--loglevel=error"], {
    cwd: folder,
    env,
    stdio: ["ignore", "ignore", "inherit"],
  });
  const tarball = join(folder, `${packageOf(build)}-${build.version}.tgz`);
  const found = `sha512-${createHash("sha512").update(readFileSync(tarball)).digest("base64")}`;
  if (found !== nodeIntegrity[spec])
    throw new Error(`${spec} has the integrity ${found}, which is not the one in scripts/executable/node-builds.ts`);
  return tarball;
}

/** Another run may have been first: its folder is used. */
function moveWhole(made: string, kept: string): void {
  try {
    renameSync(made, kept);
  } catch (error) {
    if (!existsSync(kept)) throw error;
  }
}

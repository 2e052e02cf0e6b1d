import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { findPromtool, unpackedFolder } from "./promtool/find-promtool.ts";

/**
 * Finds a `promtool` for the tests of alerts, or unpacks the one of Debian's package into the user's cache: nothing is installed, and no server starts. Prints
 * its path. Without one it prints why and exits with 1; the tests are then skipped.
 */
const found = findPromtool() ?? unpack();
if (found === null) {
  process.stderr.write("There is no promtool. Install Prometheus; until then the tests of alerts are skipped.\n");
  process.exitCode = 1;
} else {
  process.stdout.write(`${found}\n`);
}

function unpack(): string | null {
  const folder = unpackedFolder();
  mkdirSync(folder, { recursive: true });
  const download = (): boolean => run(folder, "apt-get", "download", "-qq", "prometheus");
  if (!download() && !(run(folder, "apt-get", "update", "-qq") && download())) return null;
  const [file] = readdirSync(folder).filter((name) => name.endsWith(".deb"));
  if (file === undefined || !run(folder, "dpkg-deb", "-x", join(folder, file), folder)) return null;
  return findPromtool();
}

function run(cwd: string, command: string, ...args: readonly string[]): boolean {
  return spawnSync(command, args, { cwd, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

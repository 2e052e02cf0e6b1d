import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { publishedPackages } from "../pack-packages.ts";

/** Installs all published packages from a registry into an empty folder, and returns the version that the command line prints. */
export function installPublished(registry: string): string {
  const folder = mkdtempSync(join(tmpdir(), "installed-"));
  try {
    const dependencies = Object.fromEntries(publishedPackages().map(({ name, version }) => [name, version]));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, dependencies }));
    // The SDK of Pulumi, a peer, is not needed for this.
    run(folder, "npm", "install", `--registry=${registry}`, "--legacy-peer-deps", "--no-audit", "--no-fund");
    return run(folder, "npx", "--no-install", "skyvia-schedules", "version").trim();
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function run(cwd: string, program: string, ...args: readonly string[]): string {
  return execFileSync(program, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
}

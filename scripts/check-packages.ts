import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstalledCli } from "./installed-cli.ts";

/** Packs every published package and checks the tarballs as users get them: publint, are-the-types-wrong, and the installed CLI. */
const folder = mkdtempSync(join(tmpdir(), "packages-"));
const run = (command: string, ...args: string[]): void => {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
};

try {
  run(
    "pnpm",
    "--silent",
    "--filter",
    "./packages/*",
    "--filter",
    "!@skyvia-schedules/action",
    "pack",
    "--pack-destination",
    folder,
  );
  for (const name of readdirSync(folder)) {
    const tarball = join(folder, name);
    run("publint", "run", tarball, "--strict");
    if (/^skyvia-schedules-\d/.test(name)) await checkInstalledCli(tarball, join(folder, "user"));
    else run("attw", tarball, "--profile", "esm-only", "--quiet");
  }
} finally {
  rmSync(folder, { recursive: true });
}

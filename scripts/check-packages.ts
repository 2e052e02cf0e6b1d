import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstalledCli } from "./installed-cli.ts";
import { compileStandardProgram } from "./standard-pulumi-program.ts";

/** Packs every published package and checks the tarballs as users get them: publint, are-the-types-wrong, the installed CLI, and the standard Pulumi program. */
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
    "--filter",
    "!@skyvia-schedules/plugin",
    "pack",
    "--pack-destination",
    folder,
  );
  const names = readdirSync(folder);
  const tarballOf = (name: string): string =>
    join(folder, names.find((file) => file.startsWith(`skyvia-schedules-${name}-`)) ?? "");
  compileStandardProgram(
    new Map(["pulumi", "client", "core"].map((name) => [`@skyvia-schedules/${name}`, tarballOf(name)])),
    join(folder, "program"),
  );
  for (const name of names) {
    const tarball = join(folder, name);
    run("publint", "run", tarball, "--strict");
    if (/^skyvia-schedules-\d/.test(name)) await checkInstalledCli(tarball, join(folder, "user"));
    else run("attw", tarball, "--profile", "esm-only", "--quiet");
  }
} finally {
  rmSync(folder, { recursive: true });
}

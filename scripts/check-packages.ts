import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { checkInstalledCli } from "./installed-cli.ts";
import { packPackages } from "./pack-packages.ts";
import { compileStandardProgram } from "./standard-pulumi-program.ts";

/**
 * Packs every published package and checks the tarballs that users get: publint, are-the-types-wrong, the installed CLI, and the standard Pulumi program.
 * `test/release` installs all of them with npm, pnpm and yarn.
 */
const folder = mkdtempSync(join(tmpdir(), "packages-"));
const run = (command: string, ...args: string[]): void => {
  execFileSync(command, args, { stdio: ["ignore", "inherit", "inherit"] });
};

// Every Node.js that the packages support loads ES modules by `require`, and test/release proves it.
const typesAreRight = ["--profile", "strict", "--ignore-rules", "cjs-resolves-to-esm", "--quiet"];

try {
  const packed = packPackages(folder);
  const libraries = packed.filter(({ name }) => name !== "skyvia-schedules");
  compileStandardProgram(new Map(libraries.map(({ name, tarball }) => [name, tarball])), join(folder, "program"));
  for (const { tarball } of packed) run("publint", "run", tarball, "--strict");
  for (const { tarball } of libraries) run("attw", tarball, ...typesAreRight);
  for (const { name, tarball } of packed)
    if (name === "skyvia-schedules") await checkInstalledCli(tarball, join(folder, "user"));
} finally {
  rmSync(folder, { recursive: true });
}

import { spawnSync } from "node:child_process";
import { installDebianPackages } from "./debian-packages.ts";

/**
 * Finds the shells that completion is tested in, or installs Debian's packages if this process may do that. A missing shell is named and its tests are skipped;
 * then the exit code is 1. Debian has no package of pwsh, so a missing pwsh alone is not a failure.
 */
const packaged = ["bash", "zsh", "fish"];
const missing = packaged.filter((shell) => !isInstalled(shell));
if (missing.length > 0) installDebianPackages(...missing);
const skipped = [...packaged, "pwsh"].filter((shell) => !isInstalled(shell));
if (skipped.length > 0) {
  process.stderr.write(`Not installed: ${skipped.join(", ")}. The tests of completion in them are skipped.\n`);
}
process.exitCode = skipped.some((shell) => packaged.includes(shell)) ? 1 : 0;

function isInstalled(shell: string): boolean {
  return spawnSync(shell, ["--version"], { stdio: "ignore" }).status === 0;
}

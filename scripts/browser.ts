import { spawnSync } from "node:child_process";
import { findBrowser } from "./browser/find-browser.ts";

/**
 * Finds a Chromium for the tests of pages, or installs Debian's package where this process may do that (as root, with
 * apt-get). Prints where it is. Without one it says why and exits with 1; the tests are then skipped.
 */
const found = findBrowser() ?? install();
if (found === null) {
  process.stderr.write(
    "There is no Chromium. Install one, or name one with CHROMIUM; until then the tests of pages are skipped.\n",
  );
  process.exitCode = 1;
} else {
  process.stdout.write(`${found}\n`);
}

/** The fonts make what is measured on a page the same on a machine that has none. */
function install(): string | null {
  if (process.getuid?.() !== 0 || !run("apt-get", "--version")) return null;
  for (let attempt = 1; attempt <= 3; attempt++) {
    if (!run("apt-get", "update", "-qq")) continue;
    if (run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "chromium", "fonts-dejavu-core")) break;
  }
  return findBrowser();
}

function run(command: string, ...args: readonly string[]): boolean {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return spawnSync(command, args, { env, stdio: ["ignore", "ignore", "inherit"] }).status === 0;
}

import { findBrowser } from "./browser/find-browser.ts";
import { installDebianPackages } from "./debian-packages.ts";

/**
 * Finds a Chromium for the tests of pages, or installs Debian's package where this process may do that. Prints where it
 * is. Without one it says why and exits with 1; the tests are then skipped.
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
  return installDebianPackages("chromium", "fonts-dejavu-core") ? findBrowser() : null;
}

import { findBrowser } from "./browser/find-browser.ts";
import { installDebianPackages } from "./debian-packages.ts";

/**
 * Finds a Chromium for the tests of pages, or installs Debian's package if this process may do that, and prints its path. Without one it prints why and exits
 * with 1; the tests are then skipped.
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

/** With these fonts, measurements of a page are the same on a machine without other fonts. */
function install(): string | null {
  return installDebianPackages("chromium", "fonts-dejavu-core") ? findBrowser() : null;
}

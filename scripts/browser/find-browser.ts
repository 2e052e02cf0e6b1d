import { existsSync } from "node:fs";

/** The paths that Debian, Ubuntu, Fedora and Google use. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of a Chromium: the value of `CHROMIUM`, else one in its usual place. null: there is none. */
export function findBrowser(given: string | undefined = process.env["CHROMIUM"]): string | null {
  return [...(given === undefined ? [] : [given]), ...places].find((path) => existsSync(path)) ?? null;
}

import { existsSync } from "node:fs";

/** Where Debian, Ubuntu, Fedora and Google put it. */
const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The path of a Chromium: what `CHROMIUM` names, else one in its usual place. null: there is none. */
export function findBrowser(given: string | undefined = process.env["CHROMIUM"]): string | null {
  return [...(given === undefined ? [] : [given]), ...places].find((path) => existsSync(path)) ?? null;
}

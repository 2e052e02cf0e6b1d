import { readFileSync } from "node:fs";

interface Manifest {
  readonly version: string;
}

/** The name and version of this tool, as its results carry them. */
export function tool(): { readonly name: "skyvia-schedules"; readonly version: string } {
  const manifest = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8")) as Manifest;
  return { name: "skyvia-schedules", version: manifest.version };
}

/** The same as a line of text. */
export function versionText(): string {
  const { name, version } = tool();
  return `${name} ${version}\n`;
}

import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";

interface Manifest {
  readonly version: string;
}

/** The name and version of this tool, as its results carry them. */
export function tool(): { readonly name: "skyvia-schedules"; readonly version: string } {
  const file = findPackageJSON(import.meta.url);
  if (file === undefined) throw new Error("the package.json of the tool is missing");
  const manifest = JSON.parse(readFileSync(file, "utf8")) as Manifest;
  return { name: "skyvia-schedules", version: manifest.version };
}

/** The version of Node.js that runs the tool. */
export function nodeVersion(): string {
  return process.versions.node;
}

/** The same as a line of text. */
export function versionText(): string {
  const { name, version } = tool();
  return `${name} ${version}\n`;
}

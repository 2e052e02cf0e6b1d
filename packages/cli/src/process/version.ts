import { ownFile } from "./own-file.ts";

interface Manifest {
  readonly version: string;
}

/** The name and version of this tool, as its results carry them. */
export function tool(): { readonly name: "skyvia-schedules"; readonly version: string } {
  const manifest = JSON.parse(ownFile("package.json")) as Manifest;
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

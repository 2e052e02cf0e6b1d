import { readFileSync } from "node:fs";

/** The version in the manifest beside the folder of this file, without `v`. */
export function readVersion(): string {
  const manifest = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(manifest) as { readonly version: string }).version;
}

import { readFileSync } from "node:fs";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { getAsset, isSea } from "node:sea";

/** Whether this tool runs as a single executable, with everything inside. */
export const isSingleFile: boolean = isSea();

/** The text of a file of this package, by its path in there. In the single executable it is an asset of that name. */
export function ownFile(path: string): string {
  return isSingleFile ? getAsset(path, "utf8") : readFileSync(join(ownFolder(), path), "utf8");
}

function ownFolder(): string {
  const manifest = findPackageJSON(import.meta.url);
  if (manifest === undefined) throw new Error("the package.json of the tool is missing");
  return dirname(manifest);
}

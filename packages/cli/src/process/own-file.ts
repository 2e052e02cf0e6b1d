import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { getAsset, isSea } from "node:sea";
import { fileURLToPath } from "node:url";

/** Whether this tool runs as a single executable, with everything inside. */
export const isSingleFile: boolean = isSea();

/** The text of a file of this package, by its path in there. In the single executable it is an asset of that name. */
export function ownFile(path: string): string {
  return isSingleFile ? getAsset(path, "utf8") : readFileSync(join(ownFolder(), path), "utf8");
}

/** The nearest folder above with a package.json. `findPackageJSON` of Node.js does not use `fs`, so it finds none in a package that yarn keeps zipped. */
function ownFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, "package.json"))) {
    if (folder === dirname(folder)) throw new Error("the package.json of the tool is missing");
    folder = dirname(folder);
  }
  return folder;
}

import { parseArgs } from "node:util";
import { publishPackages } from "./release/publish-packages.ts";

/**
 * Publishes the packed packages of a folder to npm, and skips packages that are there already: `release-publish.ts FOLDER [--provenance]`. It needs only
 * Node.js and npm.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { provenance: { type: "boolean", default: false } },
});
const [folder] = positionals;
if (folder === undefined) throw new Error("name the folder with the packed packages");

const published = publishPackages(folder, { registry: null, provenance: values.provenance });
for (const { name, version, result } of published) process.stdout.write(`${name} ${version}: ${result}\n`);

import { fileURLToPath } from "node:url";
import { resolve } from "node:path";
import { generateSdks } from "./sdks/generate-sdks.ts";

/** Generates the SDKs of the plugin for every language: into packages/plugin/release/sdks, or the given folder. */
const usual = fileURLToPath(new URL("../packages/plugin/release/sdks", import.meta.url));
const folder = resolve(process.argv[2] ?? usual);
try {
  await generateSdks(folder, (line) => process.stderr.write(`${line}\n`));
  process.stdout.write(`${folder}\n`);
} catch (error) {
  process.stderr.write(`${(error as Error).message}\n`);
  process.exitCode = 1;
}

import { generateSdks } from "../../scripts/sdks/generate-sdks.ts";
import { onceInRun } from "./once-in-run.ts";

/** The folder of the SDKs for every language. */
export function generatedSdks(): Promise<string> {
  return onceInRun("sdks", (folder) => generateSdks(folder, (line) => void process.stderr.write(`${line}\n`)));
}

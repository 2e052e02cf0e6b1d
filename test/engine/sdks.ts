import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateSdks } from "../../scripts/sdks/generate-sdks.ts";

let made: Promise<string> | undefined;

/** The folder of the SDKs for every language. They are generated once in a process, and removed with it. */
export function generatedSdks(): Promise<string> {
  made ??= generate();
  return made;
}

async function generate(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "skyvia-sdks-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  const sdks = join(folder, "sdks");
  await generateSdks(sdks, (line) => void process.stderr.write(`${line}\n`));
  return sdks;
}

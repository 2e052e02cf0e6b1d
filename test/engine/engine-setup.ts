import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import type { Engine } from "../../scripts/engine/engine.ts";
import { placeEngine } from "../../scripts/engine/place-engine.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The engine, or why there is none. */
    engine: Engine | string;
    /** A folder for everything that is made once in a run. */
    runFolder: string;
  }
}

/** Places the engine before the first of these tests. `SKYVIA_TEST_ENGINE=required` makes a missing engine an error. */
export default async function setup(project: TestProject): Promise<() => void> {
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const engine = await placeEngine(say).catch((error: Error) => error.message);
  if (typeof engine === "string") {
    if (process.env["SKYVIA_TEST_ENGINE"] === "required") throw new Error(engine);
    say(`The tests in test/engine are skipped: ${engine}`);
  }
  const runFolder = mkdtempSync(join(tmpdir(), "skyvia-engine-run-"));
  project.provide("engine", engine);
  project.provide("runFolder", runFolder);
  return () => rmSync(runFolder, { recursive: true, force: true, maxRetries: 5 });
}

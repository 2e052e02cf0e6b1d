import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inject } from "vitest";
import { until } from "./until.ts";

/**
 * Makes a folder once in a run of tests, in whichever process asks for it first; the others wait for it. Rejects in all of
 * them where it cannot be made. The folder is removed when the run ends.
 */
export async function onceInRun(name: string, make: (folder: string) => void | Promise<void>): Promise<string> {
  const folder = join(inject("runFolder"), name);
  const outcome = `${folder}.outcome`;
  if (isFirst(`${folder}.begun`)) {
    const reason = await reasonOfFailure(() => make(folder));
    writeFileSync(`${folder}.writing`, reason);
    renameSync(`${folder}.writing`, outcome);
  }
  await until(() => existsSync(outcome), 300_000); // a tool may have to be built first
  const reason = readFileSync(outcome, "utf8");
  if (reason !== "") throw new Error(reason);
  return folder;
}

function isFirst(mark: string): boolean {
  try {
    mkdirSync(mark);
    return true;
  } catch {
    return false;
  }
}

/** Empty: none. */
async function reasonOfFailure(make: () => void | Promise<void>): Promise<string> {
  try {
    await make();
    return "";
  } catch (error) {
    return `it could not be made: ${(error as Error).message}`;
  }
}

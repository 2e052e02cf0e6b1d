import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { placePython } from "../../scripts/engine/place-python.ts";
import { onceInRun } from "./once-in-run.ts";
import { generatedSdks } from "./sdks.ts";
import type { StageOptions } from "./stage.ts";

/** The environment of Python. A machine without Python, or where pip installs nothing, skips the test with the reason. */
export function pythonOr(skip: (reason: string) => never): string {
  try {
    return placePython((line) => void process.stderr.write(`${line}\n`));
  } catch (error) {
    return skip(`no Python with the SDK of Pulumi: ${(error as Error).message}`);
  }
}

/** What opens a stage for programs in Python. The SDK is installed once in a run. */
export async function withPython(python: string): Promise<Pick<StageOptions, "env" | "path">> {
  const sdks = await generatedSdks();
  const site = await onceInRun("python-site", (folder) => installPython(python, sdks, folder));
  return { env: activated(python, site), path: [join(python, "bin")] };
}

/** What `. venv/bin/activate` sets beside PATH, since older hosts know no other way, and where the SDK is. */
export function activated(python: string, site: string): Readonly<Record<string, string>> {
  return { VIRTUAL_ENV: python, PYTHONPATH: site };
}

/** Installs the SDK with pip into a folder, which is a place for PYTHONPATH. */
export function installPython(python: string, sdks: string, site: string): void {
  execFileSync(
    join(python, "bin/pip"),
    ["install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", site, join(sdks, "python")],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
}

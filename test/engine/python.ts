import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { placePython } from "../../scripts/engine/place-python.ts";
import type { Stage } from "./stage.ts";

/** The environment of Python. A machine without Python, or where pip installs nothing, skips the test with the reason. */
export function pythonOr(skip: (reason: string) => never): string {
  try {
    return placePython((line) => void process.stderr.write(`${line}\n`));
  } catch (error) {
    return skip(`no Python with the SDK of Pulumi: ${(error as Error).message}`);
  }
}

/** Installs the SDK with pip for the programs of a stage, and gives the environment that they run in. */
export function installPythonSdk(python: string, sdks: string, stage: Stage): Record<string, string> {
  const site = installPython(python, sdks, stage.folder);
  // As `. venv/bin/activate` does: older hosts know no other way.
  return { VIRTUAL_ENV: python, PATH: `${join(python, "bin")}:${stage.env["PATH"]}`, PYTHONPATH: site };
}

/** Installs the SDK with pip beside the programs of a folder, and gives the place for PYTHONPATH. */
export function installPython(python: string, sdks: string, folder: string): string {
  const site = join(folder, "site");
  execFileSync(
    join(python, "bin/pip"),
    ["install", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--target", site, join(sdks, "python")],
    { stdio: ["ignore", "ignore", "inherit"] },
  );
  return site;
}

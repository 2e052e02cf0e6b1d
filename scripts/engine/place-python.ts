import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Progress } from "./engine.ts";
import { usualPlaces } from "./place-engine.ts";

/** The packages that a program in Python imports, and those that build its SDK. */
const packages = ["pulumi==3.272.0", "parver==0.5", "semver==3.0.4", "setuptools==80.9.0", "wheel==0.45.1"];

/**
 * A virtual environment of Python with the SDK of Pulumi: a cached one, or a new one. Throws with the reason if there is no Python or its packages cannot be
 * installed.
 */
export function placePython(progress: Progress, cache: string = usualPlaces().cache): string {
  const kept = join(cache, `python-${packages[0]?.replace("==", "-")}`);
  if (existsSync(join(kept, "ready"))) return kept;
  progress("installing the SDK of Pulumi for Python, once");
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(cache, { recursive: true });
  execFileSync("python3", ["-m", "venv", kept], { stdio: ["ignore", "ignore", "inherit"] }); // it knows its own path
  execFileSync(join(kept, "bin/pip"), ["install", "--quiet", ...packages], { stdio: ["ignore", "ignore", "inherit"] });
  mkdirSync(join(kept, "making"));
  renameSync(join(kept, "making"), join(kept, "ready"));
  return kept;
}

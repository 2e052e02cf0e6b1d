import { execFile } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "semver";

/** A Pulumi engine that runs programs in Node.js. */
export interface Engine {
  /** The folder that goes to the front of PATH. */
  readonly bin: string;
  readonly version: string;
}

/** Reports the progress of a long step, a line at a time. */
export type Progress = (line: string) => void;

/** Puts the parts of an engine into a folder that exists and is empty. */
export type MakeEngine = (bin: string, progress: Progress) => Promise<void>;

/** The parts of an engine: itself, the host of programs in Node.js, the starter of dynamic providers. */
export const parts = ["pulumi", "pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"] as const;

/** The engine in a folder. Throws with the reason if a part is missing or it does not run. */
export async function engineIn(bin: string): Promise<Engine> {
  const missing = parts.filter((part) => !isExecutable(join(bin, part)));
  if (missing.length === parts.length) throw new Error(`there is no engine in ${bin}`);
  if (missing.length > 0) throw new Error(`${bin} has no ${missing.join(" and no ")}`);
  return { bin, version: await versionOf(join(bin, "pulumi")) };
}

async function versionOf(pulumi: string): Promise<string> {
  const env = { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" };
  const { stdout } = await promisify(execFile)(pulumi, ["version"], { env });
  const version = parse(stdout.trim());
  if (version === null) throw new Error(`${pulumi} version printed ${JSON.stringify(stdout.slice(0, 100))}`);
  return version.version;
}

/** Whether a file exists and may be run. */
export function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

import { realpath, stat } from "node:fs/promises";
import { basename, dirname } from "node:path";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** A file of a run, and what it is for. */
export interface FileRole {
  /** As the user knows it, such as `--ledger`. */
  readonly name: string;
  readonly path: string;
  readonly writes: boolean;
}

/**
 * Verifies, before the first call, that no file that the run writes has a second role, however each path is spelled or
 * linked. Throws a `RunError` that names both.
 */
export async function checkRoles(io: Pick<Io, "cwd">, roles: readonly FileRole[]): Promise<void> {
  const known: (FileRole & { readonly identity: string })[] = [];
  for (const role of roles) {
    if (role.writes && role.path === "-") throw noFile(role);
    const identity = await identityOf(io, role.path);
    const other = known.find((one) => one.identity === identity && (one.writes || role.writes));
    if (other !== undefined) throw sameFile(role, other);
    known.push({ ...role, identity });
  }
}

/** What is the same for every spelling of a file and every link to it, hard links included: device and number; of a file that does not exist yet, by its folder and its name. */
export async function identityOf(io: Pick<Io, "cwd">, file: string): Promise<string> {
  const path = absolutePath(io, file);
  const stats = await stat(path).catch(() => null);
  if (stats !== null) return `${stats.dev} ${stats.ino}`;
  return `${await realpath(dirname(path)).catch(() => dirname(path))}/${basename(path)}`;
}

function noFile({ name }: FileRole): RunError {
  return new RunError("output-unwritable", `${name} - names no file`, "Name a file; `./-` is one of that name.");
}

function sameFile(one: FileRole, other: FileRole): RunError {
  return new RunError(
    "output-unwritable",
    `${one.name} ${one.path} and ${other.name} ${other.path} are the same file, and the run would damage it`,
    "Name another file for one of the two.",
  );
}

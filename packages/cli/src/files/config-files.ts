import { glob, readFile, stat, readdir } from "node:fs/promises";
import { join } from "node:path";
import type { DesiredState, Problem } from "@skyvia-schedules/core";
import { loadDesired, type ConfigFile } from "@skyvia-schedules/core/yaml";
import { systemReason } from "./read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

type Here = Pick<Io, "cwd">;

/** What the files ask for, and every problem that shows in them. */
export interface Config {
  readonly desired: DesiredState;
  readonly problems: readonly Problem[];
  /** As they were read. */
  readonly files: readonly ConfigFile[];
}

/** Loads the files, folders and globs of `-f`. Throws a `RunError` where one of them cannot be read or finds nothing. */
export async function loadConfig(io: Here, paths: readonly string[] | undefined): Promise<Config> {
  const files = await Promise.all((await resolvePaths(io, paths ?? defaultPaths)).map((file) => readConfig(io, file)));
  return { ...loadDesired(files), files };
}

/** What `-f` is where it is not given. */
export const defaultPaths: readonly string[] = ["skyvia.yaml"];

async function readConfig(io: Here, file: string): Promise<ConfigFile> {
  try {
    return { file, bytes: await readFile(absolutePath(io, file)) };
  } catch (error) {
    throw unreadable(file, error);
  }
}

/** Every file once, in the order given; those of a folder or glob sorted by name. */
async function resolvePaths(io: Here, paths: readonly string[]): Promise<readonly string[]> {
  const found = new Set<string>();
  for (const path of paths) for (const file of await resolvePath(io, path)) found.add(file);
  return [...found];
}

async function resolvePath(io: Here, path: string): Promise<readonly string[]> {
  const stats = await stat(absolutePath(io, path)).catch(() => null);
  if (stats?.isDirectory() === true) return filesOf(io, path);
  if (stats !== null || !/[*?[{]/.test(path)) return [path];
  const files: string[] = [];
  for await (const file of glob(path, { cwd: io.cwd }))
    if ((await stat(absolutePath(io, file))).isFile()) files.push(file);
  if (files.length === 0) {
    throw new RunError(
      "no-file-matches",
      `no file matches ${JSON.stringify(path)}`,
      "Correct the glob, or quote it so that the shell leaves it alone.",
    );
  }
  return files.toSorted();
}

async function filesOf(io: Here, folder: string): Promise<readonly string[]> {
  const names = (await readdir(absolutePath(io, folder), { recursive: true })).filter(
    (name) => /\.ya?ml$/.test(name) && !isAside(name),
  );
  if (names.length > 0) return names.toSorted().map((name) => join(folder, name));
  throw new RunError(
    "no-file-matches",
    `the folder ${folder} holds no .yaml or .yml file`,
    "Name another folder, or the file itself.",
  );
}

/** Hidden files and installed packages are not ours to read. */
function isAside(name: string): boolean {
  return name.split(/[\\/]/).some((part) => part.startsWith(".") || part === "node_modules");
}

function unreadable(file: string, error: unknown): RunError {
  const code = systemReason(error);
  if (code === "ENOENT") {
    return new RunError(
      "file-unreadable",
      `${file} does not exist`,
      "Name the file with -f, or write one with `skyvia-schedules import`.",
    );
  }
  return new RunError("file-unreadable", `${file} cannot be read (${code})`, "Check the path and its permissions.");
}

import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { systemReason } from "./read-file.ts";

/**
 * Creates a folder and those above it that do not exist. Throws the system's error. The recursive `mkdir` of Node.js never
 * ends where a folder exists and nothing can be created in it, as in /proc: it takes ENOENT for a folder that is missing.
 */
export async function makeFolder(path: string): Promise<void> {
  try {
    await make(path);
  } catch (error) {
    if (systemReason(error) !== "ENOENT" || dirname(path) === path || (await isFolder(dirname(path)))) throw error;
    await makeFolder(dirname(path));
    await make(path);
  }
}

/** Creates one folder, unless it exists. */
async function make(path: string): Promise<void> {
  await mkdir(path).catch(async (error: unknown) => {
    if (!(await isFolder(path))) throw error;
  });
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
}

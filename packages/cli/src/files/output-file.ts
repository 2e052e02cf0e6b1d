import { lstat, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { isLostLink, withoutSlash } from "./lost-link.ts";
import { descriptorOf } from "./read-bytes.ts";
import { RunError } from "../verb/run-error.ts";
import { stageNewFile, type StagedFile } from "./staged-file.ts";
import { writeFailure } from "./write-failure.ts";

type Here = Pick<Io, "cwd">;

interface WriteOptions {
  /** For the owner alone: mode 0600. */
  readonly secret?: boolean;
}

/** Verifies, before the first call, that a new file can be put there. An existing file is never overwritten. */
export async function checkNewFile(io: Here, file: string): Promise<void> {
  await checkOutputFile(io, file);
  if (await exists(io, file)) {
    throw new RunError(
      "output-exists",
      `${file} exists, and is not overwritten`,
      "Name another file, or move that one away.",
    );
  }
}

/**
 * Verifies, before the first call, that a file can be written or appended to: its folder exists, and where something of
 * that name exists, it is a regular file. A device, pipe, socket or folder is never replaced.
 */
export async function checkOutputFile(io: Here, file: string): Promise<void> {
  const path = absolutePath(io, file);
  const stats = await stat(path).catch(() => null);
  if (stats?.isFile() === true) return;
  if (stats !== null) throw unwritable(file, `it is ${kindOf(stats)}, not a regular file`, "Name a regular file.");
  if (file.endsWith("/")) throw unwritable(file, "its name ends in a slash", "Name a file.");
  if (await isLostLink(path)) throw unwritable(file, lostLink, "Correct the link, or name another file.");
  await checkFolder(io, file);
}

/** Verifies, before the first call, that files can be put into a folder: it exists, or the folder that it is to be in does. */
export async function checkFolderPlace(io: Here, folder: string): Promise<void> {
  if (!(await folderExists(io, folder, "Name a folder."))) await checkFolder(io, folder);
}

/** Whether a folder is there. Throws a `RunError` with `next` where something else has its name, or a link that leads nowhere. */
export async function folderExists(io: Here, folder: string, next: string): Promise<boolean> {
  const stats = await stat(withoutSlash(absolutePath(io, folder))).catch(() => null);
  if (stats?.isDirectory() === true) return true;
  if (stats !== null) throw unwritable(folder, "it is not a folder", next);
  if (await isLostLink(absolutePath(io, folder))) throw unwritable(folder, lostLink, `Correct the link. ${next}`);
  return false;
}

/** Verifies, before the first call, that what `-f` names can be edited: stdin and pipes cannot. */
export async function checkEditable(io: Here, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const isStream = path === "-" || descriptorOf(path) !== null;
    if (isStream) throw unwritable(path, "it is a stream, not a regular file", "Name a regular file with -f.");
    const stats = await stat(absolutePath(io, path)).catch(() => null);
    if (stats !== null && !stats.isDirectory()) await checkOutputFile(io, path);
  }
}

async function checkFolder(io: Here, file: string): Promise<void> {
  const folder = dirname(file);
  const stats = await stat(absolutePath(io, folder)).catch(() => null);
  if (stats?.isDirectory() === true) return;
  if (stats !== null) throw unwritable(file, `${folder} is not a folder`, "Name another file.");
  if (await isLostLink(absolutePath(io, folder))) {
    throw unwritable(file, `the folder ${folder} is a symbolic link that leads nowhere`, "Correct the link.");
  }
  throw unwritable(file, `the folder ${folder} does not exist`, "Create the folder, or name another one.");
}

const lostLink = "it is a symbolic link that leads nowhere";

type FileKind = Pick<
  Awaited<ReturnType<typeof stat>>,
  "isDirectory" | "isFIFO" | "isSocket" | "isCharacterDevice" | "isBlockDevice"
>;

function kindOf(stats: FileKind): string {
  if (stats.isDirectory()) return "a folder";
  if (stats.isFIFO()) return "a pipe";
  if (stats.isSocket()) return "a socket";
  return "a device";
}

function unwritable(file: string, reason: string, next: string): RunError {
  return new RunError("output-unwritable", `${file} cannot be written: ${reason}`, next);
}

/** Writes a new file as a whole or not at all. `secret` files are for their owner alone. */
export async function writeNewFile(
  io: Pick<Io, "cwd" | "newId">,
  file: string,
  text: string,
  { secret = false }: WriteOptions = {},
): Promise<void> {
  await checkNewFile(io, file);
  let staged: StagedFile | null = null;
  try {
    staged = await stageNewFile(io, absolutePath(io, file), text, secret ? 0o600 : 0o666);
    await staged.place();
  } catch (error) {
    throw writeFailure(file, error, "");
  } finally {
    await staged?.discard();
  }
}

/** Whether there is something of that name, a symbolic link that leads nowhere included. */
export async function exists(io: Here, file: string): Promise<boolean> {
  return lstat(absolutePath(io, file)).then(
    () => true,
    () => false,
  );
}

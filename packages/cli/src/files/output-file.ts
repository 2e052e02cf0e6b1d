import { access, stat } from "node:fs/promises";
import { dirname } from "node:path";
import writeFileAtomic from "write-file-atomic";
import { systemReason } from "./read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

type Here = Pick<Io, "cwd">;

interface WriteOptions {
  /** For the owner alone: mode 0600. */
  readonly secret?: boolean;
}

/** Makes sure, before the first call, that a new file can be put there. An existing file is never overwritten. */
export async function checkNewFile(io: Here, file: string): Promise<void> {
  await checkFolder(io, file);
  if (await exists(io, file)) {
    throw new RunError(
      "output-exists",
      `${file} exists, and is not overwritten`,
      "Name another file, or move that one away.",
    );
  }
}

/** Makes sure that the folder of a file is there. */
export async function checkFolder(io: Here, file: string): Promise<void> {
  const folder = dirname(file);
  const stats = await stat(absolutePath(io, folder)).catch(() => null);
  if (stats?.isDirectory() === true) return;
  throw new RunError(
    "output-unwritable",
    `${file} cannot be written: the folder ${folder} does not exist`,
    "Create the folder, or name another one.",
  );
}

/** Writes a file as a whole or not at all: temporary file, fsync, rename. `secret` files are for their owner alone. */
export async function writeWhole(
  io: Here,
  file: string,
  text: string,
  { secret = false }: WriteOptions = {},
): Promise<void> {
  try {
    await writeFileAtomic(absolutePath(io, file), text, secret ? { mode: 0o600 } : {});
  } catch (error) {
    throw new RunError(
      "write-failed",
      `${file} could not be written (${systemReason(error)}); it is as it was`,
      "Make room or correct the permissions, then run again.",
    );
  }
}

/** The same for a file that must not be there yet. */
export async function writeNewFile(io: Here, file: string, text: string, options: WriteOptions = {}): Promise<void> {
  await checkNewFile(io, file);
  await writeWhole(io, file, text, options);
}

/** Whether there is something of that name. */
export async function exists(io: Here, file: string): Promise<boolean> {
  return access(absolutePath(io, file)).then(
    () => true,
    () => false,
  );
}

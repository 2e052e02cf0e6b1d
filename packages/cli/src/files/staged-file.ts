import { chmod, chown, link, open, readFile, rename, rm, stat } from "node:fs/promises";
import type { Stats } from "node:fs";
import type { Io } from "../process/io.ts";
import { systemReason } from "./read-file.ts";

/** A content on the disk, ready to replace a file. */
export interface StagedFile {
  /** Replaces the file. If that fails, the file is as it was. */
  place(): Promise<void>;
  /** Removes the content. Does nothing after `place`. */
  discard(): Promise<void>;
}

/** Replaces one file by another, as `rename` does. */
export type Replace = (temporary: string, target: string) => Promise<void>;

/** Stages a file that must not exist yet. Its mode is `mode` without the bits of the umask. */
export async function stageNewFile(
  io: Pick<Io, "newId">,
  target: string,
  content: string,
  mode: number,
): Promise<StagedFile> {
  const temporary = temporaryName(io, target);
  await writeNew(temporary, content, mode);
  return {
    place: async () => {
      await link(temporary, target).catch(async (error: unknown) => {
        if (systemReason(error) === "EEXIST") throw error;
        await rename(temporary, target); // a file system without hard links
      });
    },
    discard: async () => rm(temporary, { force: true }),
  };
}

/**
 * A new content of a file, which keeps its mode, owner and group. It takes the place of the old one in one step where the
 * system allows that, and is written into the file where not: a file that is mounted by itself, one that has other names
 * (hard links), one whose owner cannot be given to a new file, or one in a folder that cannot be written to.
 */
export async function stageRewrite(
  io: Pick<Io, "newId">,
  target: string,
  content: Uint8Array,
  replace: Replace = rename,
): Promise<StagedFile> {
  const stats = await stat(target);
  const temporary = temporaryName(io, target);
  const isStaged = stats.nlink === 1 && (await stageAlike(temporary, content, stats));
  return {
    place: async () => {
      const isPlaced = isStaged && (await replace(temporary, target).then(() => true, unlessInPlace));
      if (!isPlaced) await writeInPlace(target, content);
    },
    discard: async () => rm(temporary, { force: true }),
  };
}

/** Errors of a folder or a name although the file itself can be written. */
const inPlaceReasons: ReadonlySet<string> = new Set(["EACCES", "EPERM", "EROFS", "EBUSY", "EXDEV", "ETXTBSY"]);

function unlessInPlace(error: unknown): false {
  if (inPlaceReasons.has(systemReason(error))) return false;
  throw error;
}

/** Whether the content could be staged with the mode, owner and group of the file that it replaces. */
async function stageAlike(temporary: string, content: Uint8Array, { uid, gid, mode }: Stats): Promise<boolean> {
  try {
    await writeNew(temporary, content, 0o600);
    const own = await stat(temporary);
    if (own.uid !== uid || own.gid !== gid) await chown(temporary, uid, gid);
    await chmod(temporary, mode & 0o7777);
    return true;
  } catch (error) {
    return unlessInPlace(error);
  }
}

async function writeNew(file: string, content: string | Uint8Array, mode: number): Promise<void> {
  const handle = await open(file, "wx", mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
}

async function writeInPlace(target: string, content: Uint8Array): Promise<void> {
  const before = await readFile(target);
  try {
    await overwrite(target, content);
  } catch (error) {
    await overwrite(target, before);
    throw error;
  }
}

async function overwrite(target: string, content: Uint8Array): Promise<void> {
  const handle = await open(target, "r+");
  try {
    for (let written = 0; written < content.length;) {
      written += (await handle.write(content, written, content.length - written, written)).bytesWritten;
    }
    await handle.truncate(content.length);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function temporaryName(io: Pick<Io, "newId">, target: string): string {
  return `${target}.${io.newId()}.tmp`;
}

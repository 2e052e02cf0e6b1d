import { open, readFile, realpath, rename, rm, stat } from "node:fs/promises";
import writeFileAtomic from "write-file-atomic";
import { systemReason } from "./read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** A file that is to be written anew. */
export interface Rewrite {
  readonly file: string;
  /** What was read of it. */
  readonly before: Uint8Array;
  readonly text: string;
}

/**
 * Writes files all or none, as far as a file system allows: the new texts are on the disk before the first one takes its
 * place, and where one cannot, those before it are put back. A file that is no longer as it was read is kept. `replace` puts
 * a new file in the place of an old one.
 */
export async function rewriteFiles(
  io: Pick<Io, "cwd" | "newId">,
  rewrites: readonly Rewrite[],
  replace: (temporary: string, target: string) => Promise<void> = rename,
): Promise<void> {
  const staged: Staged[] = [];
  const placed: Staged[] = [];
  let current = "";
  try {
    for (const rewrite of rewrites) {
      current = rewrite.file;
      staged.push(await stage(io, rewrite));
    }
    for (const { file, target, before } of staged) {
      current = file;
      if (!(await readFile(target)).equals(before)) throw changed(file);
    }
    for (const one of staged) {
      current = one.file;
      await replace(one.temporary, one.target);
      placed.push(one);
    }
  } catch (error) {
    for (const { target, before } of placed) await writeFileAtomic(target, Buffer.from(before));
    if (error instanceof RunError) throw error;
    throw new RunError(
      "write-failed",
      `${current} could not be written (${systemReason(error)}); every file is as it was`,
      "Make room or correct the permissions, then run again.",
    );
  } finally {
    for (const { temporary } of staged) await rm(temporary, { force: true });
  }
}

interface Staged extends Rewrite {
  /** Behind symbolic links. */
  readonly target: string;
  readonly temporary: string;
}

async function stage(io: Pick<Io, "cwd" | "newId">, rewrite: Rewrite): Promise<Staged> {
  const target = await realpath(absolutePath(io, rewrite.file));
  const temporary = `${target}.${io.newId()}.tmp`;
  const handle = await open(temporary, "wx", (await stat(target)).mode & 0o7777);
  try {
    await handle.writeFile(rewrite.text);
    await handle.sync();
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    await handle.close();
  }
  return { ...rewrite, target, temporary };
}

function changed(file: string): RunError {
  return new RunError("write-failed", `${file} was changed meanwhile, and every file is kept as it is`, "Run again.");
}

import { readFile, realpath } from "node:fs/promises";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";
import { stageRewrite, type Replace, type StagedFile } from "./staged-file.ts";
import { writeFailure } from "./write-failure.ts";

/** A file that gets a new text. */
export interface Rewrite {
  readonly file: string;
  /** What was read of it. */
  readonly before: Uint8Array;
  readonly text: string;
}

/** What writing takes from the run. */
type Writer = Pick<Io, "cwd" | "newId">;

/**
 * Writes all files or none, as far as a file system allows: every new text is on the disk before the first one takes its
 * place, and where one cannot, those before it are put back. A file that changed after it was read is kept. Mode, owner,
 * group and symbolic links stay. Throws a `RunError`.
 */
export async function rewriteFiles(io: Writer, rewrites: readonly Rewrite[], replace?: Replace): Promise<void> {
  const staged: Staged[] = [];
  const placed: Staged[] = [];
  let current = "";
  try {
    for (const rewrite of rewrites) {
      current = rewrite.file;
      staged.push(await stage(io, rewrite, replace));
    }
    for (const { file, target, before } of staged) {
      current = file;
      if (!(await readFile(target)).equals(before)) throw changed(file);
    }
    for (const one of staged) {
      current = one.file;
      await one.content.place();
      placed.push(one);
    }
  } catch (error) {
    for (const one of placed) await putBack(io, one);
    throw error instanceof RunError ? error : writeFailure(current, error, "; every file is as it was");
  } finally {
    for (const { content } of staged) await content.discard();
  }
}

interface Staged extends Rewrite {
  /** Behind symbolic links. */
  readonly target: string;
  readonly content: StagedFile;
}

async function stage(io: Writer, rewrite: Rewrite, replace: Replace | undefined): Promise<Staged> {
  const target = await realpath(absolutePath(io, rewrite.file));
  return { ...rewrite, target, content: await stageRewrite(io, target, Buffer.from(rewrite.text), replace) };
}

async function putBack(io: Writer, { target, before }: Staged): Promise<void> {
  const content = await stageRewrite(io, target, before);
  await content.place();
}

function changed(file: string): RunError {
  return new RunError("write-failed", `${file} was changed meanwhile, and every file is kept as it is`, "Run again.");
}

import { dirname } from "node:path";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { makeFolder } from "./make-folder.ts";
import { stageNewFile, type StagedFile } from "./staged-file.ts";
import { writeFailure } from "./write-failure.ts";

/** A file that does not exist yet. */
export interface NewFile {
  readonly path: string;
  readonly text: string;
}

/**
 * Writes new files one after another, each as a whole or not at all, with the folders that they need. Throws a `RunError` that names the files that were
 * written as a whole; the files that the caller has `written` before come first.
 */
export async function writeNewFiles(
  io: Pick<Io, "cwd" | "newId">,
  files: readonly NewFile[],
  written: readonly string[] = [],
): Promise<void> {
  const whole = [...written];
  for (const { path, text } of files) {
    let staged: StagedFile | null = null;
    try {
      await makeFolder(dirname(absolutePath(io, path)));
      staged = await stageNewFile(io, absolutePath(io, path), text, 0o666);
      await staged.place();
      whole.push(path);
    } catch (error) {
      const state = whole.length === 0 ? "; nothing was written" : `; written as a whole: ${whole.join(", ")}`;
      throw writeFailure(path, error, state);
    } finally {
      await staged?.discard();
    }
  }
}

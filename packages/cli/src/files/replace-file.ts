import { realpath } from "node:fs/promises";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";
import { identityOf } from "./file-roles.ts";
import { checkOutputFile, exists } from "./output-file.ts";
import { stageNewFile, stageRewrite, type StagedFile } from "./staged-file.ts";
import { writeFailure } from "./write-failure.ts";

/**
 * Writes a file as a whole or not at all, whether there is one already or not. A file that is replaced keeps its mode, owner
 * and symbolic links. Throws a `RunError` if it cannot be written: then the old one is as it was.
 */
export async function replaceFile(io: Pick<Io, "cwd" | "newId">, file: string, content: string): Promise<void> {
  await checkOutputFile(io, file);
  let staged: StagedFile | null = null;
  try {
    staged = await stage(io, file, content);
    await staged.place();
  } catch (error) {
    throw writeFailure(file, error, "; what was there before is kept");
  } finally {
    await staged?.discard();
  }
}

/** Verifies, before the first call, that the file is none of those that the run reads, however each is spelled or linked. */
export async function checkReplacesNone(io: Pick<Io, "cwd">, file: string, inputs: readonly string[]): Promise<void> {
  const own = await identityOf(io, file);
  for (const input of inputs) {
    if ((await identityOf(io, input)) !== own) continue;
    throw new RunError("usage", `--out ${file}: this run reads that file, and would replace it`, "Name another file.");
  }
}

async function stage(io: Pick<Io, "cwd" | "newId">, file: string, content: string): Promise<StagedFile> {
  const path = absolutePath(io, file);
  if (!(await exists(io, file))) return stageNewFile(io, path, content, 0o666);
  return stageRewrite(io, await realpath(path), Buffer.from(content));
}

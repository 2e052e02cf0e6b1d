import { readlink } from "node:fs/promises";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";
import { systemReason } from "./read-file.ts";

/** Why a file or folder of `-f` could not be read, as what stops the run. */
export async function readFailure({ io }: Pick<Context, "io">, file: string, error: unknown): Promise<RunError> {
  const reason = systemReason(error);
  const target = await readlink(absolutePath(io, file)).catch(() => null);
  if (reason === "ELOOP") return refused(`${file} is a symbolic link that leads back to itself`, "Correct the link.");
  if (reason === "ENOENT" && target !== null) {
    return refused(`${file} is a symbolic link to ${target}, which does not exist`, "Correct the link, or remove it.");
  }
  if (reason === "ENOENT") {
    const next = "Name the file with -f, or write them with `skyvia-schedules init`.";
    return refused(`${file} does not exist`, next);
  }
  return refused(`${file} cannot be read (${reason})`, "Check the path and its permissions.");
}

function refused(message: string, next: string): RunError {
  return new RunError("file-unreadable", message, next);
}

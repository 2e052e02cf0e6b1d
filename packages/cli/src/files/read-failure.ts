import { readdir } from "node:fs/promises";
import { systemReason } from "@skyvia-schedules/core";
import { basename, dirname } from "node:path";
import { lookAlikeOf, lookAlikeSentence } from "@skyvia-schedules/core/look-alike";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";
import { lostLinkText } from "./lost-link.ts";

/** The error for a file or folder of `-f` that cannot be read. */
export async function readFailure({ io }: Pick<Context, "io">, file: string, error: unknown): Promise<RunError> {
  const reason = systemReason(error);
  const lost = await lostLinkText(absolutePath(io, file), reason);
  if (lost !== null) return refused(`${file} ${lost}`, "Correct the link, or remove it.");
  if (reason === "ENOENT") {
    const next = "Correct the path, or write the files with `skyvia-schedules init`.";
    return refused(`${file} does not exist${await alikeNote(absolutePath(io, file))}`, next);
  }
  return refused(`${file} cannot be read (${reason})`, "Check the path and its permissions.");
}

/** A note about a file of the same folder whose name only looks the same. It is appended to the message that nothing has that name. */
async function alikeNote(path: string): Promise<string> {
  const asked = basename(path);
  const twin = lookAlikeOf(asked, await readdir(dirname(path)).catch(() => []), (name) => name);
  if (twin === undefined) return "";
  const sentence = lookAlikeSentence({ text: twin, in: "the name in the folder" }, { text: asked, in: "yours" });
  return `, but ${JSON.stringify(twin)} does. ${sentence.slice(0, -1)}`;
}

function refused(message: string, next: string): RunError {
  return new RunError("file-unreadable", message, next);
}

import type { Config } from "../files/config-files.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** An instant to the second, as files have it. Milliseconds since the epoch. */
export function inSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** The end of a new hold or freeze, to the second. Throws a `RunError` if it is not in the future. */
export function checkNewEnd(io: Pick<Io, "now">, until: number): number {
  const end = inSeconds(until);
  if (end > io.now()) return end;
  throw new RunError("usage", `--until ${instantText(end)} is in the past`, "Give an instant in the future.");
}

/** The file that gets a new hold or freeze: the first file of `-f`. `own`, where that is a folder or a glob. */
export function targetFile({ files, paths: [first] }: Pick<Config, "files" | "paths">, own: string): string {
  return files.find(({ file }) => file === first)?.file ?? own;
}

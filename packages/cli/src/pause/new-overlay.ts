import type { Config } from "../files/config-files.ts";
import { instantText } from "../process/instant.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** Files have instants to the second. Milliseconds since the epoch. */
export function inSeconds(instant: number): number {
  return Math.floor(instant / 1000) * 1000;
}

/** The end of a new hold or freeze as a file will have it. Throws a `RunError` unless it is to come. */
export function checkNewEnd(io: Pick<Io, "now">, until: number): number {
  const end = inSeconds(until);
  if (end > io.now()) return end;
  throw new RunError("usage", `--until ${instantText(end)} is in the past`, "Give an instant that is to come.");
}

/** The file that gets a new hold or freeze: what `-f` names first; where that is a folder or a glob, `own`. */
export function targetFile({ files, paths: [first] }: Pick<Config, "files" | "paths">, own: string): string {
  return files.find(({ file }) => file === first)?.file ?? own;
}

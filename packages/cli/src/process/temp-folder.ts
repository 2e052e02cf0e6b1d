import { tmpdir } from "node:os";
import type { Io } from "./io.ts";

/** The folder for temporary files, from the environment of the run. */
export function tempFolder({ env }: Pick<Io, "env">): string {
  return env["TMPDIR"] || env["TMP"] || env["TEMP"] || tmpdir();
}

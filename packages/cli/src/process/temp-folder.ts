import { tmpdir } from "node:os";
import type { Io } from "./io.ts";

/** The folder for temporary files, as the environment of the run says it. */
export function tempFolder({ env }: Pick<Io, "env">): string {
  return env["TMPDIR"] || env["TMP"] || env["TEMP"] || tmpdir();
}

import { systemReason } from "@skyvia-schedules/core";
import { readFile } from "node:fs/promises";
import type { RunError } from "../verb/run-error.ts";

export { systemReason } from "@skyvia-schedules/core";

/** The text of a file. Throws what `refuse` makes of the reason, such as `ENOENT`. */
export async function readTextFile(file: string, refuse: (reason: string) => RunError): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw refuse(systemReason(error));
  }
}

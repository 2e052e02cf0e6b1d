import { readFile } from "node:fs/promises";
import type { RunError } from "../verb/run-error.ts";

/** The text of a file. Throws what `refuse` makes of the reason, such as `ENOENT`. */
export async function readTextFile(file: string, refuse: (reason: string) => RunError): Promise<string> {
  try {
    return await readFile(file, "utf8");
  } catch (error) {
    throw refuse(systemReason(error));
  }
}

/** The code that the system gave for a failure, such as `ENOENT`. */
export function systemReason(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}

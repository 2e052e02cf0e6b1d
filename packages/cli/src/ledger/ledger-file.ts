import type { LedgerLine } from "@skyvia-schedules/core";
import { validateLedgerLine } from "./ledger-validator.generated.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { exists } from "../files/output-file.ts";
import { readTextFile } from "../files/read-file.ts";
import { safeJson, visible } from "../render/escape.ts";
import { RunError } from "../verb/run-error.ts";

/** One line of a ledger, with its line break; published as ledger.schema.json. */
export function encodeLedgerLine(line: LedgerLine): string {
  return `${safeJson(line)}\n`;
}

/**
 * Reads a ledger, oldest line first. What is no JSON was cut short by a crash, and is passed over: the run after the
 * crash goes on below it. Throws a `RunError` for a line that is whole and not as we write them.
 */
async function readLedger(io: Pick<Io, "cwd">, file: string): Promise<readonly LedgerLine[]> {
  const text = await readTextFile(
    absolutePath(io, file),
    (reason) => new RunError("ledger-file", `the ledger ${file} cannot be read (${reason})`, "Correct --ledger."),
  );
  return text.split("\n").flatMap((line, index) => {
    const value = line.trim() === "" ? undefined : parse(line);
    return value === undefined ? [] : [checked(value, `${file}:${index + 1}`)];
  });
}

/** What a ledger says of one API. One that is not there yet says nothing, which is noted; `file` undefined: there is none. */
export async function readLedgerOf(
  { io }: { readonly io: Pick<Io, "stderr" | "cwd"> },
  file: string | undefined,
  baseUrl: string,
): Promise<readonly LedgerLine[]> {
  if (file === undefined) return [];
  if (!(await exists(io, file))) {
    io.stderr.write(`note: there is no ledger ${visible(file)} yet\n`);
    return [];
  }
  return (await readLedger(io, file)).filter((line) => line.baseUrl === baseUrl);
}

/** undefined: cut short. */
function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function checked(value: unknown, where: string): LedgerLine {
  if (typeof value === "object" && value !== null && "formatVersion" in value && value.formatVersion !== 1) {
    throw refused(
      where,
      `it has the format version ${JSON.stringify(value.formatVersion)}, and this tool reads version 1`,
      "Use a newer version of this tool.",
    );
  }
  if (validateLedgerLine(value)) return value as LedgerLine;
  const [found] = validateLedgerLine.errors ?? [];
  const what = `${found?.instancePath || "it"} ${found?.message ?? "is not of its schema"}`;
  throw refused(where, what, "Restore the line, or remove it.");
}

function refused(where: string, why: string, next: string): RunError {
  return new RunError("ledger-file", `${where} is no line of a ledger: ${why}`, next);
}

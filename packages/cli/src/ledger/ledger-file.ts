import { ledgerWrites, unfinishedRuns, type LedgerLine, type LedgerWrite } from "@skyvia-schedules/core";
import { validateLedgerLine } from "./ledger-validator.generated.ts";
import type { Io } from "../process/io.ts";
import { exists } from "../files/output-file.ts";
import { parseJson } from "../files/parse-json.ts";
import { readTextFile, type FileReader } from "../files/read-file.ts";
import { safeJson, visible } from "../render/escape.ts";
import { RunError } from "../verb/run-error.ts";

/** One line of a ledger, with its line break; published as ledger.json. */
export function encodeLedgerLine(line: LedgerLine): string {
  return `${safeJson(line)}\n`;
}

type LedgerReader = FileReader & { readonly io: Pick<Io, "stderr"> };

/**
 * Reads a ledger, oldest line first. A line that is not JSON was cut short by a crash. It is ignored with a notice; the lines of the next run follow it. Throws
 * a `RunError` for a whole line that the schema refuses.
 */
export async function readLedger(reader: LedgerReader, file: string): Promise<readonly LedgerLine[]> {
  const text = await readTextFile(reader, file, (reason) => unreadable(file, reason));
  return text.split("\n").flatMap((line, index) => {
    if (line.trim() === "") return [];
    const where = `${file}:${index + 1}`;
    const value = parseJson(line);
    if (value !== undefined) return [checked(value, where)];
    if (!isCutShort(line)) throw noLine(where);
    reader.io.stderr.write(`note: ${visible(where)} was cut short and is ignored\n`);
    return [];
  });
}

/** The content of a ledger about one API. */
export interface LedgerContent {
  /** Oldest first. */
  readonly writes: readonly LedgerWrite[];
  /** The runs that did not come to the end of their plan. */
  readonly unfinished: ReadonlySet<string>;
}

const empty: LedgerContent = { writes: [], unfinished: new Set() };

/** Reads a ledger for one API. A missing file is empty, with a notice; `file` undefined: there is none. */
export async function readLedgerOf(
  reader: LedgerReader,
  file: string | undefined,
  baseUrl: string,
): Promise<LedgerContent> {
  if (file === undefined) return empty;
  if (!(await exists(reader.io, file))) {
    reader.io.stderr.write(`note: there is no ledger ${visible(file)} yet\n`);
    return empty;
  }
  const lines = await readLedger(reader, file);
  return {
    writes: ledgerWrites(lines).filter((write) => write.baseUrl === baseUrl),
    unfinished: unfinishedRuns(lines),
  };
}

/** Reads the ledger of a run that writes. null: the run has no ledger, or the file does not exist yet. */
export async function readOwnLedger(
  reader: LedgerReader,
  file: string | undefined,
  baseUrl: string,
): Promise<LedgerContent | null> {
  if (file === undefined || !(await exists(reader.io, file))) return null;
  return readLedgerOf(reader, file, baseUrl);
}

/** Verifies that a file begins as a ledger does. `start` is its text, or the first part of it. Throws a `RunError` otherwise. */
export function checkBeginning(start: string, file: string): void {
  for (const [index, line] of start.split("\n").entries()) {
    const value = parseJson(line);
    if (value !== undefined) return void checked(value, `${file}:${index + 1}`);
    if (!isCutShort(line)) throw noLine(`${file}:${index + 1}`);
  }
}

/** Whether a text is the start of a line of a ledger. Some file systems leave zeros where a crash cut a line off. */
function isCutShort(line: string): boolean {
  const text = line.replaceAll("\0", "");
  return text.startsWith('{"') || text === "{" || text.trim() === "";
}

function noLine(where: string): RunError {
  return refused(where, "it is not JSON", "This file is not a ledger: name the ledger with --ledger.");
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
  const what = `${found?.instancePath || "it"} ${found?.message ?? "does not match its schema"}`;
  throw refused(where, what, "Restore the line, or remove it.");
}

function unreadable(file: string, reason: string): RunError {
  return new RunError("ledger-file", `the ledger ${file} cannot be read (${reason})`, "Correct --ledger.");
}

function refused(where: string, why: string, next: string): RunError {
  return new RunError("ledger-file", `${where} is not a ledger line: ${why}`, next);
}

import { constants } from "node:fs";
import { access, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { AppliedChange, Change, ErrorRecord, LedgerLine, Recorder } from "@skyvia-schedules/core";
import { createAppender, type AppendLine } from "./append-lines.ts";
import type { Context } from "../verb/context.ts";
import { checkBeginning, encodeLedgerLine } from "./ledger-file.ts";
import { createLines, type LedgerRun } from "./ledger-lines.ts";
import { checkOutputFile, exists } from "../files/output-file.ts";
import { systemReason } from "../files/read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** The record of this run's writes. */
export interface Ledger extends Recorder {
  /** Writes the line of a write to the disk before the write is sent. false: that failed, and the failure is kept. */
  intend(change: Change): Promise<boolean>;
  /** Appends the result of a write; it is on the disk when the promise resolves. A failure is kept, and ends the recording. */
  record(written: AppliedChange): Promise<void>;
  /** Sets how many changes of the plan were not started, for the line that closes the run. */
  leave(notStarted: number): void;
  /** Why a line could not be written, null while all could. */
  readonly failure: ErrorRecord | null;
}

/** Verifies, before the first call, that lines can be appended there. */
export async function checkLedger(io: Pick<Io, "cwd">, file: string): Promise<void> {
  await checkOutputFile(io, file);
  if (!(await exists(io, file))) return;
  const path = absolutePath(io, file);
  const reason = await access(path, constants.W_OK).then(() => null, systemReason);
  if (reason === null) return checkBeginning(await startOf(path), file);
  throw new RunError(
    "output-unwritable",
    `the ledger ${file} cannot be written (${reason})`,
    "Correct its permissions, or name another file.",
  );
}

/** The first 64 KiB of a file. */
async function startOf(path: string): Promise<string> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(64 * 1024));
    return buffer.toString("utf8", 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Opens the ledger for one run and passes it to `work`. It is closed at the end of the run. `file` undefined: there is none. */
export async function withLedger<T>(
  context: Context,
  file: string | undefined,
  run: LedgerRun,
  work: (ledger: Ledger | null) => Promise<T>,
): Promise<T> {
  if (file === undefined) return work(null);
  const handle = await openLedger(absolutePath(context.io, file)).catch((error: unknown) => {
    throw new RunError(
      "write-failed",
      `the ledger ${file} cannot be written (${systemReason(error)}), so nothing was written`,
      "Make room or correct the permissions, then run again.",
    );
  });
  const { ledger, end } = createLedger(context, file, createAppender(handle), run);
  context.atEnd(async (exitCode) => {
    const failure = await end(exitCode);
    await handle.close();
    return failure;
  });
  return work(ledger);
}

/** Opens the file at its end. If that is in the middle of a line, it starts a new line, so that a crash does not break the next line. */
async function openLedger(file: string): Promise<FileHandle> {
  const handle = await open(file, "a+");
  const { size } = await handle.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  if (size > 0 && last.toString() !== "\n") await handle.appendFile("\n");
  if (size === 0) await syncFolder(file);
  return handle;
}

/** Flushes the folder, so that the name of a new file is on the disk. Systems that cannot flush a folder do this by themselves. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file)).catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

interface OpenLedger {
  readonly ledger: Ledger;
  /** Closes the run, if it has a line. Resolves to the reason if that failed. */
  readonly end: (exitCode: number) => Promise<ErrorRecord | null>;
}

function createLedger({ io }: Context, file: string, append: AppendLine, run: LedgerRun): OpenLedger {
  const lines = createLines(io, run);
  let isBegun = false;
  let left = 0;
  let failure: ErrorRecord | null = null;
  const put = async (line: LedgerLine, lacks: string): Promise<boolean> => {
    if (failure !== null) return false;
    try {
      isBegun = true;
      await append(encodeLedgerLine(line));
      return true;
    } catch (error) {
      failure ??= unwritable(file, systemReason(error), lacks);
      return false;
    }
  };
  return {
    ledger: {
      intend: (change) =>
        put(lines.intent(change, !isBegun), `${described(change)} was not sent, and no further write was started`),
      record: async (written) => {
        await put(
          lines.result(written),
          `the result of ${described(written)} is not in it, and no further write was started`,
        );
      },
      leave: (notStarted) => {
        left = notStarted;
      },
      get failure() {
        return failure;
      },
    },
    end: async (exitCode) => {
      if (!isBegun || failure !== null) return null; // an earlier failure is reported
      await put(lines.end(exitCode, left), `the end of this run is not in it`);
      return failure;
    },
  };
}

function described({ action, integrationId, workspaceId }: Change): string {
  return `${action} of integration ${integrationId} in workspace ${workspaceId}`;
}

function unwritable(file: string, reason: string, lacks: string): ErrorRecord {
  return {
    code: "ledger-failed",
    message: `the ledger ${file} cannot be written (${reason}): ${lacks}`,
    next: "Make room or correct the permissions, then run again for the rest.",
  };
}

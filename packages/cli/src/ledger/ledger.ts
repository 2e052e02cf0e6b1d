import { constants } from "node:fs";
import { access, open, type FileHandle } from "node:fs/promises";
import { dirname } from "node:path";
import type { AppliedChange, ErrorRecord, LedgerLine, Override } from "@skyvia-schedules/core";
import { ciRunUrl, ciUser } from "./ci-run.ts";
import type { Context } from "../verb/context.ts";
import { encodeLedgerLine } from "./ledger-file.ts";
import { checkOutputFile, exists } from "../files/output-file.ts";
import { systemReason } from "../files/read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { instantText } from "../process/instant.ts";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";

/** The record of this run's writes. */
export interface Ledger {
  /** Appends the line of one write, and has it on the disk when it returns. A failure is kept, and ends the recording. */
  record(written: AppliedChange): Promise<void>;
  /** Why a line could not be written, null while all could. */
  readonly failure: ErrorRecord | null;
}

/** What the lines of one run have in common. */
export interface LedgerRun {
  readonly command: string;
  readonly baseUrl: string;
  readonly planHash: string | null;
  readonly configHash: string | null;
  readonly reason: string | null;
  readonly overrides: readonly Override[];
}

/** Makes sure, before the first call, that lines can be put there. */
export async function checkLedger(io: Pick<Io, "cwd">, file: string): Promise<void> {
  await checkOutputFile(io, file);
  if (!(await exists(io, file))) return;
  const reason = await access(absolutePath(io, file), constants.W_OK).then(() => null, systemReason);
  if (reason === null) return;
  throw new RunError(
    "output-unwritable",
    `the ledger ${file} cannot be written (${reason})`,
    "Correct its permissions, or name another file.",
  );
}

/** Opens the ledger for one run, lets `work` use it, and closes it whatever happens. `file` undefined: there is none. */
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
      `the ledger ${file} cannot be written (${systemReason(error)}), and nothing else was`,
      "Make room or correct the permissions, then run again.",
    );
  });
  try {
    return await work(createLedger(context, file, handle, run));
  } finally {
    await handle.close();
  }
}

/** At the end of a file that may end in the middle of a line: a crash must not spoil the line after it. */
async function openLedger(file: string): Promise<FileHandle> {
  const handle = await open(file, "a+");
  const { size } = await handle.stat();
  const last = Buffer.alloc(1);
  if (size > 0) await handle.read(last, 0, 1, size - 1);
  if (size > 0 && last.toString() !== "\n") await handle.appendFile("\n");
  if (size === 0) await syncFolder(file);
  return handle;
}

/** The name of a new file is as durable as its folder. Where a system cannot do that for folders, it does so by itself. */
async function syncFolder(file: string): Promise<void> {
  const folder = await open(dirname(file)).catch(() => null);
  await folder?.sync().catch(() => {});
  await folder?.close();
}

function createLedger({ io }: Context, file: string, handle: FileHandle, run: LedgerRun): Ledger {
  const { command, baseUrl, planHash, configHash, reason } = run;
  const runId = io.newId();
  let failure: ErrorRecord | null = null;
  const lineOf = (written: AppliedChange): LedgerLine => ({
    formatVersion: 1,
    runId,
    at: instantText(io.now()),
    command,
    who: ciUser(io.env) ?? io.userName(),
    ciRunUrl: ciRunUrl(io.env),
    baseUrl,
    planHash,
    configHash,
    workspaceId: written.workspaceId,
    integrationId: written.integrationId,
    name: written.name,
    action: written.action === "enable" ? "enable" : "disable",
    before: written.before,
    after: written.after,
    result: written.result === "done" || written.result === "unknown" ? written.result : "failed",
    error: written.error === null ? null : { code: written.error.code, message: written.error.message },
    why: written.why,
    reason,
    override: overrideOf(written, run.overrides),
  });
  return {
    record: async (written) => {
      if (failure !== null) return;
      try {
        await handle.appendFile(encodeLedgerLine(lineOf(written)));
        await handle.datasync();
      } catch (error) {
        failure = unrecorded(file, systemReason(error), written);
      }
    },
    get failure() {
      return failure;
    },
  };
}

function overrideOf({ workspaceId, integrationId }: AppliedChange, overrides: readonly Override[]): string | null {
  const given = overrides.find(
    (override) => override.integrationId === integrationId && (override.workspaceId ?? workspaceId) === workspaceId,
  );
  return given === undefined ? null : `protected:${integrationId}`;
}

function unrecorded(file: string, reason: string, written: AppliedChange): ErrorRecord {
  const { action, integrationId, workspaceId } = written;
  return {
    code: "ledger-failed",
    message: `the ledger ${file} cannot be written (${reason}): ${action} of integration ${integrationId} in workspace ${workspaceId} is not in it, and nothing was begun after it`,
    next: "Make room or correct the permissions, then run again for the rest.",
  };
}

import type { Snapshot } from "@skyvia-schedules/core";
import type { TokenFlags } from "../api/token.ts";
import type { TokenUser } from "../api/tokens.ts";
import { writeNewFile } from "../files/output-file.ts";
import { readTextFile, type FileReader } from "../files/read-file.ts";
import { rewriteFiles } from "../files/rewrite-files.ts";
import { openSealedJson, sealJson } from "../files/sealed-json.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import type { Io } from "../process/io.ts";
import { RunError } from "../verb/run-error.ts";
import { validateSnapshot } from "./snapshot-validator.generated.ts";

/** A snapshot, and the text that it was read from. */
export interface SnapshotFile {
  readonly file: string;
  readonly text: string;
  readonly snapshot: Snapshot;
}

/** Writes a new snapshot that only its owner can read. It is on the disk when this resolves. */
export async function writeSnapshot(
  io: Pick<Io, "cwd" | "newId">,
  file: string,
  snapshot: Snapshot,
): Promise<SnapshotFile> {
  const text = sealJson(snapshot);
  await writeNewFile(io, file, text, { secret: true });
  return { file, text, snapshot };
}

/** Reads a snapshot. Throws a `RunError` unless it is exactly as it was written. */
export async function readSnapshot(reader: FileReader, file: string): Promise<SnapshotFile> {
  const text = await readTextFile(reader, file, (reason) => {
    return new RunError(
      "snapshot-file",
      `the snapshot ${file} cannot be read (${reason})`,
      "Name a file written by `freeze --snapshot`.",
    );
  });
  const refuse = (why: string): RunError => {
    return new RunError(
      "snapshot-file",
      `the snapshot ${file} is refused: ${why}`,
      "Name the file as `freeze --snapshot` wrote it. The file is kept as it is.",
    );
  };
  const opened = openSealedJson(text, { validate: validateSnapshot, refuse }) as Snapshot & { readonly digest: string };
  const { digest: _, ...snapshot } = opened;
  return { file, text, snapshot };
}

/**
 * The workspace of a snapshot with the variable of its token, unless `--token-from` names one. Empty: the token of the run
 * is used.
 */
export function snapshotUsers({ tokenFrom: given }: TokenFlags, taken: SnapshotFile | null): readonly TokenUser[] {
  if (taken === null || given !== undefined) return [];
  const { file, snapshot } = taken;
  const { workspaceId: id, tokenFrom: variable } = snapshot;
  return variable === undefined ? [] : [{ id, tokenFrom: { variable, source: { file, line: 1, column: 1 } } }];
}

/** Marks a snapshot whose schedules have all been restored. */
export async function markThawed(
  io: Pick<Io, "cwd" | "newId" | "now">,
  { file, text, snapshot }: SnapshotFile,
): Promise<void> {
  await rewriteSnapshot(io, { file, text, snapshot }, { ...snapshot, thawedAt: instantText(io.now()) });
}

/** Replaces a snapshot in one step. Does nothing where it is the same. */
export async function rewriteSnapshot(
  io: Pick<Io, "cwd" | "newId">,
  { file, text, snapshot }: SnapshotFile,
  next: Snapshot,
): Promise<void> {
  if (next === snapshot) return;
  await rewriteFiles(io, [{ file, before: Buffer.from(text), text: sealJson(next) }]);
}

/** Verifies that a snapshot is of this API and, if one is named, of this workspace. Throws a `RunError`. */
export function checkSnapshot(
  { file, snapshot }: SnapshotFile,
  baseUrl: string,
  workspaceId: number = snapshot.workspaceId,
): void {
  if (snapshot.baseUrl !== baseUrl) {
    throw new RunError(
      "snapshot-file",
      `the snapshot ${file} is for ${snapshot.baseUrl}, and this run is for ${baseUrl}`,
      "Set --base-url or SKYVIA_BASE_URL to the URL of the snapshot, or name another snapshot.",
    );
  }
  if (snapshot.workspaceId !== workspaceId) {
    throw new RunError(
      "snapshot-file",
      `the snapshot ${file} is of workspace ${snapshot.workspaceId}, not of workspace ${workspaceId}`,
      "Correct -w, or name another snapshot.",
    );
  }
}

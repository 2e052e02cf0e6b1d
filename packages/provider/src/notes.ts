import { appendFileSync, lstatSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import type { DesiredWorkspace } from "@skyvia-schedules/core";

/** The kinds of resources that manage schedules. */
export type ResourceKind = "IntegrationSchedule" | "WorkspaceSchedules";

/**
 * What one resource of the program manages. The program saves it for the provider processes of the same run. They need it because with `--target` the engine
 * does not call a provider for other resources, and because each explicit provider is a process of its own.
 */
export interface Note {
  readonly kind: ResourceKind;
  readonly baseUrl: string;
  readonly workspace: DesiredWorkspace;
}

/** The notes of a run. */
export interface Notes {
  readonly managed: readonly Note[];
  /** Whether a provider was asked to check a resource: the engine does so in an update, and never while it destroys. */
  readonly isUpdate: boolean;
}

const check = '"check"';

/** How long notes are kept, in ms: longer than any run. */
const keptFor = 48 * 3_600_000;

/** The notes of the run whose engine listens at an address. Empty if they cannot be read. */
export function readNotes(engine: string | undefined): string {
  if (engine === undefined) return "";
  try {
    const folder = notesFolder();
    return isOwn(folder) ? readFileSync(notesFile(folder, engine), "utf8") : "";
  } catch {
    return "";
  }
}

/** Deletes the notes of an earlier program whose engine had the same address, and notes of runs of earlier days. */
export function clearNotes(engine: string): void {
  write(engine, (file) => {
    writeFileSync(file, "", { mode: 0o600 });
    for (const name of readdirSync(notesFolder())) {
      const other = join(notesFolder(), name);
      if (Date.now() - lstatSync(other).mtimeMs > keptFor) rmSync(other);
    }
  });
}

/** Notes that a provider was asked to check a resource. */
export function addCheck(engine: string | undefined): void {
  if (engine !== undefined) write(engine, (file) => appendFileSync(file, `${check}\n`, { mode: 0o600 }));
}

/** Adds a note. A failure is ignored: without notes, only deletes with `--target` and between providers are less protected. */
export function addNote(engine: string, note: Note): void {
  write(engine, (file) => appendFileSync(file, `${JSON.stringify(note)}\n`, { mode: 0o600 }));
}

/** The notes in a text. The last line may be one that is still being written. */
export function parseNotes(text: string): Notes {
  const lines = text.split("\n").filter((line) => line !== "");
  const managed = lines
    .filter((line) => line !== check)
    .flatMap((line) => {
      try {
        return [JSON.parse(line) as Note];
      } catch {
        return [];
      }
    });
  return { managed, isUpdate: lines.includes(check) };
}

function write(engine: string, work: (file: string) => void): void {
  try {
    const folder = notesFolder();
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    if (isOwn(folder)) work(notesFile(folder, engine));
  } catch {
    // a temporary folder that cannot be written
  }
}

function notesFolder(): string {
  return join(tmpdir(), `skyvia-schedules-pulumi-${userInfo().uid}`);
}

function notesFile(folder: string, engine: string): string {
  const [port = ""] = /\d+$/.exec(engine) ?? []; // the address has more than one spelling
  return join(folder, `${port}.jsonl`);
}

/** Whether a folder belongs to this user alone: a temporary folder is shared, and anybody could have made it. */
function isOwn(folder: string): boolean {
  const { uid } = userInfo();
  const stats = lstatSync(folder);
  return stats.isDirectory() && (uid === -1 || (stats.uid === uid && (stats.mode & 0o022) === 0));
}

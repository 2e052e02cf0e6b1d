import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import type { Baseline, DesiredState, LedgerWrite } from "@skyvia-schedules/core";
import type { Config } from "../files/config-files.ts";
import { configHash } from "../plan/config-hash.ts";
import { absolutePath } from "../process/absolute-path.ts";
import type { LedgerContent } from "../ledger/ledger-file.ts";
import { instantOf } from "@skyvia-schedules/core/instant";
import { visible } from "../render/escape.ts";
import type { Context } from "../verb/context.ts";
import { recordOf, RunError } from "../verb/run-error.ts";
import { openFileHistory, type FileHistory } from "./file-history.ts";
import { GitRefusal } from "./git.ts";

/** What is known of the last apply, and how it was found. */
export interface KnownBaseline extends Baseline {
  /** Where the last apply is known from. null: it is not known. */
  readonly knownFrom: "revision" | "ledger" | null;
  /** Why something is not known, one line each. */
  readonly notes: readonly string[];
  /** Whether the files are in no git repository, which is worth a note only where a cause is not known. */
  readonly isOutsideGit: boolean;
}

/** Where to look for the last apply. */
export interface BaselineSources {
  /** `-f`. */
  readonly paths: readonly string[] | undefined;
  /** `--applied`. */
  readonly revision: string | undefined;
  readonly ledger: LedgerContent;
}

/** How many commits are searched, newest first. */
const searched = 100;

/**
 * Finds out what the files asked for at the last apply: at the revision that is given, or at the version whose config
 * hash the ledger has last. Throws a `RunError` if there is no such revision.
 */
export async function readBaseline(
  context: Context,
  config: Config,
  { paths, revision, ledger: { writes: ledger, unfinished } }: BaselineSources,
): Promise<KnownBaseline> {
  const notes: string[] = [];
  const note = (text: string): null => {
    notes.push(text);
    return null;
  };
  const opened = await openFileHistory(context, paths, config.files).catch(asRefusal);
  const history = opened instanceof GitRefusal ? note(visible(opened.message)) : opened;
  const isOutsideGit = opened instanceof GitRefusal && opened.isNoRepository;
  const askedAt = async (commit: string, what: string): Promise<DesiredState | null> =>
    history === null ? null : noted(desiredAt(history, commit, what), note);
  const committed = history === null || history.head === null ? null : await askedAt(history.head, "the last commit");
  const changedAt = isOutsideGit
    ? await lastWritten(context, config)
    : history && (await noted(lastChange(history), note));
  const decidedAt = latest([changedAt, ...ledger.slice(-1).map(({ at }) => instantOf(at))]);
  const known = { committed, ledger, unfinished, decidedAt, notes, isOutsideGit };
  if (revision !== undefined) {
    const commit = history === null ? null : await commitOf(history, revision);
    const applied = commit === null ? null : await askedAt(commit, `the revision ${revision}`);
    return { ...known, applied, knownFrom: applied === null ? null : "revision" };
  }
  const finished = ledger.filter(({ run }) => !unfinished.has(run));
  const applied = await appliedByLedger(config, finished, history, note);
  const knownFrom = ledger.some((line) => line.configHash !== null) ? "ledger" : null;
  return { ...known, applied, knownFrom };
}

type Note = (text: string) => null;

/** The result of `finding`. null: git could not answer, and `note` gets the reason. */
async function noted<T>(finding: Promise<T>, note: Note): Promise<T | null> {
  return finding.catch((error: unknown) => note(visible(asRefusal(error).message)));
}

/** What the files asked for at a commit. Rejects with a `GitRefusal` if they had problems, or were not there. */
async function desiredAt(history: FileHistory, commit: string, what: string): Promise<DesiredState> {
  const { desired, problems } = await history.configAt(commit).catch((error: unknown) => {
    if (!(error instanceof RunError)) throw error;
    throw new GitRefusal(`the files cannot be read as of ${what}: ${firstLine(recordOf(error).message)}`);
  });
  const [first] = problems;
  if (first === undefined) return desired;
  throw new GitRefusal(`the files had problems as of ${what}: ${firstLine(first.message)}`);
}

function firstLine(text: string): string {
  return text.split("\n")[0] ?? "";
}

async function commitOf(history: FileHistory, revision: string): Promise<string> {
  const commit = await history.commitOf(revision);
  if (commit !== null) return commit;
  throw new RunError(
    "usage",
    `--applied: the git repository of the files has no revision ${JSON.stringify(revision)}`,
    history.isShallow
      ? "This clone is shallow: fetch the whole history (`git fetch --unshallow`, `fetch-depth: 0`, `GIT_DEPTH: 0`)."
      : "Name a commit, a tag or a branch of this clone.",
  );
}

async function appliedByLedger(
  { desired }: Config,
  ledger: readonly LedgerWrite[],
  history: FileHistory | null,
  note: Note,
): Promise<DesiredState | null> {
  const hash = ledger.findLast((line) => line.configHash !== null)?.configHash ?? null;
  if (hash === null) return null;
  if (hash === configHash(desired)) return desired;
  if (history === null) return null;
  const found = await noted(findVersion(history, hash), note);
  if (found !== null) return found;
  return note(
    `the last apply of the ledger used other files than those of the last ${searched} commits${history.isShallow ? " of this shallow clone" : ""}`,
  );
}

async function findVersion(history: FileHistory, hash: string): Promise<DesiredState | null> {
  for (const { id } of await history.commits(searched)) {
    const config = await history.configAt(id).catch(ifUnreadable);
    if (config !== null && config.problems.length === 0 && configHash(config.desired) === hash) return config.desired;
  }
  return null;
}

function ifUnreadable(error: unknown): null {
  if (error instanceof RunError) return null;
  throw error;
}

function asRefusal(error: unknown): GitRefusal {
  if (error instanceof GitRefusal) return error;
  throw error;
}

/** When the files were last written, in milliseconds since the epoch. */
async function lastWritten({ io }: Context, { files }: Config): Promise<number | null> {
  const stats = files.map(async ({ file }) => stat(absolutePath(io, file)).catch(() => null));
  return latest((await Promise.all(stats)).map((found) => found?.mtimeMs ?? null));
}

function latest(times: readonly (number | null)[]): number | null {
  const known = times.filter((time) => time !== null);
  return known.length === 0 ? null : Math.max(...known);
}

/** When what `-f` reads was last changed by a commit. null: by none of those searched. */
async function lastChange(history: FileHistory): Promise<number | null> {
  if (history.head === null) return null;
  const current = await digestAt(history, history.head);
  for (const commit of await history.commits(searched)) {
    if (await history.isCutOff(commit)) {
      throw new GitRefusal("this clone is shallow, and does not show when the files were last committed");
    }
    if (commit.parent === null || (await digestAt(history, commit.parent)) !== current) return commit.at;
  }
  return null;
}

/** A text that is equal for two commits if `-f` reads the same from both. null: it reads nothing. */
async function digestAt(history: FileHistory, commit: string): Promise<string | null> {
  const config = await history.configAt(commit).catch(ifUnreadable);
  if (config === null) return null;
  const hash = createHash("sha256");
  for (const { bytes } of config.files) hash.update(`${bytes.length}:`).update(bytes);
  return hash.digest("hex");
}

import { access, mkdtemp, realpath, rm } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, sep } from "node:path";
import type { ConfigFile } from "@skyvia-schedules/core/yaml";
import { loadConfig, type Config } from "../files/config-files.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { tempFolder } from "../process/temp-folder.ts";
import type { Context } from "../verb/context.ts";
import { RunError, type RunErrorCode } from "../verb/run-error.ts";
import { createGit, gitPatience, GitRefusal, type Git } from "./git.ts";
import { readTree, writeTree, type Place, type RevisionTree } from "./revision-tree.ts";

/** A commit that changed files at the places of `-f`. */
export interface FileCommit {
  readonly id: string;
  /** null: it is the first one, or the clone does not contain its parent. */
  readonly parent: string | null;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

/** The files of `-f` as git keeps them. Every method rejects with a `GitRefusal` if git does not answer. */
export interface FileHistory {
  /** The id of the last commit. null: nothing is committed yet. */
  readonly head: string | null;
  /** Whether the clone lacks older commits. */
  readonly isShallow: boolean;
  /** The id of the commit that a revision names. null: there is no such revision. */
  commitOf(revision: string): Promise<string | null>;
  /** What `-f` reads at a commit. Rejects with a `RunError` if it cannot be read. */
  configAt(commit: string): Promise<Config>;
  /** The commits that changed files at the places of `-f`, newest first, at most so many. */
  commits(most: number): Promise<readonly FileCommit[]>;
  /** Whether the clone lacks the parent of a commit. */
  isCutOff(commit: FileCommit): Promise<boolean>;
}

/** Where files are looked for when `-f` is not given. */
const usualPaths = ["skyvia.yaml", "skyvia.yml", "skyvia"];

type HistoryContext = Pick<Context, "io" | "interruption">;

/** Finds the git repository of the files. Rejects with a `GitRefusal` if there is none, or if it does not have all of them. */
export async function openFileHistory(
  context: HistoryContext,
  paths: readonly string[] | undefined,
  files: readonly ConfigFile[],
  patience: number = gitPatience,
): Promise<FileHistory> {
  const real = await Promise.all(files.map(async ({ file }) => realFile(context, file)));
  const [first] = real;
  if (first === undefined) throw new GitRefusal("there is no file");
  const asked = ["rev-parse", "--show-toplevel", "--is-shallow-repository"];
  const [given = "", shallow] = lines(await createGit(context, dirname(first), patience)(asked));
  const top = await realpath(given);
  for (const [index, path] of real.entries()) await checkInside(top, path, files[index]?.file ?? path);
  const git = createGit(context, top, patience);
  const places = await Promise.all((paths ?? usualPaths).map((path) => placeOf(top, absolutePath(context.io, path))));
  const commitOf = remember((revision) => readCommitId(git, revision));
  const treeAt = remember((commit) => readTree(git, top, commit, places));
  const configAt = remember((commit) => readConfigAt(context, { git, top, treeAt, paths }, commit));
  const head = await commitOf("HEAD");
  return {
    head,
    isShallow: shallow === "true",
    commitOf,
    configAt,
    commits: async (most) => {
      if (head === null) return [];
      const specs = pathspecs(await treeAt(head));
      const output = await git(["rev-list", `-${most}`, "--parents", "--timestamp", head, "--", ...specs]);
      return lines(output).map((text) => {
        const [seconds, id = "", parent = null] = text.split(" ");
        return { id, parent, at: Number(seconds) * 1000 };
      });
    },
    isCutOff: async ({ id, parent }) =>
      shallow === "true" && parent === null && /^parent /m.test((await git(["cat-file", "commit", id])).toString()),
  };
}

/** Calls a function once for each text. */
function remember<T>(work: (text: string) => Promise<T>): (text: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return async (text) => {
    const found = known.get(text) ?? work(text);
    known.set(text, found);
    return found;
  };
}

/** A repository, and what `-f` reads in it. */
interface Reading {
  readonly git: Git;
  readonly top: string;
  readonly treeAt: (commit: string) => Promise<RevisionTree>;
  readonly paths: readonly string[] | undefined;
}

/** Puts the files of a commit into a folder of their own, and reads that folder by the rules of `-f`. */
async function readConfigAt(
  { io, interruption }: HistoryContext,
  { git, top, treeAt, paths }: Reading,
  commit: string,
): Promise<Config> {
  const folder = await mkdtemp(join(tempFolder(io), "skyvia-schedules-"));
  try {
    await writeTree(git, top, await treeAt(commit), folder);
    const moved = async (path: string): Promise<string> => join(folder, await fromTop(top, path));
    const cwd = await moved(io.cwd).catch(() => folder);
    const given = paths && (await Promise.all(paths.map((path) => moved(absolutePath(io, path)))));
    const there = Object.create(io, { cwd: { value: cwd } }) as typeof io;
    return await loadConfig({ io: there, interruption }, given);
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    const { code, message, next } = error.record;
    throw new RunError(code as RunErrorCode, message.replaceAll(`${folder}${sep}`, ""), next);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readCommitId(git: Git, revision: string): Promise<string | null> {
  const asked = ["rev-parse", "--verify", "--quiet", "--end-of-options", `${revision}^{commit}`];
  return git(asked).then(line, (error: unknown) => {
    if (error instanceof GitRefusal) return null; // git has answered other questions before
    throw error;
  });
}

async function realFile({ io }: HistoryContext, file: string): Promise<string> {
  try {
    return await realpath(absolutePath(io, file));
  } catch {
    throw new GitRefusal(`${file} is not a file in a git repository`);
  }
}

/** Rejects if a file belongs to no repository, or to another one, such as a submodule. */
async function checkInside(top: string, path: string, file: string): Promise<void> {
  if (isOutside(relative(top, path))) throw new GitRefusal(`${file} is outside of the git repository ${top}`);
  for (let folder = dirname(path); folder !== top; folder = dirname(folder)) {
    if (!(await exists(join(folder, ".git")))) continue;
    throw new GitRefusal(`${file} is in the git repository ${folder}, and other files are in ${top}`);
  }
}

async function placeOf(top: string, path: string): Promise<Place> {
  const parts = path.split(sep);
  const glob = parts.findIndex((part) => /[*?[{(]/.test(part));
  const anyName = glob >= 0 && !(await exists(path));
  const looked = anyName ? parts.slice(0, glob).join(sep) : path;
  return { path: (await fromTop(top, looked)).split(sep).join("/"), anyName };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

/** A path relative to the top of the repository. If the path leads there only through links, they are resolved. */
async function fromTop(top: string, path: string): Promise<string> {
  const asGiven = relative(top, path);
  if (!isOutside(asGiven)) return asGiven;
  const real = relative(top, await realpath(path));
  if (isOutside(real)) throw new GitRefusal(`${path} is outside of the git repository ${top}`);
  return real;
}

function isOutside(path: string): boolean {
  return path === ".." || path.startsWith(`..${sep}`) || isAbsolute(path);
}

/** The paths for `rev-list`. They cover more than `-f` reads, so that it finds deleted files as well. */
function pathspecs({ places, files, links }: RevisionTree): readonly string[] {
  const paths = new Set(files.map(({ path }) => path));
  const spec = ({ path, anyName }: Place): readonly string[] => {
    if (anyName || paths.has(path)) return [path === "" ? ":(top)" : `:(top,literal)${path}`];
    const folder = path === "" ? "" : `${path.replaceAll(/[*?[\]\\]/g, String.raw`\$&`)}/`;
    return ["yaml", "yml"].map((ending) => `:(top,glob)${folder}**/*.${ending}`);
  };
  return [...places.flatMap(spec), ...[...links.keys()].map((link) => `:(top,literal)${link}`)];
}

function lines(output: Buffer): readonly string[] {
  return output
    .toString()
    .split("\n")
    .filter((text) => text !== "");
}

function line(output: Buffer): string {
  return lines(output)[0] ?? "";
}

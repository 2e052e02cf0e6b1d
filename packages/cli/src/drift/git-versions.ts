import { execFile } from "node:child_process";
import { realpath, stat } from "node:fs/promises";
import { dirname, relative } from "node:path";
import { promisify } from "node:util";
import type { ConfigFile } from "@skyvia-schedules/core/yaml";
import { absolutePath } from "../process/absolute-path.ts";
import type { Context } from "../verb/context.ts";

/** Files of desired state as git keeps them. */
export interface GitVersions {
  /** The commits that touched them, newest first, at most so many. */
  commits(most: number): Promise<readonly string[]>;
  /** The files as of a commit, in the order in which they are read. */
  filesAt(commit: string): Promise<readonly ConfigFile[]>;
  /** When they were last committed, in milliseconds since the epoch. null: never. */
  lastCommitAt(): Promise<number | null>;
}

/**
 * The history of the files, folders and globs of `-f`; of a glob, that of the files which it matches now. null where
 * there is none: no git, no repository, no commit.
 */
export async function openGitVersions(
  { io }: Pick<Context, "io">,
  paths: readonly string[],
  files: readonly ConfigFile[],
): Promise<GitVersions | null> {
  const [first] = files;
  if (first === undefined) return null;
  const isOnDisk = await Promise.all(files.map(async ({ file }) => realpath(absolutePath(io, file)).catch(() => null)));
  if (isOnDisk.includes(null)) return null; // a pipe has no history
  const folder = dirname(absolutePath(io, first.file));
  // Plumbing alone: what `git log` and the like do can be bent by a repository's settings.
  const git = async (...args: readonly string[]): Promise<Buffer> => {
    const env = { ...io.env, GIT_OPTIONAL_LOCKS: "0", LC_ALL: "C" };
    const settings = { cwd: folder, env, encoding: "buffer" as const, maxBuffer: 64 * 1024 * 1024 };
    return (await promisify(execFile)("git", ["--literal-pathspecs", ...args], settings)).stdout;
  };
  const top = await git("rev-parse", "--show-toplevel").then(firstLine, () => null);
  if (top === null || (await git("rev-parse", "--verify", "HEAD").catch(() => null)) === null) return null;
  const inTop = async (path: string): Promise<string> =>
    relative(top, await realpath(absolutePath(io, path))).replaceAll("\\", "/");
  const places = (await Promise.all((await placesOf(io, paths, files)).map(inTop))).map((path) =>
    path === "" ? "." : path,
  );
  if (places.some((path) => path.startsWith(".."))) return null;
  const inside = (...args: readonly string[]): Promise<Buffer> => git("-C", top, ...args);
  return {
    commits: async (most) => lines(await inside("rev-list", `-${most}`, "HEAD", "--", ...places)),
    filesAt: async (commit) => {
      const names = (await inside("ls-tree", "-r", "-z", "--name-only", commit, "--", ...places))
        .toString()
        .split("\0");
      const read = names.filter((name) => /\.ya?ml$/.test(name) || places.includes(name)).filter((name) => name !== "");
      return Promise.all(
        read.map(async (name) => ({ file: name, bytes: await inside("cat-file", "blob", `${commit}:${name}`) })),
      );
    },
    lastCommitAt: async () => {
      const [seconds = ""] = firstLine(await inside("rev-list", "-1", "--timestamp", "HEAD", "--", ...places)).split(
        " ",
      );
      return seconds === "" ? null : Number(seconds) * 1000;
    },
  };
}

/** Files and folders as given; for a glob the files that it matches. */
async function placesOf(
  io: Context["io"],
  paths: readonly string[],
  files: readonly ConfigFile[],
): Promise<readonly string[]> {
  const exist = await Promise.all(
    paths.map((path) =>
      stat(absolutePath(io, path)).then(
        () => true,
        () => false,
      ),
    ),
  );
  return exist.every(Boolean) ? paths : files.map(({ file }) => file);
}

function lines(output: Buffer): string[] {
  return output
    .toString()
    .split("\n")
    .filter((line) => line !== "");
}

function firstLine(output: Buffer): string {
  return lines(output)[0] ?? "";
}

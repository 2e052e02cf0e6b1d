import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** A git repository with people who commit to it. */
export interface Repository {
  readonly git: (...args: readonly string[]) => string;
  /** Commits every file as it is. */
  readonly commit: () => void;
  /** Changes a file by replacing a text that is in it, and commits that. */
  edit(file: string, from: string | RegExp, to: string): void;
}

export function openRepository(folder: string): Repository {
  const git = (...args: readonly string[]): string =>
    execFileSync("git", args, {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: process.env["PATH"],
        HOME: folder,
        GIT_AUTHOR_NAME: "Ana",
        GIT_AUTHOR_EMAIL: "ana@example.com",
        GIT_COMMITTER_NAME: "Ana",
        GIT_COMMITTER_EMAIL: "ana@example.com",
      },
    });
  git("init", "--quiet", "--template=", "--initial-branch", "main");
  return {
    git,
    commit: () => {
      git("add", "--all");
      git("commit", "--quiet", "--message", "As it is");
    },
    edit: (file, from, to) => {
      const path = join(folder, file);
      const before = readFileSync(path, "utf8");
      const after = before.replaceAll(from, to);
      if (after === before) throw new Error(`${file} does not have ${String(from)}`);
      writeFileSync(path, after);
      git("commit", "--quiet", "--all", "--message", "Edit the schedules");
    },
  };
}

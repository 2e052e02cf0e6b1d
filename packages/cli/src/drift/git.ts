import { execFile } from "node:child_process";
import { StoppedWaiting } from "../process/wait-for.ts";
import type { Context } from "../verb/context.ts";

/** Runs one git command, with these bytes as its input, and resolves to its output. Rejects with a `GitRefusal`. */
export type Git = (args: readonly string[], input?: string) => Promise<Buffer>;

/** Why git did not answer, in one line. */
export class GitRefusal extends Error {
  override readonly name = "GitRefusal";
  /** Whether git answered that the folder is not in a repository. */
  readonly isNoRepository: boolean;

  constructor(message: string, isNoRepository = false) {
    super(message);
    this.isNoRepository = isNoRepository;
  }
}

/** How long git may take for one command, in milliseconds. */
export const gitPatience = 20_000;

const longestOutput = 256 * 1024 * 1024;

/** Runs git in a folder. It never prompts, and neither the environment of a hook nor a network changes its answers. */
export function createGit({ io, interruption }: GitContext, folder: string, patience: number = gitPatience): Git {
  const env = gitEnvironment(io.env);
  return async (args, input = "") =>
    new Promise((resolve, reject) => {
      const settings = { cwd: folder, env, encoding: "buffer", maxBuffer: longestOutput } as const;
      const ending = { timeout: patience, killSignal: "SIGKILL", signal: interruption.over } as const;
      // Plumbing alone: settings of a repository can change what `git log` and the like print.
      const child = execFile("git", [...args], { ...settings, ...ending }, (error, out, said) => {
        if (error === null) resolve(out);
        else if (interruption.over.aborted) reject(new StoppedWaiting(interruption, `git (git ${args[0] ?? ""})`));
        else reject(refusal(error, said.toString(), patience));
      });
      child.stdin?.on("error", () => {}); // git may end before it has read everything
      child.stdin?.end(input);
    });
}

export type GitContext = {
  readonly io: Pick<Context["io"], "env">;
  readonly interruption: Pick<Context["interruption"], "signal" | "over">;
};

/** A hook of git sets variables that point every git command at the repository of the hook. */
const variablesOfHooks = [
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_INDEX_FILE",
  "GIT_COMMON_DIR",
  "GIT_OBJECT_DIRECTORY",
  "GIT_ALTERNATE_OBJECT_DIRECTORIES",
  "GIT_NAMESPACE",
  "GIT_PREFIX",
  "GIT_LITERAL_PATHSPECS",
  "GIT_GLOB_PATHSPECS",
  "GIT_ICASE_PATHSPECS",
];

function gitEnvironment(env: GitContext["io"]["env"]): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(
    ([name]) => !variablesOfHooks.includes(name) && !name.startsWith("GIT_TRACE"),
  );
  const quiet = { GIT_OPTIONAL_LOCKS: "0", GIT_TERMINAL_PROMPT: "0", GIT_NO_LAZY_FETCH: "1", LC_ALL: "C" };
  return { ...Object.fromEntries(kept), ...quiet };
}

function refusal(
  error: Error & { readonly code?: unknown; readonly killed?: boolean },
  said: string,
  patience: number,
): GitRefusal {
  if (error.code === "ENOENT") return new GitRefusal("there is no git command on this machine");
  if (error.killed === true) return new GitRefusal(`git did not answer within ${patience / 1000} s`);
  const lines = said.split("\n").map((line) => line.trim());
  const fatal = lines.find((line) => line.startsWith("fatal: ")) ?? lines.find((line) => line !== "");
  if (fatal === undefined) return new GitRefusal(`git failed (${String(error.code)})`);
  return new GitRefusal(`git says: ${fatal.replace(/^fatal: /, "")}`, fatal.includes("not a git repository"));
}

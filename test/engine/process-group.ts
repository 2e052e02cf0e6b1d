import { spawn } from "node:child_process";

/** How a process has ended. */
export interface Ended {
  /** null: by a signal. */
  readonly code: number | null;
  /** What it wrote to stdout and stderr, as they came. */
  readonly output: string;
  readonly stdout: string;
}

/** A running process in its own group, as in a terminal. */
export interface Running {
  readonly ended: Promise<Ended>;
  /** What was written so far. */
  output(): string;
  /** Ctrl-C: SIGINT to the whole group. */
  interrupt(): void;
  /** kill -9, only of the process. */
  kill(): void;
}

export interface Surroundings {
  readonly cwd: string;
  /** The whole environment; undefined removes a variable. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The content of stdin. Default: nothing. */
  readonly input?: string;
}

/** Starts a process as the leader of a group. */
export function startGroup(command: string, args: readonly string[], { cwd, env, input = "" }: Surroundings): Running {
  const child = spawn(command, args, { cwd, env: { ...env }, detached: true, stdio: ["pipe", "pipe", "pipe"] });
  child.stdin.on("error", () => {}); // it may end without reading
  child.stdin.end(input);
  const written = { output: "", stdout: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    written.output += text;
    written.stdout += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    written.output += text;
  });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject).on("exit", (code) => {
      // Its child processes may keep the pipes open longer than it lives.
      setImmediate(() => resolve({ code, ...written }));
    });
  });
  return {
    ended,
    output: () => written.output,
    interrupt: () => void process.kill(-child.pid!, "SIGINT"),
    kill: () => void child.kill("SIGKILL"),
  };
}

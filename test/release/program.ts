import { spawn, type ChildProcess } from "node:child_process";

/** How a program is started. */
export interface Start {
  readonly cwd: string;
  /** All of its environment. */
  readonly env: Readonly<Record<string, string>>;
}

/** How a program has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** Resolves with the first text on stdout, or rejects if the program ends without one. */
  readonly firstOutput: Promise<string>;
  readonly ended: Promise<Ended>;
}

/** Starts a program with nothing on stdin and nothing else in its environment. */
export function start([program = "", ...args]: readonly string[], { cwd, env }: Start): Running {
  const child = spawn(program, args, { cwd, env: { ...env }, stdio: ["ignore", "pipe", "pipe"] });
  const texts = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const)
    child[stream].setEncoding("utf8").on("data", (text: string) => {
      texts[stream] += text;
    });
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject).on("close", (code) => resolve({ code, ...texts }));
  });
  const firstOutput = new Promise<string>((resolve, reject) => {
    child.stdout.once("data", resolve);
    ended.then((end) => reject(new Error(`it ended with ${end.code}: ${end.stderr}`)), reject);
  });
  firstOutput.catch(() => {}); // a caller that waits for the end does not ask for it
  return { child, firstOutput, ended };
}

/** Runs a program to its end. */
export async function run(command: readonly string[], how: Start): Promise<Ended> {
  return start(command, how).ended;
}

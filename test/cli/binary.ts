import { spawn, type ChildProcess } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The script that npm installs as `skyvia-schedules`. */
export const bin: string = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));

export interface Surroundings {
  readonly cwd: string;
  /** In addition to the few variables that any process needs; undefined removes one. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is on stdin; by default nothing. null: it stays open, and nothing comes. */
  readonly input?: string | null;
  /** Flags for Node itself. */
  readonly node?: readonly string[];
}

/** How a process has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A running process of the tool. */
export interface Running {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
}

/** Starts the built binary in its own environment: variables set around the tests do not reach it. */
export function start(args: readonly string[], { cwd, env = {}, input, node = [] }: Surroundings): Running {
  const child = spawn(process.execPath, [...node, bin, ...args], {
    cwd,
    env: { PATH: process.env["PATH"], HOME: cwd, ...env },
    stdio: ["pipe", "pipe", "pipe"],
  });
  child.stdin.on("error", () => {}); // it may end without reading
  if (input !== null) child.stdin.end(input ?? "");
  return { child, ended: endOf(child) };
}

async function endOf(child: ChildProcess): Promise<Ended> {
  const written = { stdout: "", stderr: "" };
  for (const stream of ["stdout", "stderr"] as const) {
    child[stream]?.setEncoding("utf8").on("data", (text: string) => {
      written[stream] += text;
    });
  }
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on("error", reject).on("close", resolve);
  });
  return { code, ...written };
}

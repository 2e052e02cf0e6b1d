import { kill } from "node:process";
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { RunError } from "../verb/run-error.ts";
import type { Io } from "./io.ts";
import { createOutput, type ProcessStream } from "./output.ts";
import { isSingleFile } from "./own-file.ts";
import { terminalOf } from "./terminal.ts";

export type { Io } from "./io.ts";
export { tempFolder } from "./temp-folder.ts";

/** The part of `process` that a run needs. */
export type ProcessLike = Pick<NodeJS.Process, "stdin" | "env" | "cwd" | "on" | "off" | "execPath" | "argv" | "pid"> & {
  readonly stdout: ProcessStream;
  readonly stderr: ProcessStream;
};

/** The outside world of a real process. */
export function createIo(process: ProcessLike): Io {
  return {
    stdout: createOutput(process.stdout, process.env),
    stderr: createOutput(process.stderr, process.env),
    get stdin() {
      return process.stdin; // opened when first asked for: it would keep the process alive
    },
    get terminal() {
      return terminalOf(process.stdin, process.stdout);
    },
    env: process.env,
    get cwd() {
      return workingDirectory(process);
    },
    selfCommand: isSingleFile ? [process.execPath] : [process.execPath, process.argv[1] ?? ""],
    userName,
    pid: process.pid,
    host: hostname(),
    isAlive,
    newId: () => randomUUID(),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (milliseconds, signal) => wait(milliseconds, undefined, signal === undefined ? {} : { signal }),
    startTimer: (milliseconds, onTime) => {
      const timer = setTimeout(onTime, milliseconds);
      return () => clearTimeout(timer);
    },
    random: () => Math.random(),
    onSignal: (listener) => {
      const onInterrupt = (): void => listener("SIGINT");
      const onTerminate = (): void => listener("SIGTERM");
      process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
      return () => process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
    },
  };
}

function workingDirectory(process: ProcessLike): string {
  try {
    return process.cwd();
  } catch {
    throw new RunError(
      "file-unreadable",
      "the current folder does not exist any more",
      "Change to a folder that exists, and run again.",
    );
  }
}

function userName(): string | null {
  try {
    return userInfo().username;
  } catch {
    return null; // a container's user may have no name
  }
}

function isAlive(pid: number): boolean {
  try {
    return kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM"; // it is another user's process
  }
}

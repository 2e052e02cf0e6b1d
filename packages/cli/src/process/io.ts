import { kill } from "node:process";
import { randomUUID } from "node:crypto";
import { hostname, userInfo } from "node:os";
import type { Readable } from "node:stream";
import { isSingleFile } from "./own-file.ts";
import { createOutput, type Output, type ProcessStream } from "./output.ts";
import { terminalOf, type Terminal } from "./terminal.ts";
import { setTimeout as wait } from "node:timers/promises";

/** The signals that end a run in order. */
export type StopSignal = "SIGINT" | "SIGTERM";

/** Everything that a run takes from the process around it. */
export interface Io {
  readonly stdout: Output;
  readonly stderr: Output;
  readonly stdin: Readable & { readonly isTTY?: boolean };
  /** The streams of the terminal, for questions. null: stdin or stdout is none. Opened when first asked for. */
  readonly terminal: Terminal | null;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The working directory, absolute. Every relative path starts there. */
  readonly cwd: string;
  /** How to start this tool again: the Node that runs it and its script, or the single executable alone. */
  readonly selfCommand: readonly string[];
  /** The user of this machine who runs it. null: the system does not know. */
  userName(): string | null;
  /** The id of this process. */
  readonly pid: number;
  /** The name of this machine. */
  readonly host: string;
  /** Whether a process with this id is alive on this machine. */
  isAlive(pid: number): boolean;
  /** A name for a run that no other run has. */
  newId(): string;
  /** Milliseconds since the epoch, by the system's clock. People and programs can set it during the run. */
  now(): number;
  /** Milliseconds since some moment of the past. It never jumps, so waits and deadlines are measured by it. */
  monotonic(): number;
  /** Waits. Rejects when the signal is aborted. */
  sleep(milliseconds: number, signal?: AbortSignal): Promise<void>;
  /** From 0 up to 1. */
  random(): number;
  /** Calls back for each signal until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
}

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
    cwd: process.cwd(),
    selfCommand: isSingleFile ? [process.execPath] : [process.execPath, process.argv[1] ?? ""],
    userName,
    pid: process.pid,
    host: hostname(),
    isAlive,
    newId: () => randomUUID(),
    now: () => Date.now(),
    monotonic: () => performance.now(),
    sleep: async (milliseconds, signal) => wait(milliseconds, undefined, signal === undefined ? {} : { signal }),
    random: () => Math.random(),
    onSignal: (listener) => {
      const onInterrupt = (): void => listener("SIGINT");
      const onTerminate = (): void => listener("SIGTERM");
      process.on("SIGINT", onInterrupt).on("SIGTERM", onTerminate);
      return () => process.off("SIGINT", onInterrupt).off("SIGTERM", onTerminate);
    },
  };
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

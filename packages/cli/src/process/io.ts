import type { Readable } from "node:stream";
import type { Output } from "./output.ts";
import type { Terminal } from "./terminal.ts";

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
  /** The working directory, absolute. Every relative path starts there. Throws a `RunError` if it was deleted. */
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
  /** Calls back once, after this time. The returned function stops the timer. */
  startTimer(milliseconds: number, onTime: () => void): () => void;
  /** From 0 up to 1. */
  random(): number;
  /** Calls back for each signal until the returned function is called. */
  onSignal(listener: (signal: StopSignal) => void): () => void;
}

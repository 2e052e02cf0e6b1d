/** Everything that this folder uses from outside: the environment, clocks, files and the process. */
export interface Host {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Where the engine listens, as `host:port`; undefined outside of the SDK's server. */
  readonly engine: string | undefined;
  /** ms since epoch. */
  readonly now: () => number;
  /** ms from any start, by a clock that never jumps: waits and ages use it. */
  readonly monotonic: () => number;
  /** Waits. Rejects when the signal is aborted. */
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  /** Calls back once, after this time. The returned function stops the timer. */
  readonly startTimer: (ms: number, onTime: () => void) => () => void;
  /** From 0 up to 1. */
  readonly random: () => number;
  readonly readFile: (path: string) => string;
  /** The notes of the program for the provider processes of this run, as text. */
  readonly readNotes: () => string;
  /** Notes for the other provider processes of this run that the engine has called a check. */
  readonly addCheck: () => void;
  /** Prints a line in the log of the process. */
  readonly logAttempt: (line: string) => void;
  /** Ends the process at once. */
  readonly exit: () => void;
}

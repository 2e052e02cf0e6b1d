import type { CommandContext } from "@stricli/core";
import type { AttemptNotice } from "@skyvia-schedules/client";
import type { ErrorRecord } from "@skyvia-schedules/core";
import type { Interruption } from "../process/interruption.ts";
import type { Io } from "../process/io.ts";
import type { Format } from "../render/formats.ts";
import type { Outcome } from "./outcome.ts";

/** What every verb runs in. */
export interface Context extends CommandContext {
  readonly io: Io;
  readonly format: Format;
  /** Whether rows need not fit the terminal (`--wide`). */
  readonly isWide: boolean;
  readonly interruption: Interruption;
  /** Whether every attempt of a call is logged. */
  readonly isVerbose: boolean;
  /** When the run began, by the monotonic clock: `--timeout` counts from there. */
  readonly startedAt: number;
  /**
   * Tokens that were read from an open descriptor (0 is stdin), by its number, for a run that needs them again. Absent: the run
   * reads each token once.
   */
  readonly keptTokens?: Map<number, string>;
  /** Called for each attempt of a call, once it has ended. */
  readonly onAttempt?: (attempt: AttemptNotice) => void;
  /** Takes the outcome of the verb that ran, and the file for the whole report. */
  conclude(outcome: Outcome, reportFile: string | null): void;
  /** Calls `work` once the exit code of the run is certain, after everything is printed. `work` resolves to the error if it failed. */
  atEnd(work: (exitCode: number) => Promise<ErrorRecord | null>): void;
}

/** The work of one verb. An error that it throws stops the run and is reported. */
export type Verb<Flags, Args extends readonly unknown[] = []> = (
  context: Context,
  flags: Flags,
  ...args: Args
) => Promise<Outcome>;

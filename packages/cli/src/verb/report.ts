import type { ErrorRecord } from "@skyvia-schedules/core";
import { findingsOf } from "./findings.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";

/** What a run reports: an outcome, and what is known around it. */
export interface Report {
  /** null: the command line has no known verb. */
  readonly command: string | null;
  readonly outcome: Outcome;
  readonly exitCode: ExitCode;
  /** Where the whole report is written as well. */
  readonly reportFile: string | null;
  /** Why a file that was asked for could not be written. */
  readonly failure: ErrorRecord | null;
}

/** What stopped the run, or kept its files from being written. */
export function errorOf({ outcome, failure }: Report): ErrorRecord | null {
  return findingsOf(outcome).error ?? failure;
}

import type { ErrorRecord } from "@skyvia-schedules/core";
import { findingsOf } from "./findings.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";

/** The report of a run: an outcome, and the facts about the run. */
export interface Report {
  /** null: the command line has no known verb. */
  readonly command: string | null;
  readonly outcome: Outcome;
  readonly exitCode: ExitCode;
  /** Where the whole report is written as well. */
  readonly reportFile: string | null;
  /** Whether rows need not fit the terminal. */
  readonly isWide: boolean;
  /** Why a file that was asked for could not be written. */
  readonly failure: ErrorRecord | null;
}

const singleWrites: readonly (string | null)[] = ["run", "cancel", "kill", "enable", "disable"];

/** Whether the verb sends one write at most. Its errors say what is known of that write. */
export function sendsOneWrite({ command }: Report): boolean {
  return singleWrites.includes(command);
}

/** What stopped the run, or kept its files from being written. */
export function errorOf(report: Report): ErrorRecord | null {
  const { outcome, failure } = report;
  const { error } = findingsOf(outcome);
  if (error === null) return failure;
  // An error before the single write was sent (a wrong argument, the token, a read) has no outcome of its own.
  const isBefore = outcome.kind === "error" && error.outcome === undefined && sendsOneWrite(report);
  return isBefore ? { ...error, outcome: "not-sent" } : error;
}

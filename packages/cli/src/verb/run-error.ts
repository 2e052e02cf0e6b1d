import { errorRecord, isApiError } from "@skyvia-schedules/core/errors";
import type { ErrorRecord, Problem } from "@skyvia-schedules/core";
import { StoppedWaiting } from "../process/wait-for.ts";
import type { ErrorCode } from "@skyvia-schedules/core/error-codes";

/** The error that stopped a run: code, message and next step. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly record: ErrorRecord;

  constructor(code: RunErrorCode, message: string, next: string) {
    super(message);
    this.record = { code, message, next };
  }
}

/** Problems that stop a run before its first call, such as a variable without a token. */
export class ProblemsFound extends Error {
  override readonly name = "ProblemsFound";
  readonly problems: readonly Problem[];
  /** An additional error: a wrong setting. */
  readonly record: ErrorRecord | null;

  constructor(problems: readonly Problem[], record: ErrorRecord | null) {
    super(problems.map(({ message }) => message).join("; "));
    this.problems = problems;
    this.record = record;
  }
}

/** The codes of errors, and those problems that a verb for one integration reports as its error. */
export type RunErrorCode = ErrorCode | "schedule-not-defined";

/** Any thrown value as a record. Errors of this tool and of the client keep their record; all others are reported as a defect. */
export function recordOf(error: unknown): ErrorRecord {
  if (error instanceof RunError || error instanceof StoppedWaiting) return error.record;
  if (isApiError(error)) return errorRecord(error);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: "internal", message: `this is a defect of skyvia-schedules: ${text}`, next: "Please report it." };
}

import { errorRecord, isApiError } from "@skyvia-schedules/core/errors";
import type { ErrorRecord } from "@skyvia-schedules/core";
import { StoppedWaiting } from "../process/wait-for.ts";
import type { ErrorCode } from "@skyvia-schedules/core/error-codes";

/** What stopped a run, as code, message and next step. */
export class RunError extends Error {
  override readonly name = "RunError";
  readonly record: ErrorRecord;

  constructor(code: RunErrorCode, message: string, next: string) {
    super(message);
    this.record = { code, message, next };
  }
}

/** The codes of errors, and those problems that a verb for one integration reports as its error. */
export type RunErrorCode = ErrorCode | "schedule-not-defined";

/** Any thrown value as a record. Errors of ours and of the client keep their record; all others are reported as a defect. */
export function recordOf(error: unknown): ErrorRecord {
  if (error instanceof RunError || error instanceof StoppedWaiting) return error.record;
  if (isApiError(error)) return errorRecord(error);
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return { code: "internal", message: `this is a defect of skyvia-schedules: ${text}`, next: "Please report it." };
}

import type { AppliedOutcome } from "../verb/outcome.ts";
import { recordOf, RunError } from "../verb/run-error.ts";

/** Writes a file once the schedules are written. Where that fails, every result is kept, and the failure is the error. */
export async function afterWrites(outcome: AppliedOutcome, write: () => Promise<void>): Promise<AppliedOutcome> {
  try {
    await write();
    return outcome;
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { ...outcome, error: outcome.error ?? recordOf(error) };
  }
}

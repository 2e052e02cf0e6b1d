import type { AppliedOutcome } from "../verb/outcome.ts";
import { recordOf, RunError } from "../verb/run-error.ts";

/** Writes a file after the schedules are written. If that fails, the outcome keeps every result, and its error is the failure. */
export async function afterWrites(outcome: AppliedOutcome, write: () => Promise<void>): Promise<AppliedOutcome> {
  try {
    await write();
    return outcome;
  } catch (error) {
    if (!(error instanceof RunError)) throw error;
    return { ...outcome, error: outcome.error ?? recordOf(error) };
  }
}

import type { ErrorRecord } from "../model/api-error.ts";
import type { Change } from "../model/change.ts";

/** Whether no execution is active any more. */
export interface Drained {
  readonly drained: boolean;
  /** Why an execution is still active. */
  readonly error: ErrorRecord | null;
}

/** Waits for the active execution, once the schedule of a change is off. null: the change has no drain. */
export type DrainChange = (change: Change) => Promise<Drained | null>;

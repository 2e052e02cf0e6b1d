import type { ErrorRecord } from "../model/api-error.ts";
import type { Change } from "../model/change.ts";

/** Whether nothing runs any more. */
export interface Drained {
  readonly drained: boolean;
  /** Why something still runs. */
  readonly error: ErrorRecord | null;
}

/** Waits for the end of what runs, once the schedule of a change is off. null: that was not asked for. */
export type DrainChange = (change: Change) => Promise<Drained | null>;

import type { ErrorRecord } from "./api-error.ts";
import type { ScheduleState } from "./model.ts";

/** One write, as the ledger keeps it. Plain JSON. */
export interface LedgerLine {
  readonly formatVersion: 1;
  /** The run that wrote, alike in all its lines. */
  readonly runId: string;
  /** When its outcome was known: ISO 8601, UTC. */
  readonly at: string;
  /** The verb. */
  readonly command: string;
  readonly who: string | null;
  /** The page of the CI run, where there is one. */
  readonly ciRunUrl: string | null;
  readonly baseUrl: string;
  /** Of the plan that was carried out; of a saved one its digest. null: there was no plan. */
  readonly planHash: string | null;
  readonly configHash: string | null;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly action: "enable" | "disable";
  readonly before: ScheduleState;
  readonly after: ScheduleState;
  /** `unknown`: it may or may not have been written. */
  readonly result: "done" | "failed" | "unknown";
  readonly error: Pick<ErrorRecord, "code" | "message"> | null;
  readonly why: string;
  /** What the user gave as `--reason`. */
  readonly reason: string | null;
  /** The override that allowed it, such as `protected:456`. */
  readonly override: string | null;
}

import type { ErrorRecord } from "./api-error.ts";
import type { ScheduleState } from "./model.ts";

/** One line of a ledger. Plain JSON. */
export type LedgerLine = LedgerIntent | LedgerResult | LedgerEnd | LedgerSingle;

/** The facts about a write before it is sent. */
interface Intended {
  /** The run that writes, the same in all its lines. */
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** The verb. */
  readonly command: string;
  readonly baseUrl: string;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly before: ScheduleState;
  readonly after: ScheduleState;
  /** The cause of the drift that is corrected. null: there is none. */
  readonly cause: string | null;
  readonly who: string | null;
  readonly why: string;
  /** The value of `--reason`. */
  readonly reason: string | null;
  /** The override that allowed it, such as `protected:456`. */
  readonly override: string | null;
  /** The hash of the plan that is carried out; for a saved plan its digest. null: there was no plan. */
  readonly planHash: string | null;
  readonly configHash: string | null;
  /** The page of the CI run, if there is one. */
  readonly runUrl: string | null;
  /** The environment variable with the token that wrote. Absent: the token of the run did. */
  readonly tokenFrom?: string;
}

/** How a write ended. */
interface WriteEnd {
  /** `unknown`: it may or may not have been written. */
  readonly result: "done" | "failed" | "unknown";
  readonly error: Pick<ErrorRecord, "code" | "message"> | null;
}

/** On the disk before the write is sent. */
export interface LedgerIntent extends Intended {
  readonly event: "intent";
  readonly formatVersion: 1;
  /** The process of the run and its machine: in the first line of a run. */
  readonly pid?: number;
  readonly host?: string;
}

/** Follows the intent of the same run and integration. */
export interface LedgerResult extends WriteEnd {
  readonly event: "result";
  readonly run: string;
  readonly at: string;
  readonly workspaceId: number;
  readonly integrationId: number;
}

/** Closes a run. */
export interface LedgerEnd {
  readonly event: "end";
  readonly run: string;
  readonly at: string;
  readonly exitCode: number;
  /** How many changes of the plan were not started. Absent: none. */
  readonly notStarted?: number;
}

/** A line of version 0.1: one a write, with its result. */
export interface LedgerSingle extends Omit<Intended, "run" | "runUrl" | "cause">, WriteEnd {
  readonly formatVersion: 1;
  readonly runId: string;
  readonly ciRunUrl: string | null;
  readonly action: "enable" | "disable";
}

/** One write, as the lines of a ledger describe it together. Without a result line its result is `unknown`. */
export interface LedgerWrite extends Intended, WriteEnd {}

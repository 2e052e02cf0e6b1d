/**
 * The shapes of the Skyvia API, version 1.
 * Source: the vendor's OpenAPI document (August 2026) and documentation page; where the two differ, both are accepted when reading.
 * Extra fields of an answer are kept out of these types and ignored.
 */

/** One workspace of the account. */
export interface Workspace {
  readonly id: number;
  readonly name: string | null;
  readonly isPersonal: boolean | null;
}

/** One integration of a workspace. Names are not unique. */
export interface Integration {
  /** int32, meaningful only inside its workspace. */
  readonly id: number;
  readonly name: string | null;
  /** dataflow, export, controlflow, replication, import, sync, custom, or a word the vendor adds later. */
  readonly type: string | null;
  /** ISO 8601 date-time as the API gives it, or null. */
  readonly created: string | null;
  /** ISO 8601 date-time as the API gives it, or null. */
  readonly modified: string | null;
  /** false: the schedule is not active. true decides nothing. null: the API did not say. */
  readonly scheduled: boolean | null;
}

/** New, Queued, Running, Succeeded, Failed, Canceling, Canceled; `Executing` is shown by the documentation for an active one. */
export type ExecutionState = string;

/** One execution in a list, of the run call, or the active one. */
export interface Execution {
  readonly runId: number;
  readonly date: string | null;
  /** As the API gives it (seconds in live answers); null if absent. */
  readonly duration: number | string | null;
  readonly state: ExecutionState;
  readonly successRows: number | null;
  readonly errorRows: number | null;
}

/** One execution in full. */
export interface ExecutionDetails {
  readonly runId: number;
  readonly queueTime: string | null;
  readonly startTime: string | null;
  readonly endTime: string | null;
  readonly state: ExecutionState;
  /** Free text, often JSON with `SuccessRows` and `ErrorRows`. */
  readonly result: string | null;
}

/** One page of a list. `hasMore` is never assumed: an answer without it is refused. */
export interface Page<T> {
  readonly data: readonly T[];
  readonly hasMore: boolean;
}

/** `undefined`: no schedule is defined (the API answers 204); only the web editor can define one. */
export type ScheduleState = "enabled" | "disabled" | "undefined";

/** What enable or disable answered. */
export interface ScheduleAnswer {
  /** The state after the call, or null if the answer does not carry it. */
  readonly active: boolean | null;
}

/** Paging of a list: `take` 1..200 (default 20), `skip` from 0. */
export interface PageQuery {
  readonly take?: number;
  readonly skip?: number;
}

/** Filters and order of the list of executions (finished ones only). */
export interface ExecutionFilter {
  /** ISO 8601 date-time, inclusive. */
  readonly startDate?: string;
  /** ISO 8601 date-time, inclusive. */
  readonly endDate?: string;
  /** true: only failed ones; false: only those that did not fail. */
  readonly failed?: boolean;
  /** The documentation says `executionId`, the OpenAPI document `runId`: both are accepted, `runId` is sent. */
  readonly sortBy?: "startDate" | "runId" | "executionId";
  readonly sortOrder?: "asc" | "desc";
}

/** One page of the list of executions. */
export interface ExecutionQuery extends PageQuery, ExecutionFilter {}

/**
 * A step of a listing that detects shifts while it reads page after page. After `restarted`, discard all pages so far: the list changed between two pages and
 * is read again from its start.
 */
export type ListingStep<T> = { readonly kind: "page"; readonly items: readonly T[] } | { readonly kind: "restarted" };

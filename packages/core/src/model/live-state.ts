import type { ErrorRecord } from "./api-error.ts";
import type { ScheduleState } from "./model.ts";
import type { LiveIntegration } from "./schedule-api.ts";

/** The result of reading one schedule. `missing`: the API does not know the integration. `unreadable`: every attempt failed. */
export type LiveSchedule =
  | { readonly kind: "known"; readonly state: ScheduleState }
  | { readonly kind: "missing" }
  | { readonly kind: "unreadable"; readonly error: ErrorRecord };

/** Why a workspace cannot be planned. */
export type WorkspaceFailure =
  | { readonly kind: "missing" }
  | { readonly kind: "name-differs"; readonly name: string | null }
  | { readonly kind: "unreadable"; readonly error: ErrorRecord }
  /** Its token was refused; those of other workspaces may be good. */
  | { readonly kind: "refused"; readonly error: ErrorRecord };

/** The live state of one workspace. */
export interface LiveWorkspace {
  readonly id: number;
  readonly failure: WorkspaceFailure | null;
  /** By integration id. null: nothing needed the listing, so it was not read. */
  readonly listing: ReadonlyMap<number, LiveIntegration> | null;
  /** By integration id: those schedules that had to be read. */
  readonly schedules: ReadonlyMap<number, LiveSchedule>;
}

/** The counts of integrations of a light sweep. */
export interface LightCounts {
  /** Taken as enabled because the listing says so. */
  readonly believed: number;
  /** Reads of this run that prove what the listing means. */
  readonly proofs: number;
  /** Read as a random sample, although the listing was believed. */
  readonly sampled: number;
}

/** The live state, by workspace id. */
export type LiveState = ReadonlyMap<number, LiveWorkspace>;

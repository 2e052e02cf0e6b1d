import type { ScheduleState } from "./model.ts";

/** One integration as the listing gives it. Names are not unique. */
export interface LiveIntegration {
  readonly id: number;
  readonly name: string | null;
  readonly type: string | null;
  /** false: its schedule is not active. true and null decide nothing. */
  readonly scheduled: boolean | null;
  /** ISO 8601, as the API gives it. */
  readonly created: string | null;
  readonly modified: string | null;
}

/** A step of a listing. After `restarted`, discard all pages so far: the list shifted and is read again. */
export type ListingStep =
  | { readonly kind: "page"; readonly items: readonly LiveIntegration[] }
  | { readonly kind: "restarted" };

/**
 * The port through which the core reads and writes schedules; the client fits it by shape.
 * Every method may reject with an `ApiError`. The implementation owns retries and bounds how many calls are in flight.
 */
export interface ScheduleApi {
  getWorkspace(workspaceId: number): Promise<{ readonly name: string | null }>;
  integrationPages(workspaceId: number): AsyncIterable<ListingStep>;
  getSchedule(workspaceId: number, integrationId: number): Promise<ScheduleState>;
  /** `active` is the state in the answer, null if the answer has none. */
  enableSchedule(workspaceId: number, integrationId: number): Promise<{ readonly active: boolean | null }>;
  disableSchedule(workspaceId: number, integrationId: number): Promise<{ readonly active: boolean | null }>;
}

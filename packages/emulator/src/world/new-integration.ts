import type { ScheduleState } from "@skyvia-schedules/client";
import type { IntegrationRecord } from "./world-state.ts";

/** A new integration. Fields that are left out get default values. */
export interface NewIntegration {
  readonly name: string | null;
  /** Default: one more than the highest of the workspace. */
  readonly id?: number;
  readonly type?: string | null;
  /** Default: undefined. */
  readonly schedule?: ScheduleState;
  /** Where the listing shows it. The vendor's order is unknown; default `end`. */
  readonly at?: "start" | "end";
}

/** Its record, made at a time. */
export function newIntegrationRecord(
  { name, type, schedule }: NewIntegration,
  id: number,
  now: number,
): IntegrationRecord {
  const created = new Date(now).toISOString();
  return {
    id,
    name,
    type: type === undefined ? "dataflow" : type,
    created,
    modified: created,
    schedule: schedule === undefined || schedule === "undefined" ? null : { active: schedule === "enabled" },
    executions: [],
    runs: null,
  };
}

import type { SkyviaClient } from "@skyvia-schedules/client";
import type { ScheduleApi } from "@skyvia-schedules/core";

/** The same API, which sends no write once `stop` is aborted. Writes that were sent end, and are verified. */
export function stoppableWrites(client: SkyviaClient, stop: AbortSignal): ScheduleApi {
  return {
    ...client,
    enableSchedule: (workspaceId, integrationId) => client.enableSchedule(workspaceId, integrationId, { stop }),
    disableSchedule: (workspaceId, integrationId) => client.disableSchedule(workspaceId, integrationId, { stop }),
  };
}

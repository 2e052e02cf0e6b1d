import type { SkyviaClient } from "@skyvia-schedules/client";
import type { ScheduleApi } from "@skyvia-schedules/core";

/** The same API, but it sends no write after `stop` is aborted. Writes that were sent before are finished and verified. */
export function stoppableWrites(client: SkyviaClient, stop: AbortSignal): ScheduleApi {
  return {
    ...client,
    enableSchedule: (workspaceId, integrationId) => client.enableSchedule(workspaceId, integrationId, { stop }),
    disableSchedule: (workspaceId, integrationId) => client.disableSchedule(workspaceId, integrationId, { stop }),
  };
}

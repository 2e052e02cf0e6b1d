import type { CallSettings, SkyviaClient } from "@skyvia-schedules/client";
import type { ScheduleState } from "@skyvia-schedules/core";

/** The integration whose schedule is read. */
export interface GetScheduleArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
  /** The id of the integration. */
  readonly integrationId: number;
}

/** The state of a schedule; `undefined`: none is defined. Scope: Integration / Read Schedule. */
export async function readSchedule(
  client: SkyviaClient,
  { workspaceId, integrationId }: GetScheduleArgs,
  settings: CallSettings,
): Promise<ScheduleState> {
  return client.getSchedule(workspaceId, integrationId, settings);
}

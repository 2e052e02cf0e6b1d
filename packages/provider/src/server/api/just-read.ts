import { changeKey, type LiveState, type ScheduleApi } from "@skyvia-schedules/core";

/** An API that answers the first read of each schedule from the plan that was just made, so that an update reads a schedule only once. */
export function justRead<T extends ScheduleApi>(api: T, lives: LiveState): T {
  const used = new Set<string>();
  return {
    ...api,
    getSchedule: async (workspaceId: number, integrationId: number) => {
      const key = changeKey({ workspaceId, integrationId });
      const read = lives.get(workspaceId)?.schedules.get(integrationId);
      if (read?.kind !== "known" || used.has(key)) return api.getSchedule(workspaceId, integrationId);
      used.add(key);
      return read.state;
    },
  };
}

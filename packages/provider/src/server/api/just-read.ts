import type { LiveState, ScheduleApi } from "@skyvia-schedules/core";

/** An API whose first read of each schedule is the one that a plan has just made: an update reads a schedule once. */
export function justRead<T extends ScheduleApi>(api: T, lives: LiveState): T {
  const used = new Set<string>();
  return {
    ...api,
    getSchedule: async (workspaceId: number, integrationId: number) => {
      const key = `${workspaceId}/${integrationId}`;
      const read = lives.get(workspaceId)?.schedules.get(integrationId);
      if (read?.kind !== "known" || used.has(key)) return api.getSchedule(workspaceId, integrationId);
      used.add(key);
      return read.state;
    },
  };
}

import type { DesiredSchedule, ScheduleState } from "@skyvia-schedules/core";

/** Whether a live schedule is as desired: one that is not defined is off as well. */
export function isSatisfied(live: ScheduleState | undefined, desired: DesiredSchedule): boolean {
  return live === desired || (live === "undefined" && desired === "disabled");
}

import type { DesiredSchedule, ScheduleState } from "./model.ts";

/** A live state in the words of desired state: a schedule that is not defined does not run, so it counts as disabled. */
export function asDesired(live: ScheduleState): DesiredSchedule {
  return live === "enabled" ? "enabled" : "disabled";
}

/** Whether a live state is as desired, by the same rule. An unknown state is not. */
export function isAsDesired(live: ScheduleState | undefined, desired: ScheduleState): boolean {
  return live === desired || (live !== undefined && live === "undefined" && asDesired(live) === desired);
}

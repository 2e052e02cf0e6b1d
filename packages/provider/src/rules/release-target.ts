import type { DesiredSchedule, ScheduleState } from "@skyvia-schedules/core";
import type { OnDelete } from "./integration-inputs.ts";

/** What a schedule is set to when it is let go. null: it is left alone. One that was not defined has no state to put back. */
export function releaseTarget(
  onDelete: OnDelete | undefined,
  previous: ScheduleState | undefined,
): DesiredSchedule | null {
  switch (onDelete ?? "leave") {
    case "leave":
      return null;
    case "disable":
      return "disabled";
    case "restore":
      return previous === undefined || previous === "undefined" ? null : previous;
  }
}

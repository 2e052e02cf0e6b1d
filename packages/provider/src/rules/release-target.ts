import type { DesiredSchedule, ScheduleState } from "@skyvia-schedules/core";
import type { OnDelete } from "./integration-inputs.ts";
import type { WorkspaceOutputs } from "./workspace-outputs.ts";

/** The state that a released schedule is set to. null: it is not changed. A schedule that was not defined cannot be restored. */
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

/** The targets of the schedules that are changed. */
export function releaseTargets(
  ids: readonly number[],
  onDelete: OnDelete | undefined,
  { previousStates = {} }: Partial<WorkspaceOutputs>,
): Map<number, DesiredSchedule> {
  return new Map(
    ids.flatMap((id) => {
      const target = releaseTarget(onDelete, previousStates[id]);
      return target === null ? [] : [[id, target] as const];
    }),
  );
}

import type { IntegrationOutputs } from "./integration-outputs.ts";
import type { WorkspaceOutputs } from "./workspace-outputs.ts";

/** The outputs without the state of the schedule, so that an update has to read it. */
export function forgetState(olds: Partial<IntegrationOutputs>): Partial<IntegrationOutputs> {
  const { state: _, ...rest } = olds;
  return rest;
}

/** The outputs without the states of the schedules that `isForgotten` names, so that an update has to read them. */
export function forgetStates(
  olds: Partial<WorkspaceOutputs>,
  isForgotten: (integrationId: number) => boolean,
): Partial<WorkspaceOutputs> {
  const { schedules = {}, selected = {} } = olds;
  const keep = <T>(byId: Readonly<Record<string, T>>): Record<string, T> =>
    Object.fromEntries(Object.entries(byId).filter(([id]) => !isForgotten(Number(id))));
  if (![...Object.keys(schedules), ...Object.keys(selected)].some((id) => isForgotten(Number(id)))) return olds;
  return { ...olds, schedules: keep(schedules), selected: keep(selected) };
}

import type { Execution, Integration, ScheduleState } from "@skyvia-schedules/client";
import type { World } from "../world/world.ts";

/** One row of the page. */
export interface IntegrationRow extends Integration {
  readonly schedule: ScheduleState;
}

/** An active execution with its integration. */
export interface LiveExecution extends Execution {
  readonly integration: number;
  readonly name: string | null;
}

/** Some integrations of a workspace. */
export interface IntegrationRows {
  readonly total: number;
  readonly matching: number;
  readonly integrations: readonly IntegrationRow[];
}

/** One integration as the page shows it. */
export function integrationRow(world: World, workspaceId: number, integrationId: number): IntegrationRow {
  const schedule = world.schedule(workspaceId, integrationId);
  return { ...world.integration(workspaceId, integrationId), schedule };
}

/** The first integrations whose id or name contains a text, in upper or lower case. */
export function integrationRows(world: World, workspaceId: number, filter: string, take: number): IntegrationRows {
  const all = world.integrations(workspaceId, Infinity, 0).data;
  const wanted = filter.toLowerCase();
  const matching = wanted === "" ? all : all.filter(({ id, name }) => `${id} ${name}`.toLowerCase().includes(wanted));
  const integrations = matching.slice(0, take).map(({ id }) => integrationRow(world, workspaceId, id));
  return { total: all.length, matching: matching.length, integrations };
}

/** All active executions of a workspace. */
export function liveExecutions(world: World, workspaceId: number): readonly LiveExecution[] {
  return world.integrations(workspaceId, Infinity, 0).data.flatMap(({ id, name }) => {
    const active = world.activeExecution(workspaceId, id);
    return active === null ? [] : [{ ...active, integration: id, name }];
  });
}

import type { ScheduleState } from "@skyvia-schedules/core";
import type { World } from "@skyvia-schedules/emulator";
import type { EntryText, WorkspaceText } from "./config.ts";
import { decidedBy, isByIdAlone, planCalls, type Listed } from "./formula.ts";

/** One integration with the entry that may be carried out for it. */
export interface Covered {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly entry: EntryText;
}

/** The integrations that exist. */
export function listed(world: World, workspaceId: number): readonly Listed[] {
  if (!world.workspaces().some(({ id }) => id === workspaceId)) return [];
  return world
    .integrations(workspaceId, 200, 0)
    .data.map(({ id, name, scheduled }) => ({ id, name, scheduled: scheduled === true }));
}

/** What may be written, by the rules of the file format alone: the enforced schedules about which nothing is in dispute. */
export function enforceable(world: World, config: readonly WorkspaceText[]): Covered[] {
  return config.filter((workspace) => isReadable(world, workspace)).flatMap((workspace) => coveredBy(world, workspace));
}

function coveredBy(world: World, workspace: WorkspaceText): Covered[] {
  const items = listed(world, workspace.id);
  const { integrations: entries } = workspace;
  return items.flatMap((item) => {
    const entry = decidedBy(entries, item);
    if (entry === undefined || entry.mode === "observe") return [];
    if (!isByIdAlone(workspace) && isInDispute(entries, items, entry, item)) return [];
    return [{ workspaceId: workspace.id, integrationId: item.id, entry }];
  });
}

function isReadable(world: World, { id, name }: WorkspaceText): boolean {
  const found = world.workspaces().find((workspace) => workspace.id === id);
  return found !== undefined && (name === undefined || name === found.name);
}

/** An asserted name that differs, a name that several have, or an integration named by id and by name. */
function isInDispute(entries: readonly EntryText[], items: readonly Listed[], entry: EntryText, item: Listed): boolean {
  const sameName = items.filter(({ name }) => name === item.name).length;
  if (entry.id === undefined) return entry.name !== undefined && sameName > 1;
  if (entry.name !== undefined && entry.name !== item.name) return true;
  const alsoByName = entries.some(({ id, name }) => id === undefined && name !== undefined && name === item.name);
  return alsoByName && sameName === 1;
}

/** Calls of a plan of the whole file. A workspace that is missing or has another name takes no more than finding that out. */
export function callsOfPlan(world: World, config: readonly WorkspaceText[]): number {
  const calls = (workspace: WorkspaceText): number => {
    if (isReadable(world, workspace)) return planCalls(workspace, listed(world, workspace.id));
    return workspace.name === undefined && isByIdAlone(workspace) ? workspace.integrations.length : 1;
  };
  return config.reduce((sum, workspace) => sum + calls(workspace), 0);
}

/** Whether a schedule is as desired; one that is not defined does not run. */
export function isAsDesired(now: ScheduleState, schedule: "enabled" | "disabled"): boolean {
  return now === schedule || (schedule === "disabled" && now === "undefined");
}

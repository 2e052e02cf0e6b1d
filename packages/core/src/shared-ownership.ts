import type { DesiredState, Source } from "./model.ts";
import { place, problem, type Problem } from "./problem.ts";

/** A schedule that a Pulumi stack manages. */
export interface StackSchedule {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly urn: string;
  /** The place of its URN in the export. */
  readonly source: Source;
}

/** Integrations that an entry by id and a stack both manage. What a name or a glob selects shows in the live world only. */
export function sharedWithStack({ workspaces }: DesiredState, schedules: readonly StackSchedule[]): Problem[] {
  return schedules.flatMap(({ workspaceId, integrationId: id, urn, source }) => {
    const workspace = workspaces.find((one) => one.id === workspaceId);
    const entry = workspace?.entries.find(({ selector }) => selector.kind === "id" && selector.id === id);
    if (entry === undefined) return [];
    const facts = { id, workspaceId, urn, place: place(source) };
    return [problem("managed-by-pulumi", entry.selectorSource, facts, { workspaceId, integrationId: id })];
  });
}

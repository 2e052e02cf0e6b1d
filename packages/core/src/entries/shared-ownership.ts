import { createEntryFinder } from "./entry-lookup.ts";
import type { DesiredState, Source } from "../model/model.ts";
import { place } from "../model/place.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** A schedule that a Pulumi stack manages. */
export interface StackSchedule {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** As the stack has seen it. null: it did not look. */
  readonly name: string | null;
  readonly urn: string;
  /** The place of its URN in the export. */
  readonly source: Source;
}

/**
 * Integrations that an entry and a stack both manage. An observed integration has no second owner. Entries by name or glob are compared as far as the stack has
 * names.
 */
export function sharedWithStack({ workspaces }: DesiredState, schedules: readonly StackSchedule[]): Problem[] {
  const entryOf = createEntryFinder(workspaces);
  return schedules.flatMap(({ workspaceId, integrationId: id, name, urn, source }) => {
    const entry = entryOf(workspaceId, { id, name });
    if (entry === undefined || entry.mode === "observe") return [];
    const facts = { id, workspaceId, urn, place: place(source) };
    return [problem("managed-by-pulumi", entry.selectorSource, facts, { workspaceId, integrationId: id })];
  });
}

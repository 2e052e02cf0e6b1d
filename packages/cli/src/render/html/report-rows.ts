import type { Change, DriftChange, Problem, UncomparedIntegration } from "@skyvia-schedules/core";
import { liveText } from "../text/change-cells.ts";
import type { ReportData } from "./report-data.ts";

/** A row of the table of a workspace: an integration that was compared, or one with a problem instead. */
export interface ReportRow {
  /** null: an entry by name, which no single integration has. */
  readonly integrationId: number | null;
  /** null: not read. */
  readonly name: string | null;
  readonly owner: string | null;
  readonly tags: readonly string[];
  /** A CSS class of the page, and its text. */
  readonly state: readonly [look: string, words: string];
  /** null: it was not compared. */
  readonly change: Change | DriftChange | null;
  readonly problems: readonly Problem[];
}

/** The rows of one workspace, by id; entries without an id come last. */
export function rowsOf(workspace: number, { managed, uncompared, plan }: ReportData): readonly ReportRow[] {
  const own = plan.problems.filter(({ workspaceId }) => workspaceId === workspace);
  const problemsOf = Map.groupBy(own, ({ integrationId }) => integrationId);
  const compared = managed
    .filter(({ change }) => change.workspaceId === workspace)
    .map(({ change, owner, tags }): ReportRow => {
      const { integrationId, name, before } = change;
      const problems = problemsOf.get(integrationId) ?? [];
      return { integrationId, name, owner, tags, state: [before, liveText(change)], change, problems };
    });
  const others = uncompared
    .filter(({ workspaceId }) => workspaceId === workspace)
    .map(({ integrationId, name, owner, tags, live, problems }): ReportRow => {
      return { integrationId, name, owner, tags, state: stateOf(live), change: null, problems };
    });
  return others.length === 0 ? compared : [...compared, ...others].toSorted((a, b) => compareIds(a, b));
}

function compareIds(a: ReportRow, b: ReportRow): number {
  return (a.integrationId ?? Number.MAX_SAFE_INTEGER) - (b.integrationId ?? Number.MAX_SAFE_INTEGER);
}

function stateOf(live: UncomparedIntegration["live"]): ReportRow["state"] {
  switch (live) {
    case null:
      return ["unread", "not read"];
    case "missing":
      return ["unread", "not there"];
    case "unreadable":
      return ["unread", "not readable"];
    default:
      return [live, live];
  }
}

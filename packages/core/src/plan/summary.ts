import type { Change } from "../model/change.ts";
import type { NextTransition } from "../overlays/upcoming.ts";
import type { LightCounts } from "../model/live-state.ts";
import type { Coverage, Plan } from "./plan.ts";

/** The counts of a plan. */
export interface Summary {
  readonly enable: number;
  readonly disable: number;
  readonly unchanged: number;
  /** Differences that are left as they are. */
  readonly skipped: number;
  /** The skipped differences whose entry has `mode: observe`. */
  readonly observed: number;
  readonly problems: number;
  readonly unmanaged: number;
  /** The next change that time causes. null: there is none. */
  readonly next: NextTransition | null;
  /** The counts of a light sweep. Absent: the sweep was a full one. */
  readonly light?: LightCounts;
}

/** A summary without any counts. */
export const emptySummary: Summary = {
  enable: 0,
  disable: 0,
  unchanged: 0,
  skipped: 0,
  observed: 0,
  problems: 0,
  unmanaged: 0,
  next: null,
};

/** The coverage of a workspace in numbers. */
export type CoverageCounts = Pick<
  Coverage,
  "workspaceId" | "name" | "managed" | "observed" | "selected" | "planned"
> & {
  readonly unmanaged: number;
};

/** Coverage with the unmanaged integrations as a number. */
export function countCoverage(coverage: readonly Coverage[]): CoverageCounts[] {
  return coverage.map(({ workspaceId, name, managed, observed, selected, unmanaged, planned }) => {
    return { workspaceId, name, managed, observed, selected, unmanaged: unmanaged.length, planned };
  });
}

/** Counts changes by action, problems, and unmanaged integrations. */
export function summarize({ changes, problems, coverage, next, light }: Plan): Summary {
  const count = (action: Change["action"]): number => changes.filter((change) => change.action === action).length;
  return {
    enable: count("enable"),
    disable: count("disable"),
    unchanged: count("keep"),
    skipped: count("skip"),
    observed: count("skip"), // the only changes that are skipped today
    problems: problems.length,
    unmanaged: coverage.reduce((sum, { unmanaged }) => sum + unmanaged.length, 0),
    next,
    ...(light === undefined ? {} : { light }),
  };
}

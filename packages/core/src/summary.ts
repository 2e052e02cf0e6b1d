import type { Change } from "./change.ts";
import type { Plan } from "./plan.ts";

/** The counts of a plan. */
export interface Summary {
  readonly enable: number;
  readonly disable: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly problems: number;
  readonly unmanaged: number;
}

/** Counts changes by action, problems, and unmanaged integrations. */
export function summarize({ changes, problems, coverage }: Plan): Summary {
  const count = (action: Change["action"]): number => changes.filter((change) => change.action === action).length;
  return {
    enable: count("enable"),
    disable: count("disable"),
    unchanged: count("keep"),
    skipped: count("skip"),
    problems: problems.length,
    unmanaged: coverage.reduce((sum, { unmanaged }) => sum + unmanaged.length, 0),
  };
}

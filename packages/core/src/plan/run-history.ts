import { instantOf, instantText } from "../overlays/instant.ts";
/** The facts about an execution that a history looks at. */
export interface PastRun {
  readonly runId: number;
  /** ISO 8601, as the API gives it; without a zone it is taken as UTC. */
  readonly date: string | null;
  readonly state: string;
}

/** The recent runs of a schedule, which disabling it stops or enabling it starts. */
export interface RunHistory {
  /** Over the last seven days, or as far back as is known where that is less; rounded to a tenth. */
  readonly runsPerDay: number;
  /** Their starts, ISO 8601 in UTC; null: none among those known. */
  readonly lastSuccess: string | null;
  readonly lastFailure: string | null;
}

const day = 86_400_000;
const week = 7 * day;

/** A history from the newest executions, newest first; `more`: there are older ones. `now` in milliseconds since the epoch. */
export function summarizeRuns(runs: readonly PastRun[], more: boolean, now: number): RunHistory {
  const starts = runs.map(runStart).filter((start) => start !== null);
  const recent = starts.filter((start) => start > now - week);
  // If all known runs are within the week, the days before the oldest run do not count.
  const known = more && recent.length === starts.length ? now - Math.min(now, ...recent) : week;
  return {
    runsPerDay: Math.round((10 * recent.length * day) / Math.max(known, 1)) / 10,
    lastSuccess: lastOf(runs, "Succeeded"),
    lastFailure: lastOf(runs, "Failed"),
  };
}

function lastOf(runs: readonly PastRun[], state: string): string | null {
  const starts = runs.filter((run) => run.state === state).map(runStart);
  const last = starts.reduce<number | null>(
    (latest, start) => (start === null ? latest : Math.max(start, latest ?? start)),
    null,
  );
  return last === null ? null : instantText(last);
}

/** When a run began, in milliseconds since the epoch; a date without a zone is in UTC. null: there is no such date. */
export function runStart({ date }: Pick<PastRun, "date">): number | null {
  if (date === null) return null;
  const time = instantOf(/(Z|[+-]\d\d:?\d\d)$/i.test(date) ? date : `${date}Z`);
  return Number.isNaN(time) ? null : time;
}

import type { Action, Change } from "../model/change.ts";
import type { LiveSchedule } from "../model/live-state.ts";
import type { DesiredEntry, ScheduleState } from "../model/model.ts";
import { isAsDesired } from "../model/schedule-state.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** One integration with the entry that decides it, and what was read of it. */
export interface Compared {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly entry: DesiredEntry;
  /** undefined: the listing said "not active", which was enough. */
  readonly schedule: LiveSchedule | undefined;
}

/** What to do about one schedule, or why nothing can be done. */
export function compare(compared: Compared): Change | Problem {
  const { workspaceId, integrationId: id, entry, schedule } = compared;
  const about = { workspaceId, integrationId: id };
  if (schedule === undefined) return change(compared, "disabled", "keep");
  switch (schedule.kind) {
    case "missing": // deleted, or the id belongs to another workspace
      return problem("integration-missing", entry.selectorSource, { id, workspaceId }, about);
    case "unreadable":
      return problem("schedule-unreadable", entry.source, { id, workspaceId, error: schedule.error }, about);
    case "known":
      return compareState(compared, schedule.state);
  }
}

function compareState(compared: Compared, live: ScheduleState): Change | Problem {
  const { workspaceId, integrationId: id, entry, name } = compared;
  if (isAsDesired(live, entry.schedule)) return change(compared, live, "keep");
  if (entry.mode === "observe") return change(compared, live, "skip");
  if (entry.schedule === "disabled") return change(compared, live, "disable");
  if (live === "disabled") return change(compared, live, "enable");
  return problem("schedule-not-defined", entry.source, { id, name }, { workspaceId, integrationId: id });
}

function change({ workspaceId, integrationId, name, entry }: Compared, before: ScheduleState, action: Action): Change {
  const after = action === "keep" ? before : entry.schedule;
  return {
    workspaceId,
    integrationId,
    name,
    action,
    before,
    after,
    source: entry.source,
    why: why(entry, before, action),
  };
}

function why({ selector, schedule, reason }: DesiredEntry, before: ScheduleState, action: Action): string {
  const by = selector.kind === "match" ? ` by match ${JSON.stringify(selector.glob)}` : "";
  const because = reason === null ? "" : `: ${reason}`;
  switch (action) {
    case "keep":
      return before === "undefined"
        ? `desired ${schedule}${by}, and no schedule is defined`
        : `desired ${schedule}${by}, and live is so`;
    case "skip":
      return `desired ${schedule}${by}, live is ${before}; mode: observe never writes${because}`;
    case "enable":
    case "disable":
      return `desired ${schedule}${by}, live is ${before}${because}`;
  }
}

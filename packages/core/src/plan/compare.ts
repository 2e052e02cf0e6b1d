import { instantText } from "../overlays/instant.ts";
import type { Action, Change, ChangeNote, Effective } from "../model/change.ts";
import type { LiveSchedule } from "../model/live-state.ts";
import type { DesiredEntry, ScheduleState } from "../model/model.ts";
import { isAsDesired } from "../model/schedule-state.ts";
import type { EffectiveState } from "../overlays/effective.ts";
import { localText } from "../overlays/zone.ts";
import { problem, type Problem } from "../problems/problem.ts";

/** One integration with the entry that decides it, and its live state. */
export interface Compared {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly entry: DesiredEntry;
  /** What is desired now. */
  readonly state: EffectiveState;
  /** undefined: it was not read, because the listing says "not active". */
  readonly schedule: LiveSchedule | undefined;
}

/** What to do about one schedule, or why nothing can be done. */
export function compare(compared: Compared): Change | Problem {
  const { workspaceId, integrationId: id, entry, schedule } = compared;
  const about = { workspaceId, integrationId: id };
  if (schedule === undefined) return { ...change(compared, "disabled", "keep"), isListed: true };
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
  const { workspaceId, integrationId: id, entry, name, state } = compared;
  if (isAsDesired(live, state.schedule)) return change(compared, live, "keep");
  if (entry.mode === "observe") return change(compared, live, "skip");
  if (state.schedule === "disabled") return change(compared, live, "disable");
  if (live === "disabled") return change(compared, live, "enable");
  const source = state.layer?.source ?? entry.source;
  return problem("schedule-not-defined", source, { id, name }, { workspaceId, integrationId: id });
}

function change(compared: Compared, before: ScheduleState, action: Action): Change {
  const { workspaceId, integrationId, name, entry, state } = compared;
  const note = noteOf(entry, state);
  return {
    workspaceId,
    integrationId,
    name,
    action,
    before,
    after: action === "keep" ? before : state.schedule,
    source: entry.source,
    why: why(entry, state, before, action),
    effective: effectiveRecord(entry, state),
    ...(Object.keys(note).length === 0 ? {} : { note }),
    ...drainOf(entry, action),
  };
}

function drainOf({ drain = "none" }: DesiredEntry, action: Action): Pick<Change, "drain"> {
  return drain === "none" || action !== "disable" ? {} : { drain };
}

function noteOf(entry: DesiredEntry, state: EffectiveState): ChangeNote {
  const { layer } = state;
  const { reason, owner } = layer ?? entry;
  const { selector } = entry;
  return {
    ...(layer === null ? {} : { layer: desiredText(entry, state) }),
    ...(reason === null ? {} : { reason }),
    ...(owner === null ? {} : { owner }),
    ...(layer === null && selector.kind === "match" ? { match: selector.glob } : {}),
  };
}

/** The layer that decides, as plain JSON. */
export function effectiveRecord(entry: DesiredEntry, { layer, window }: EffectiveState): Effective {
  if (layer === null || window === null) {
    const { source, reason, owner } = entry;
    return { by: "base", name: null, source, until: null, reason, owner };
  }
  const { by, name, source, reason, owner } = layer;
  return { by, name, source, until: instantText(window.until), reason, owner };
}

function why(entry: DesiredEntry, state: EffectiveState, before: ScheduleState, action: Action): string {
  const desired = desiredText(entry, state);
  const reason = (state.layer ?? entry).reason;
  const because = reason === null ? "" : `: ${reason}`;
  switch (action) {
    case "keep":
      return before === "undefined" ? `${desired}, no schedule is defined` : `${desired}, live is ${before}`;
    case "skip":
      return `${desired}, live is ${before}; mode: observe never writes${because}`;
    case "enable":
    case "disable":
      return `${desired}, live is ${before}${because}`;
  }
}

function desiredText({ selector }: DesiredEntry, { schedule, layer, window }: EffectiveState): string {
  if (layer === null || window === null) {
    return `desired ${schedule}${selector.kind === "match" ? ` by match ${JSON.stringify(selector.glob)}` : ""}`;
  }
  const until = localText(window.until, layer.timeZone);
  return layer.by === "hold"
    ? `held ${schedule} until ${until}`
    : `${schedule} by the freeze ${JSON.stringify(layer.name)} until ${until}`;
}

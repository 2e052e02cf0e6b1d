import { byId, type AppliedChange, type Change } from "../model/change.ts";
import type { ErrorRecord } from "../model/api-error.ts";
import type { DesiredSchedule, ScheduleState } from "../model/model.ts";
import { asDesired } from "../model/schedule-state.ts";

/** A schedule as a freeze or a run found it, and as it left it. */
export interface Remembered {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly before: ScheduleState;
  readonly left: ScheduleState;
}

/** The live state now. `missing`: the integration does not exist any more. */
export type LiveNow = ScheduleState | "missing";

/** Which state wins a conflict: `ours` is the remembered one, `theirs` the live one. null: nobody has decided. */
export type Side = "ours" | "theirs" | null;

/** The writes that restore schedules, and the changes that need no write. */
export interface Restoration {
  /** The changes to write. */
  readonly writes: readonly Change[];
  /** `unchanged`: no write is needed. `conflict`: nobody has decided yet. */
  readonly settled: readonly AppliedChange[];
}

/**
 * Decides for each remembered schedule whether its earlier state is restored. A schedule that nobody has changed since is restored. A schedule that already has
 * its earlier state needs no write. Everything else was changed by somebody, which is a conflict unless `sideOf` decides it.
 */
export function restoration(
  remembered: readonly Remembered[],
  liveOf: (one: Remembered) => LiveNow,
  sideOf: (one: Remembered) => Side,
): Restoration {
  const writes: Change[] = [];
  const settled: AppliedChange[] = [];
  for (const one of remembered) {
    const live = liveOf(one);
    const change = changeBack(one, live);
    switch (decide(one, live, sideOf(one))) {
      case "write":
        writes.push(change);
        break;
      case "leave":
        settled.push({ ...change, after: change.before, result: "unchanged", error: null });
        break;
      case "conflict":
        settled.push({ ...change, result: "conflict", error: conflictRecord(one, live) });
    }
  }
  return { writes: writes.toSorted(byId), settled: settled.toSorted(byId) };
}

type Decision = "write" | "leave" | "conflict";

function decide({ before, left }: Remembered, live: LiveNow, side: Side): Decision {
  if (live === before || (before === "undefined" && live === "disabled")) return "leave";
  const isSwitchable = live === "enabled" || live === "disabled";
  if (live === left && isSwitchable) return "write";
  if (side === "theirs") return "leave";
  if (side === "ours" && isSwitchable) return "write";
  if (side === "ours" && live === "undefined" && before === "disabled") return "leave"; // the integration runs in neither state
  return "conflict";
}

function changeBack({ workspaceId, integrationId, name, before, left }: Remembered, live: LiveNow): Change {
  const after: DesiredSchedule = asDesired(before);
  return {
    workspaceId,
    integrationId,
    name,
    action: after === "enabled" ? "enable" : "disable",
    before: live === "missing" ? left : live,
    after,
    source: null,
    why: `it was ${before} before`,
    effective: null,
  };
}

function conflictRecord({ integrationId, before, left }: Remembered, live: LiveNow): ErrorRecord {
  const history = before === left ? before : `${before}, then ${left}`;
  const about = `integration ${integrationId} was ${history}`;
  const theirs = `pass --theirs ${integrationId} to leave it as it is.`;
  switch (live) {
    case "missing":
      return {
        code: "conflict",
        message: `${about}, and does not exist any more`,
        next: `It cannot be restored: ${theirs}`,
      };
    case "undefined":
      return {
        code: "conflict",
        message: `${about}, and has no schedule any more`,
        next:
          before === "enabled"
            ? `Define its schedule in Skyvia's web editor, or ${theirs}`
            : `Pass --ours ${integrationId} or --theirs ${integrationId}: it does not run either way.`,
      };
    case "enabled":
    case "disabled":
      return {
        code: "conflict",
        message: `${about}, and somebody ${live} it since`,
        next: `Pass --ours ${integrationId} to restore it, or ${theirs.replace("pass ", "")}`,
      };
  }
}

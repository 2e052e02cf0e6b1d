import type { AppliedChange, Change } from "../model/change.ts";
import type { ScheduleState } from "../model/model.ts";
import type { Remembered } from "./restore.ts";

/** One integration of a snapshot. */
export interface FrozenSchedule {
  readonly integrationId: number;
  readonly name: string | null;
  /** The state that the freeze found. */
  readonly before: ScheduleState;
}

/** The states that a freeze found in a workspace, as the snapshot file keeps them. Plain JSON. */
export interface Snapshot {
  readonly formatVersion: 1;
  readonly tool: { readonly name: string; readonly version: string };
  readonly baseUrl: string;
  /** When it was taken: ISO 8601, UTC. */
  readonly at: string;
  readonly workspaceId: number;
  /** The environment variable with the token of the workspace. Absent: it is the token of the run. */
  readonly tokenFrom?: string;
  /** The selections of the freeze, as they were given; empty: the whole workspace. */
  readonly select: readonly string[];
  readonly reason: string;
  readonly owner: string | null;
  readonly integrations: readonly FrozenSchedule[];
  /** When everything had been restored: ISO 8601, UTC. Absent before that. */
  readonly thawedAt?: string;
}

/** The state of each integration before a freeze and after it: every enabled schedule was disabled. */
export function rememberedOf({ workspaceId, integrations }: Snapshot): readonly Remembered[] {
  return integrations.map(({ integrationId, name, before }) => ({
    workspaceId,
    integrationId,
    name,
    before,
    left: before === "enabled" ? "disabled" : before,
  }));
}

/** The changes of a freeze: they disable every schedule that was enabled. */
export function freezeChanges({ workspaceId, integrations, reason }: Snapshot): readonly Change[] {
  return integrations
    .filter(({ before }) => before === "enabled")
    .map(({ integrationId, name }) => ({
      workspaceId,
      integrationId,
      name,
      action: "disable",
      before: "enabled",
      after: "disabled",
      source: null,
      why: `freeze: ${reason}`,
      effective: null,
    }));
}

/**
 * The snapshot of a freeze whose changes were carried out. If the freeze read a schedule as enabled, but found it off before its write, somebody else disabled
 * it. The snapshot then says disabled, so that a thaw leaves it off.
 */
export function settledSnapshot(snapshot: Snapshot, changes: readonly AppliedChange[]): Snapshot {
  const byOthers = changes.filter(({ before, result }) => before === "enabled" && result === "unchanged");
  if (byOthers.length === 0) return snapshot;
  const ids = new Set(byOthers.map(({ integrationId }) => integrationId));
  return {
    ...snapshot,
    integrations: snapshot.integrations.map((one) =>
      ids.has(one.integrationId) ? { ...one, before: "disabled" } : one,
    ),
  };
}

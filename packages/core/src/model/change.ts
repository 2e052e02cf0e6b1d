import type { ErrorRecord } from "./api-error.ts";
import type { Drain, ScheduleState, Source } from "./model.ts";

/** `keep`: live is as desired. `skip`: live differs, and the entry says to observe only. */
export type Action = "enable" | "disable" | "keep" | "skip";

/** One step of a plan. */
export interface Change {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** The live name where the listing was read, else the asserted one. */
  readonly name: string | null;
  readonly action: Action;
  readonly before: ScheduleState;
  readonly after: ScheduleState;
  /** The place of the entry's `schedule`. */
  readonly source: Source | null;
  /** One sentence. */
  readonly why: string;
  /** The layer that decides `after`. null: a verb for one integration, which reads no file. */
  readonly effective: Effective | null;
  /** What people wrote about it. Absent: nothing. */
  readonly note?: ChangeNote;
  /** What the entry asks for an active execution, once its schedule is off. Absent: nothing. */
  readonly drain?: Exclude<Drain, "none">;
  /** Whether `before` is taken from the listing, which does not distinguish disabled from undefined. Absent: no. */
  readonly isListed?: true;
}

/** The layer that decides about an integration, as plain JSON. */
export interface Effective {
  readonly by: "base" | "hold" | "freeze";
  /** The name of a freeze. null: the layer is not a freeze. */
  readonly name: string | null;
  readonly source: Source | null;
  /** When it ends, ISO 8601 in UTC. null: the base, which has no end. */
  readonly until: string | null;
  readonly reason: string | null;
  readonly owner: string | null;
}

/** What people wrote about the hold, the freeze or the entry that decides a change. Absent: nothing. */
export interface ChangeNote {
  /** The hold or freeze, and its end, in words. */
  readonly layer?: string;
  readonly reason?: string;
  readonly owner?: string;
  /** The glob of the entry. Absent: the entry selects by id or name. */
  readonly match?: string;
}

/**
 * The result of a change: `unchanged` already was as desired, `stale` had changed since the plan, `unknown` may or may not have been written, `not-started` was
 * not reached. `conflict`: somebody else changed a schedule that was to be restored.
 */
export type Result = "done" | "unchanged" | "stale" | "failed" | "unknown" | "not-started" | "conflict";

/** A change after apply. */
export interface AppliedChange extends Change {
  readonly result: Result;
  readonly error: ErrorRecord | null;
  /** Whether no execution of the integration is active any more. Absent: the run did not wait for it. */
  readonly drained?: boolean;
}

/** Changes that write. */
export function isWrite({ action }: Change): boolean {
  return action === "enable" || action === "disable";
}

/** Whether a change was carried out and its schedule is as desired, by this write or already before it. */
export function isDone(change: Change | Pick<AppliedChange, "result">): boolean {
  return "result" in change && (change.result === "done" || change.result === "unchanged");
}

type Ids = Pick<Change, "workspaceId" | "integrationId">;

/** The workspace and the integration of a change, as a key: `7/456`. Integration ids are unique only in their workspace. */
export function changeKey({ workspaceId, integrationId }: Ids): string {
  return `${workspaceId}/${integrationId}`;
}

/** By workspace id, then integration id, as numbers. */
export function byId(a: Ids, b: Ids): number {
  return a.workspaceId - b.workspaceId || a.integrationId - b.integrationId;
}

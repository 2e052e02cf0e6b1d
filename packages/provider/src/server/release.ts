import {
  apply,
  noLimits,
  plan,
  refresh,
  type AppliedChange,
  type DesiredEntry,
  type DesiredSchedule,
  type Problem,
} from "@skyvia-schedules/core";
import { entryById } from "../rules/entry.ts";
import { input } from "../rules/place.ts";
import { concurrency } from "./concurrency.ts";
import type { Work } from "./session.ts";

/** What was let go, and what could not be. */
export interface Released {
  readonly failed: readonly (AppliedChange | Problem)[];
}

/**
 * Lets go of schedules, each by its target, but for those that this run has set: they are still wanted. What is gone or
 * not defined any more needs nothing.
 */
export async function release(
  { api, claims, pause }: Work,
  workspaceId: number,
  targets: ReadonlyMap<number, DesiredSchedule>,
): Promise<Released> {
  return claims.release(workspaceId, [...targets.keys()], async (free) => {
    if (free.length === 0) return { failed: [] };
    const entries = free.map((id): DesiredEntry => entryById(id, targets.get(id) ?? "disabled", input("onDelete")));
    const about = { name: null, unmanaged: "ignore", limits: noLimits, nameSource: null } as const;
    const desired = { workspaces: [{ ...about, id: workspaceId, entries, source: input("workspaceId") }] };
    const { changes, problems } = plan(desired, await refresh(api, desired));
    const applied = await apply(api, changes, { kind: "fresh", concurrency, pause });
    return {
      failed: [
        ...problems.filter(({ code }) => code !== "integration-missing" && code !== "schedule-not-defined"),
        ...applied.changes.filter(({ result, error }) => result !== "done" && result !== "unchanged" && !isGone(error)),
      ],
    };
  });
}

function isGone(error: AppliedChange["error"]): boolean {
  return error?.code === "not-found" || error?.code === "schedule-not-defined";
}

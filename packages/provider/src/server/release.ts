import {
  noOverlays,
  apply,
  isDone,
  noLimits,
  plan,
  refresh,
  type AppliedChange,
  type DesiredEntry,
  type DesiredSchedule,
  type Problem,
} from "@skyvia-schedules/core";
import type { ResourceKind } from "../notes.ts";
import { entryById } from "../rules/entry.ts";
import { input } from "../rules/place.ts";
import { justRead } from "./api/just-read.ts";
import type { Work } from "./session.ts";

/** The schedules that could not be set to their targets. */
export interface Released {
  readonly failed: readonly (AppliedChange | Problem)[];
}

/**
 * Sets each schedule to its target, except those that the program still manages. A deleted integration, or one without a schedule, is skipped. `deleted`: the
 * kind of the deleted resource; null: the resource is updated.
 */
export async function release(
  { api, claims, concurrency, directory, noted, pause, isCanceled }: Work,
  workspaceId: number,
  targets: ReadonlyMap<number, DesiredSchedule>,
  deleted: ResourceKind | null,
): Promise<Released> {
  const namesOf = async (ids: readonly number[]): Promise<Map<number, string | null>> => {
    const found = ids.map(async (id) => [id, (await directory.find(api, workspaceId, id))?.name ?? null] as const);
    return new Map(await Promise.all(found));
  };
  const work = async (free: readonly number[]): Promise<Released> => {
    if (free.length === 0) return { failed: [] };
    const entries = free.map((id): DesiredEntry => entryById(id, targets.get(id) ?? "disabled", input("onDelete")));
    const about = { name: null, unmanaged: "ignore", limits: noLimits, tokenFrom: null, nameSource: null } as const;
    const desired = {
      workspaces: [{ ...about, id: workspaceId, entries, source: input("workspaceId") }],
      overlays: noOverlays,
    };
    const lives = await refresh(api, desired);
    const { changes, problems } = plan(desired, lives);
    const applied = await apply(justRead(api, lives), changes, {
      kind: "fresh",
      concurrency,
      pause,
      stopRequested: isCanceled,
    });
    return {
      failed: [
        ...problems.filter(({ code }) => code !== "integration-missing" && code !== "schedule-not-defined"),
        ...applied.changes.filter((change) => !isDone(change) && !isGone(change.error)),
      ],
    };
  };
  return claims.release(workspaceId, [...targets.keys()], { noted: noted(deleted), namesOf, work });
}

function isGone(error: AppliedChange["error"]): boolean {
  return error?.code === "not-found" || error?.code === "schedule-not-defined";
}

import { instantOf } from "../overlays/instant.ts";
import { changeKey, isWrite, type Change } from "../model/change.ts";
import type { LedgerWrite } from "../model/ledger-line.ts";
import { problem, type Problem } from "../problems/problem.ts";
import type { Cause } from "./drift.ts";
import { createOverrideNames } from "./override-name.ts";

/** The corrections in a ledger, at an instant. */
export interface Corrections {
  /** The writes of the ledger at this API, oldest first. */
  readonly writes: readonly LedgerWrite[];
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Why live differs, as far as the ledger shows it. */
  readonly causeOf: (change: Change) => Cause;
}

const day = 86_400_000;

/** How often a schedule is switched back within a day. The next time it is left as it is. */
const mostPerDay = 2;

/** Whether somebody switched the schedule outside of this tool. */
export function isOutside(cause: string | null): boolean {
  return cause === "turned-off-outside" || cause === "turned-on-outside";
}

/** The changes of schedules that were switched back too often: two owners disagree about them. */
export function flapProblems(changes: readonly Change[], { writes, at, causeOf }: Corrections): readonly Problem[] {
  const recent = writes.filter((write) => {
    return isOutside(write.cause) && write.result !== "failed" && instantOf(write.at) > at - day;
  });
  const counts = new Map([...Map.groupBy(recent, changeKey)].map(([key, own]) => [key, own.length]));
  const nameOf = createOverrideNames(changes);
  return changes.filter(isWrite).flatMap((change) => {
    const { workspaceId, integrationId: id, name, after, source } = change;
    const count = counts.get(changeKey(change)) ?? 0;
    if (count < mostPerDay || !isOutside(causeOf(change))) return [];
    return [
      problem("flapping", source, { id, name, after, count, of: nameOf(change) }, { workspaceId, integrationId: id }),
    ];
  });
}

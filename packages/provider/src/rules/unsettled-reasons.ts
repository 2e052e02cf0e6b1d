import { counted, placePrefix, type AppliedChange, type Problem } from "@skyvia-schedules/core";

/** A problem of one schedule, or a change that was not done. */
export type Unsettled = AppliedChange | Problem;

/** How many reasons are listed: the engine prints each on a line of its own. */
const listed = 20;

/** The first reasons, each with its place, message and next step, and how many more there are. `next` completes a next step. */
export function unsettledReasons(
  unsettled: readonly Unsettled[],
  next: (code: string, next: string) => string,
): string[] {
  const reasons = unsettled.filter(wasTried).map((item) => reasonOf(item, next));
  const idle = unsettled.length - reasons.length;
  const more = reasons.length - listed;
  return [
    ...reasons.slice(0, listed),
    ...(more > 0 ? [`... and ${more} more`] : []),
    ...(idle > 0 ? [`${counted(idle, "schedule was", "schedules were")} not started`] : []),
  ];
}

function wasTried(item: Unsettled): boolean {
  return "kind" in item || item.result !== "not-started";
}

function reasonOf(item: Unsettled, complete: (code: string, next: string) => string): string {
  const where = placePrefix(item.source);
  if ("kind" in item) return `${where}${item.message}. ${item.next}`;
  const { integrationId, result, error } = item;
  if (error === null) return `${where}integration ${integrationId} is ${result}`;
  return `${where}integration ${integrationId}: ${error.message}. ${complete(error.code, error.next)}`.trimEnd();
}

import { farthestDays, startsOn, type Cron } from "./cron.ts";
import type { LocalTimeInstants, Zone } from "./zone.ts";

const minute = 60_000;
const day = 86_400_000;

/**
 * The starts of a cron expression at or after an instant, ascending, for 40 years. Lazy: each day is computed when it is needed. A day that the zone skipped as
 * a whole has no start.
 */
export function* startsFrom(cron: Cron, zone: Zone, from: number): Generator<number> {
  const first = Math.floor((from + zone.offsetAt(from)) / day) * day - day;
  let last = -Infinity;
  for (let index = 0; index < farthestDays; index++) {
    const midnight = first + index * day;
    if (!startsOn(cron, midnight)) continue;
    for (const start of startsOfDay(cron, zone, midnight)) {
      if (start <= last) continue; // several starts of a gap are one
      last = start;
      if (start >= from) yield start;
    }
  }
}

function startsOfDay(cron: Cron, zone: Zone, midnight: number): readonly number[] {
  const locals = cron.times.map((time) => midnight + time * minute);
  const offset = zone.offsetAt(midnight - 15 * 3_600_000);
  const isPlain = offset === zone.offsetAt(midnight + day + 13 * 3_600_000);
  if (isPlain) return locals.map((local) => local - offset); // no change of the clock is near
  if (!exists(zone, midnight)) return [];
  return locals.flatMap((local) => instantsOf(zone.find(local), cron)).toSorted((a, b) => a - b);
}

/** A fixed hour happens once a day whatever the clock does; by elapsed time every instant that shows the time counts. */
function instantsOf(found: LocalTimeInstants, { everyHour }: Cron): readonly number[] {
  switch (found.kind) {
    case "once":
      return [found.at];
    case "twice":
      return everyHour ? [found.first, found.second] : [found.first];
    case "skipped":
      return everyHour ? [] : [found.after];
  }
}

/** Whether any instant has this local day. */
function exists(zone: Zone, midnight: number): boolean {
  const found = zone.find(midnight);
  if (found.kind !== "skipped") return true;
  return found.after + zone.offsetAt(found.after) < midnight + day;
}

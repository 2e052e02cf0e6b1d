import type { FreezeTime } from "../model/overlay.ts";
import { parseCron } from "./cron.ts";
import { startsFrom } from "./starts.ts";
import { zoneOf } from "./zone.ts";

/** Half-open, in milliseconds since the epoch; `from` is -Infinity for what has no start. */
export interface Interval {
  readonly from: number;
  readonly until: number;
}

/** The times at which something is on. They do not touch each other: touching intervals are joined. */
export interface Windows {
  /** The one that covers an instant. */
  at(instant: number): Interval | null;
  /** The first one that begins after an instant. */
  next(instant: number): Interval | null;
}

/** One interval. */
export function onceWindows(once: Interval): Windows {
  return {
    at: (instant) => (once.from <= instant && instant < once.until ? once : null),
    next: (instant) => (once.from > instant ? once : null),
  };
}

/** The windows of a freeze. Throws a `TypeError` for a cron expression or a zone that was not checked. */
export function freezeWindows(time: FreezeTime, timeZone: string): Windows {
  if (time.kind === "once") return onceWindows(time);
  const [cron, zone] = [parseCron(time.cron), zoneOf(timeZone)];
  if (typeof cron === "string" || zone === null) throw new TypeError(`${time.cron} in ${timeZone} was not checked`);
  return recurringWindows((from) => startsFrom(cron, zone, from), time.duration);
}

/** The longest time over which touching windows are joined, and by how much a known list is continued. */
const reach = 400 * 86_400_000;

/** Windows that are computed when they are needed, and then kept. */
function recurringWindows(starts: (from: number) => Iterator<number>, duration: number): Windows {
  let origin = NaN;
  let known: Interval[] = [];
  let rest: Iterator<Interval> = [].values();
  const findFrom = (instant: number): void => {
    if (instant >= origin && instant <= (known.at(-1)?.from ?? origin) + reach) return;
    [origin, known, rest] = [instant, [], joined(starts(instant - duration), duration)];
  };
  /** The index of the first one that begins after an instant. */
  const indexAfter = (instant: number): number => {
    findFrom(instant);
    while ((known.at(-1)?.from ?? -Infinity) <= instant) {
      const { value, done } = rest.next();
      if (done === true) break;
      known.push(value);
    }
    let [low, high] = [0, known.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((known[middle] as Interval).from > instant) high = middle;
      else low = middle + 1;
    }
    return low;
  };
  return {
    at: (instant) => {
      const after = indexAfter(instant); // first: it may begin a new list
      const last = known[after - 1];
      return last !== undefined && instant < last.until ? last : null;
    },
    next: (instant) => {
      const after = indexAfter(instant);
      return known[after] ?? null;
    },
  };
}

function* joined(starts: Iterator<number>, duration: number): Generator<Interval> {
  let open: Interval | null = null;
  for (let next = starts.next(); next.done !== true; next = starts.next()) {
    const from = next.value;
    const until = from + duration;
    if (open !== null && from <= open.until && until - open.from < reach) open = { from: open.from, until };
    else {
      if (open !== null) yield open;
      open = { from, until };
    }
  }
  if (open !== null) yield open;
}

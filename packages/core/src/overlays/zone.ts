import { instantText, type LocalTime } from "./instant.ts";

/** The instants of a local time: `after` is the first instant after a gap, `first` the earlier one of two. */
export type LocalTimeInstants =
  | { readonly kind: "once"; readonly at: number }
  | { readonly kind: "twice"; readonly first: number; readonly second: number }
  | { readonly kind: "skipped"; readonly after: number };

/** A time zone. Instants and offsets in milliseconds. */
export interface Zone {
  readonly name: string;
  /** The offset that is added to an instant to get the local time. */
  offsetAt(instant: number): number;
  find(local: LocalTime): LocalTimeInstants;
}

const hour = 3_600_000;
const zones = new Map<string, Zone | null>();

/** The zone of an IANA name, of `UTC`, or of an offset such as `+01:00`. null: there is no such zone. */
export function zoneOf(name: string): Zone | null {
  let zone = zones.get(name);
  if (zone === undefined) zones.set(name, (zone = createZone(name)));
  return zone;
}

/** Whether a text is the name of a zone, and not an offset. */
export function isZoneName(text: string): boolean {
  return /^[A-Za-z]/.test(text) && zoneOf(text) !== null;
}

/** An instant as the clocks of its zone show it, to the minute if it has no seconds: `2026-12-31T18:00+01:00`. */
export function localText(instant: number, name: string): string {
  const zone = zoneOf(name);
  const offset = zone?.offsetAt(instant) ?? 0;
  const shown = instantText(instant + offset)
    .slice(0, 19)
    .replace(/:00$/, "");
  return zone === null || name === "UTC" ? `${shown}Z` : `${shown}${offsetText(offset)}`;
}

function offsetText(offset: number): string {
  const minutes = Math.round(Math.abs(offset) / 60_000);
  const pad = (part: number): string => String(part).padStart(2, "0");
  return `${offset < 0 ? "-" : "+"}${pad(Math.floor(minutes / 60))}:${pad(minutes % 60)}`;
}

function createZone(name: string): Zone | null {
  const format = formatOf(name);
  if (format === null) return null;
  const offsetAt = (instant: number): number => {
    const [month = 0, day = 0, year = 0, hours = 0, minutes = 0, seconds = 0] = format
      .format(instant)
      .split(/\D+/)
      .map(Number);
    return Date.UTC(year, month - 1, day, hours, minutes, seconds) - Math.floor(instant / 1000) * 1000;
  };
  return { name, offsetAt, find: (local) => find(local, offsetAt) };
}

function formatOf(timeZone: string): Intl.DateTimeFormat | null {
  const digits = { month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  try {
    return new Intl.DateTimeFormat("en-US", { timeZone, hourCycle: "h23", year: "numeric", ...digits });
  } catch {
    return null;
  }
}

/** Offsets are between -12 and +14 hours, so a local time is surely between these two instants. */
function find(local: LocalTime, offsetAt: Zone["offsetAt"]): LocalTimeInstants {
  const [early, late] = [local - 15 * hour, local + 13 * hour];
  const [before, after] = [offsetAt(early), offsetAt(late)];
  const instants = [local - before, local - after].filter((at, index) => offsetAt(at) === [before, after][index]);
  const [first, second] = [Math.min(...instants), Math.max(...instants)];
  if (instants.length === 0) return { kind: "skipped", after: transition(early, late, offsetAt) };
  return first === second ? { kind: "once", at: first } : { kind: "twice", first, second };
}

/** The first instant with the offset of `late`, between two instants with one change between them. */
function transition(early: number, late: number, offsetAt: Zone["offsetAt"]): number {
  const wanted = offsetAt(late);
  let [low, high] = [Math.floor(early / 1000), Math.floor(late / 1000)];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offsetAt(middle * 1000) === wanted) high = middle;
    else low = middle;
  }
  return high * 1000;
}

const date = String.raw`(\d{4})-(\d{2})-(\d{2})`;
const time = String.raw`(\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?`;
const rfc3339 = new RegExp(`^${date}[Tt]${time}([Zz]|[+-]\\d{2}:\\d{2})$`);
const local = new RegExp(String.raw`^${date}[Tt](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?$`);

/** A local time, in milliseconds since 1970 as if it were UTC. */
export type LocalTime = number;

/** An instant as text: ISO 8601 in UTC, with milliseconds. `instant`: milliseconds since the epoch. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}

/** The instant of a text that the API or this tool has written, in milliseconds since the epoch; NaN where the text names none. */
export function instantOf(text: string): number {
  return Date.parse(text);
}

/** An instant as it was written: milliseconds since the epoch, and its offset as `UTC` or `+01:00`. */
export interface WrittenInstant {
  readonly at: number;
  readonly offset: string;
}

/** The instant of an RFC 3339 text with seconds and `Z` or an offset. null: the text is none. */
export function parseInstant(text: string): WrittenInstant | null {
  const match = rfc3339.exec(text);
  const zone = match?.[8] ?? "";
  const reading = match === null ? null : readingOf(match.slice(1, 8));
  if (reading === null) return null;
  if (/^z$/i.test(zone)) return { at: reading, offset: "UTC" };
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))];
  if (hours > 23 || minutes > 59) return null;
  const offset = (hours * 60 + minutes) * 60_000 * (zone.startsWith("-") ? -1 : 1);
  return { at: reading - offset, offset: offset === 0 ? "UTC" : zone };
}

/** The local time of a text such as `2026-12-31T18:00:00`; seconds may be left out. null: the text is none. */
export function parseLocalTime(text: string): LocalTime | null {
  const match = local.exec(text);
  return match === null ? null : readingOf(match.slice(1));
}

/** The instant of a date and a time, as if they were in UTC. null: there is no such date or time. */
function readingOf(parts: readonly (string | undefined)[]): number | null {
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = parts
    .slice(0, 6)
    .map((part) => Number(part ?? 0));
  const reading = new Date(0);
  reading.setUTCFullYear(year, month - 1, day);
  if (reading.getUTCMonth() !== month - 1 || reading.getUTCDate() !== day) return null;
  if (hour > 23 || minute > 59 || second > 59) return null;
  reading.setUTCHours(hour, minute, second, Number((parts[6] ?? "").padEnd(3, "0").slice(0, 3)));
  return reading.getTime();
}

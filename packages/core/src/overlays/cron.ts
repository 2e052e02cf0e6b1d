import { counted } from "../model/counted.ts";
import { disguiseNote } from "../model/look-alike.ts";

/** A cron expression of five fields: the values of each field, and what decides how fields go together. */
export interface Cron {
  /** Minutes of the day, ascending. */
  readonly times: readonly number[];
  readonly months: ReadonlySet<number>;
  readonly days: ReadonlySet<number>;
  /** 0 is Sunday. */
  readonly weekdays: ReadonlySet<number>;
  /** Day of month and day of week are both set: a day that fits either of them counts. */
  readonly eitherDay: boolean;
  /** The hour field is `*` or `*` with a step: starts follow elapsed time. */
  readonly everyHour: boolean;
}

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly names?: readonly string[];
}

const months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const weekdays = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];
const fields: readonly [Field, Field, Field, Field, Field] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of month", least: 1, most: 31 },
  { name: "month", least: 1, most: 12, names: months },
  { name: "day of week", least: 0, most: 7, names: weekdays },
];

/** The cron expression of a text, or what is wrong with the text, to be appended to `cron`. */
export function parseCron(text: string): Cron | string {
  const found = readFields(text);
  return typeof found === "string" ? `${found}${disguiseNote(text)}` : found;
}

function readFields(text: string): Cron | string {
  const written = text.trim().split(/[ \t]+/);
  if (written.length !== fields.length) return `has ${counted(written.length, "field")}, not 5`;
  const values: (readonly number[])[] = [];
  for (const [index, field] of fields.entries()) {
    const found = readField(written[index] ?? "", field);
    if (typeof found === "string") return found;
    values.push(found);
  }
  const [minutes = [], hours = [], days, monthsSet, weekdaysSet] = values;
  return {
    times: hours.flatMap((hour) => minutes.map((minute) => hour * 60 + minute)),
    months: new Set(monthsSet),
    days: new Set(days),
    weekdays: new Set(weekdaysSet?.map((day) => day % 7)),
    eitherDay: written[2] !== "*" && written[4] !== "*",
    everyHour: /^\*(?:\/\d+)?$/.test(written[1] ?? ""),
  };
}

/** The values of a field, ascending. */
function readField(text: string, field: Field): readonly number[] | string {
  const values = new Set<number>();
  for (const part of text.split(",")) {
    const found = readPart(part, field);
    if (typeof found === "string") return found;
    for (const value of found) values.add(value);
  }
  return [...values].toSorted((a, b) => a - b);
}

/** `*`, `5`, `1-5`, and a step after the first and the last. */
function readPart(part: string, field: Field): readonly number[] | string {
  const [, range = "", , step] = /^(\*|[^/]+)(\/(\d{1,2}))?$/.exec(part) ?? [];
  const wrong = `has ${JSON.stringify(part)} as ${field.name}`;
  const ends = range === "*" ? [field.least, field.name === "day of week" ? 6 : field.most] : readRange(range, field);
  const by = Number(step ?? 1);
  if (ends === null || by === 0 || by > field.most) return wrong;
  const [first = 0, last = first] = ends;
  if (step !== undefined && ends.length === 1) return wrong;
  if (last < first) return wrong;
  return Array.from({ length: Math.floor((last - first) / by) + 1 }, (_, index) => first + index * by);
}

function readRange(text: string, field: Field): readonly number[] | null {
  const ends = text.split("-").map((end) => readValue(end, field));
  return ends.length > 2 || ends.some((end) => end === null) ? null : (ends as number[]);
}

function readValue(text: string, { least, most, names = [] }: Field): number | null {
  const named = names.indexOf(text.toLowerCase());
  if (named !== -1) return named + least;
  const value = /^\d{1,2}$/.test(text) ? Number(text) : NaN;
  return value >= least && value <= most ? value : null;
}

const day = 86_400_000;

/** Whether a day has starts. `midnight`: its first moment, as if local time were UTC. */
export function startsOn({ months: inMonths, days, weekdays: onWeekdays, eitherDay }: Cron, midnight: number): boolean {
  const date = new Date(midnight);
  if (!inMonths.has(date.getUTCMonth() + 1)) return false;
  const [byDay, byWeekday] = [days.has(date.getUTCDate()), onWeekdays.has(date.getUTCDay())];
  return eitherDay ? byDay || byWeekday : byDay && byWeekday;
}

/** How far ahead a start is looked for, in days: 40 years. */
export const farthestDays: number = 14_610;

/**
 * The shortest distance of two starts in milliseconds, with the zone ignored. null: there is no start within 40 years.
 * Infinity: there is one only.
 */
export function periodOf(cron: Cron): number | null {
  const { times } = cron;
  const within = times.slice(1).map((time, index) => time - (times[index] ?? 0));
  const overNight = (times[0] ?? 0) - (times.at(-1) ?? 0);
  const days = shortestDays(cron);
  return days === null ? null : Math.min(...within, overNight + days * 1440) * 60_000;
}

/** The least number of days between two days with starts. */
function shortestDays(cron: Cron): number | null {
  let last: number | null = null;
  let shortest = Infinity;
  const isWeekly = cron.days.size === 31 && cron.months.size === 12; // two weeks show every distance
  for (let index = 0; index < (isWeekly ? 14 : farthestDays); index++) {
    if (!startsOn(cron, Date.UTC(2000, 0, 1) + index * day)) continue;
    if (last !== null) shortest = Math.min(shortest, index - last);
    if (shortest === 1) return 1;
    last = index;
  }
  return last === null ? null : shortest;
}

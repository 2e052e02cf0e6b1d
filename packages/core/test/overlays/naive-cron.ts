/** A second implementation, minute by minute, without a shortcut: it looks at what the clocks show. */

interface Shown {
  readonly month: number;
  readonly day: number;
  readonly weekday: number;
  readonly minute: number;
  /** What the clocks show, as if it were UTC. */
  readonly local: number;
}

const minute = 60_000;

/** The starts at or after `from` and before `until`, both on a minute. */
export function naiveStarts(expression: string, timeZone: string, from: number, until: number): number[] {
  const starts: number[] = [];
  const show = clocksOf(timeZone);
  const everyHour = (expression.split(" ")[1] ?? "").startsWith("*");
  const seen = new Set<number>();
  const first = from - 48 * 60 * minute; // what was shown before `from` counts as seen
  let previous = show(first - minute).local;
  for (let at = first; at < until; at += minute) {
    const now = show(at);
    const isStart = fits(expression, now) && (everyHour || !seen.has(now.local));
    const isAfterGap = !everyHour && skipped(previous, now.local).some((local) => fits(expression, shownAs(local)));
    if ((isStart || isAfterGap) && at >= from) starts.push(at);
    seen.add(now.local);
    previous = now.local;
  }
  return starts;
}

/** The minutes that the clocks left out between two that they showed, of days that they showed at all. */
function skipped(previous: number, now: number): number[] {
  const left: number[] = [];
  for (let local = previous + minute; local < now; local += minute) {
    const day = new Date(local).toISOString().slice(0, 10);
    if ([previous, now].some((shown) => new Date(shown).toISOString().startsWith(day))) left.push(local);
  }
  return left;
}

function shownAs(local: number): Shown {
  const date = new Date(local);
  const [month, day, weekday] = [date.getUTCMonth() + 1, date.getUTCDate(), date.getUTCDay()];
  return { month, day, weekday, minute: date.getUTCHours() * 60 + date.getUTCMinutes(), local };
}

const clocks = new Map<string, (at: number) => Shown>();

/** What the clocks of a zone show. Answers are kept: many expressions look at the same minutes. */
function clocksOf(timeZone: string): (at: number) => Shown {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known;
  const shown = new Map<number, Shown>();
  const read = readerOf(timeZone);
  const show = (at: number): Shown => {
    const answer = shown.get(at) ?? read(at);
    shown.set(at, answer);
    return answer;
  };
  clocks.set(timeZone, show);
  return show;
}

function readerOf(timeZone: string): (at: number) => Shown {
  const numeric = "numeric";
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
  });
  return (at) => {
    const parts = new Map(format.formatToParts(at).map(({ type, value }) => [type, Number(value)]));
    const get = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? NaN;
    return shownAs(Date.UTC(get("year"), get("month") - 1, get("day"), get("hour"), get("minute")));
  };
}

function fits(expression: string, { month, day, weekday, minute: at }: Shown): boolean {
  const [minutes = "", hours = "", days = "", months = "", weekdays = ""] = expression.split(" ");
  if (!has(minutes, at % 60, 0) || !has(hours, Math.floor(at / 60), 0) || !has(months, month, 1)) return false;
  const onDay = has(days, day, 1);
  const onWeekday = has(weekdays, weekday, 0) || (weekday === 0 && has(weekdays, 7, 0));
  return days === "*" || weekdays === "*" ? onDay && onWeekday : onDay || onWeekday;
}

/** Whether a field without names has a value. `least`: the least value of the field. */
function has(field: string, value: number, least: number): boolean {
  return field.split(",").some((part) => {
    const [range = "", step = "1"] = part.split("/");
    const [first = "", last = first] = range === "*" ? [String(least), "99"] : range.split("-");
    return value >= Number(first) && value <= Number(last) && (value - Number(first)) % Number(step) === 0;
  });
}

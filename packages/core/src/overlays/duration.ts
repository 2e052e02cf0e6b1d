const units: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** A duration such as `30s`, `15m`, `4h` or `30d` in milliseconds of elapsed time. null: the text is not a duration. */
export function parseDuration(text: string): number | null {
  const [, amount = "", unit = ""] = /^([1-9]\d{0,8})([smhd])$/.exec(text) ?? [];
  const factor = units[unit];
  return factor === undefined ? null : Number(amount) * factor;
}

/** A duration in the largest unit in which it is a whole number: `90m`, `30d`. `duration`: milliseconds. */
export function durationText(duration: number): string {
  const [unit, factor] = Object.entries(units).findLast(([, size]) => duration % size === 0) ?? ["s", 1000];
  return `${Math.round(duration / factor)}${unit}`;
}

/** How long something lasts, in days, hours and minutes, rounded up: `35d 19h 12m`, `30d`. `duration`: milliseconds. */
export function spanText(duration: number): string {
  const minutes = Math.ceil(duration / 60_000);
  const parts = { d: Math.floor(minutes / 1440), h: Math.floor(minutes / 60) % 24, m: minutes % 60 };
  return Object.entries(parts)
    .flatMap(([unit, count]) => (count === 0 ? [] : [`${count}${unit}`]))
    .join(" ");
}

/** Seconds as a number, or a number with its unit: `500ms`, `30s`, `5m`, `1h`. */
export type Duration = number | string;

const units = new Map([
  ["ms", 1],
  ["s", 1000],
  ["m", 60_000],
  ["h", 3_600_000],
]);

/** Milliseconds of a duration, or null if it is none. Never negative. */
export function parseDuration(duration: Duration): number | null {
  if (typeof duration === "number") return duration >= 0 && Number.isFinite(duration) ? duration * 1000 : null;
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(duration);
  return match === null ? null : Number(match[1]) * (units.get(match[2] ?? "") ?? 0);
}

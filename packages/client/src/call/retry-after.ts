const longest = 300_000;

/** The wait in ms that a `Retry-After` asks for (seconds or HTTP date), clamped to 0..300 s. null: absent or garbage. */
export function parseRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return clamp(Number(text) * 1000);
  // Date.parse accepts many texts that are not dates of HTTP: all three forms of RFC 9110 begin with the day's name.
  if (!/^(mon|tue|wed|thu|fri|sat|sun)/i.test(text)) return null;
  const date = Date.parse(text);
  return Number.isNaN(date) ? null : clamp(date - now);
}

function clamp(wait: number): number {
  return Math.min(Math.max(wait, 0), longest);
}

/** An instant as text: ISO 8601 in UTC, with milliseconds. `instant`: milliseconds since the epoch. */
export function instantText(instant: number): string {
  return new Date(instant).toISOString();
}

/** The instant that a text names, in milliseconds since the epoch; NaN where it names none. */
export function parseInstant(text: string): number {
  return Date.parse(text);
}

/** The largest id of the API, an int32. */
export const largestId = 2_147_483_647;

/** Whether a value is an id of the API. */
export function isId(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= largestId;
}

/** The id in a text: decimal digits as the API writes them, from 1 to `largestId`. null: the text is not an id. */
export function parseId(text: string): number | null {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  return isId(id) ? id : null;
}

/** The largest id of the API, an int32. */
export const largestId = 2_147_483_647;

/** What an id is, for messages. */
export const idRule: string = `a whole number from 1 to ${largestId}`;

/** The id in a text: decimal digits without zeros in front. null: `007`, `0x10`, `1e3` and numbers above `largestId` are not ids. */
export function parseId(text: string): number | null {
  const id = /^[1-9]\d{0,9}$/.test(text) ? Number(text) : Number.NaN;
  return id <= largestId ? id : null;
}

/** A part of a whole in whole percent; of nothing all is there. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "100 %" : `${Math.round((100 * part) / whole)} %`;
}

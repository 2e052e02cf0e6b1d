/** A share in whole percent; all of nothing is all. */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "100 %" : `${Math.round((100 * part) / whole)} %`;
}

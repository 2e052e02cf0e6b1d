/** The largest int32: the largest id of the API, and its largest count. */
export const maxInt32 = 2_147_483_647;

/** Whether a value is a whole number within both limits. */
export function isWholeIn(value: unknown, from: number, to: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= from && value <= to;
}

/** Whether a value is the id of a workspace or an integration. */
export function isId(value: unknown): value is number {
  return isWholeIn(value, 1, maxInt32);
}

/** Whether a value is the id of an execution: a whole number that JSON carries exactly. The vendor's own example is 0. */
export function isRunId(value: unknown): value is number {
  return isWholeIn(value, 0, Number.MAX_SAFE_INTEGER);
}

import { fieldProblem, flag, number } from "../fields.ts";
import { ApiFailure } from "../world/api-failure.ts";
import type { Clock } from "../world/clock.ts";

const fields = {
  reset: { expected: "true", test: (value: unknown): boolean => value === true },
  set: { expected: "a date-time, as 2026-11-24T06:00:00Z", test: isDate },
  move: { ...number, expected: "milliseconds, also below 0" },
  frozen: flag,
};

/** Does to a clock what a body says, in the order reset, set, move, frozen. Throws an ApiFailure (400) that names the key. */
export function applyClockBody(clock: Clock, body: unknown): void {
  const problem = fieldProblem(body, "the clock", fields);
  if (problem !== null) throw new ApiFailure(400, problem);
  const { reset, set, move, frozen } = body as { reset?: true; set?: string; move?: number; frozen?: boolean };
  if (reset) clock.reset();
  if (set !== undefined) clock.set(Date.parse(set));
  if (move !== undefined) clock.move(move);
  if (frozen === true) clock.freeze();
  if (frozen === false) clock.resume();
}

function isDate(value: unknown): boolean {
  return typeof value === "string" && !Number.isNaN(Date.parse(value));
}

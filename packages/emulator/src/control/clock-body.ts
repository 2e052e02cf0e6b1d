import { ApiFailure } from "../world/api-failure.ts";
import type { Clock } from "../world/clock.ts";
import { checkBody } from "./control-body.ts";

interface ClockBody {
  readonly reset?: true;
  readonly set?: string;
  readonly move?: number;
  readonly frozen?: boolean;
}

/** Changes a clock as a body says, in the order reset, set, move, frozen. Throws an ApiFailure (400) that names the key. */
export function applyClockBody(clock: Clock, body: unknown): void {
  checkBody("clock", body);
  const { reset, set, move, frozen } = body as ClockBody;
  const time = set === undefined ? null : Date.parse(set);
  if (Number.isNaN(time)) throw new ApiFailure(400, `set: must be a date-time that exists, and not ${set}`);
  if (reset) clock.reset();
  if (time !== null) clock.set(time);
  if (move !== undefined) clock.move(move);
  if (frozen === true) clock.freeze();
  if (frozen === false) clock.resume();
}

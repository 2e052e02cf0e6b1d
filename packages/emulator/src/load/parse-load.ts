import { checkBody } from "../control/control-body.ts";
import type { LoadLimits } from "./load.ts";

/** The limits that a value asks for, checked to the last key; null removes one. Throws an ApiFailure (400) that names what is wrong. */
export function parseLoad(value: unknown): Partial<LoadLimits> {
  checkBody("load", value);
  return value as Partial<LoadLimits>;
}

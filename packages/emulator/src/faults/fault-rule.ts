import { checkBody } from "../control/control-body.ts";
import { ApiFailure } from "../world/api-failure.ts";
import { pathPattern } from "./fault-match.ts";
import type { FaultRule } from "./fault.ts";

/** The rule that a value is, checked to the last key. Throws an ApiFailure (400) that names what is wrong. */
export function parseFaultRule(value: unknown): FaultRule {
  checkBody("rule", value);
  const rule = value as FaultRule;
  if (rule.match?.path !== undefined) checkPattern(rule.match.path);
  return rule;
}

function checkPattern(path: NonNullable<NonNullable<FaultRule["match"]>["path"]>): void {
  try {
    pathPattern(path);
  } catch (error) {
    throw new ApiFailure(400, `match.path: must be a glob, or { regex } that compiles: ${(error as Error).message}`);
  }
}

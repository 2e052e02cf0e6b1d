import {
  choice,
  count,
  fieldProblem,
  type Fields,
  id,
  isObject,
  number,
  object,
  ordinal,
  required,
} from "../fields.ts";
import { ApiFailure } from "../world/api-failure.ts";
import type { FaultRule, FaultType } from "./fault.ts";
import { pathPattern } from "./fault-match.ts";
import { faultTable } from "./fault-table.ts";
import { operationIds } from "../operations/operation-ids.ts";

const ruleFields: Fields = {
  match: object,
  when: { expected: "always, once or an object", test: (value) => typeof value === "string" || isObject(value) },
  fault: required(object),
};

const matchFields: Fields = {
  method: choice("GET", "POST"),
  path: { expected: "a glob, or { regex } that compiles", test: isPattern },
  operation: choice(...operationIds),
  workspace: id,
  integration: id,
};

const yes = { expected: "true", test: (value: unknown): boolean => value === true };
const share = {
  expected: "a number from 0 to 1",
  test: (value: unknown): boolean => number.test(value) && Number(value) >= 0 && Number(value) <= 1,
};

/** The kinds of `when` by the key that names them, with all keys they take. */
const whenFields: Readonly<Record<string, Fields>> = {
  always: { always: yes },
  once: { once: yes },
  nth: { nth: ordinal },
  every: { every: ordinal },
  probability: { probability: share, seed: count },
  from: { from: ordinal, times: count },
};

/** The rule a value is, checked to the last key. Throws an ApiFailure (400) that names what is wrong. */
export function parseFaultRule(value: unknown): FaultRule {
  const problem = ruleProblem(value);
  if (problem !== null) throw new ApiFailure(400, problem);
  return value as FaultRule;
}

function ruleProblem(value: unknown): string | null {
  const wrong = fieldProblem(value, "a fault rule", ruleFields);
  if (wrong !== null || !isObject(value)) return wrong;
  const { match, when, fault } = value;
  return (
    (match === undefined ? null : fieldProblem(match, "match", matchFields)) ??
    (when === undefined ? null : whenProblem(when)) ??
    faultProblem(fault)
  );
}

function whenProblem(when: unknown): string | null {
  if (when === "always" || when === "once") return null;
  const kinds = Object.keys(whenFields).filter((kind) => isObject(when) && kind in when);
  const fields = whenFields[kinds[0] ?? ""];
  if (kinds.length !== 1 || fields === undefined)
    return `when must say one of ${Object.keys(whenFields).join(", ")}, as { "nth": 3 }`;
  return fieldProblem(when, "when", fields);
}

function faultProblem(fault: unknown): string | null {
  const type = isObject(fault) ? fault["type"] : undefined;
  if (typeof type !== "string" || !Object.hasOwn(faultTable, type))
    return `fault: "type" must be one of ${Object.keys(faultTable).join(", ")}`;
  return fieldProblem(fault, `fault ${type}`, { type: choice(type), ...faultTable[type as FaultType].fields });
}

function isPattern(value: unknown): boolean {
  if (typeof value === "string") return true;
  if (!isObject(value) || typeof value["regex"] !== "string" || Object.keys(value).length !== 1) return false;
  try {
    pathPattern({ regex: value["regex"] });
    return true;
  } catch {
    return false;
  }
}

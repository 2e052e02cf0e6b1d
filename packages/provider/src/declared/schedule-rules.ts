import { largestId, parseId } from "@skyvia-schedules/core";
import { meantSchedule } from "@skyvia-schedules/core/meant";
import { aName, join, shown, type PropertyRule, type Rule } from "../rules/findings.ts";
import { isAbsent, isObject, isUnknown } from "../rules/properties.ts";

/** Whether a schedule shall be on. */
export const aSchedule: Rule = (value) => {
  if (value === "enabled" || value === "disabled") return null;
  const meant = isObject(value) || Array.isArray(value) ? null : meantSchedule(String(value));
  const hint = meant === null ? "" : `; write "${meant}"`;
  return `must be "enabled" or "disabled", not ${shown(value)}${hint}`;
};

/** How many schedules may be switched: a count or whole percent. */
export const aLimit: Rule = (value) => {
  const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0;
  const isShare = typeof value === "string" && /^(100|[1-9]?\d)%$/.test(value);
  return isCount || isShare
    ? null
    : `must be a count such as 25 or a whole percentage such as "10%", not ${shown(value)}`;
};

/** A list of texts. */
export const someTexts: PropertyRule["check"] = (value, path) => {
  if (!Array.isArray(value)) return [{ path, reason: `must be a list of texts, not ${shown(value)}` }];
  return value.flatMap((text: unknown, index) => {
    const reason = isUnknown(text) ? null : aName(text);
    return reason === null ? [] : [{ path: `${path}[${index}]`, reason }];
  });
};

/** A rule for an object whose keys are integration ids, by the rule of its values. */
export function mapById(rule: Rule): PropertyRule["check"] {
  return (value, path) => {
    if (!isObject(value))
      return [{ path, reason: `must be an object with integration ids as keys, not ${shown(value)}` }];
    return Object.entries(value).flatMap(([key, item]) => {
      const at = join(path, key);
      if (parseId(key) === null) {
        return [{ path: at, reason: `must have an integration id as its key: decimal digits, from 1 to ${largestId}` }];
      }
      if (isUnknown(item)) return [];
      const reason = isAbsent(item) ? "has no value" : rule(item);
      return reason === null ? [] : [{ path: at, reason }];
    });
  };
}

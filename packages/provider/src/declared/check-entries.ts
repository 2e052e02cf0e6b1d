import { limits } from "./limits.ts";
import { scheduleEntry } from "./schedule-entry.ts";
import { checkProperties, shown, type Finding } from "../rules/findings.ts";
import { isAbsent, isObject, isUnknown } from "../rules/properties.ts";

/** Everything wrong with `limits`. */
export function checkLimits(value: unknown, path: string): Finding[] {
  if (!isObject(value)) return [{ path, reason: `must be an object with disable or enable, not ${shown(value)}` }];
  return checkProperties(value, limits, path);
}

/** Everything wrong with each of `entries`. */
export function checkEntries(value: unknown, path: string): Finding[] {
  if (!Array.isArray(value)) return [{ path, reason: `must be a list of entries, not ${shown(value)}` }];
  return value.flatMap((entry: unknown, index) => (isUnknown(entry) ? [] : checkEntry(entry, `${path}[${index}]`)));
}

function checkEntry(entry: unknown, path: string): Finding[] {
  if (!isObject(entry)) return [{ path, reason: `must be an entry, not ${shown(entry)}` }];
  const findings = checkProperties(entry, scheduleEntry, path);
  const { id, name, match } = entry;
  if ([id, name, match].every(isAbsent)) findings.push({ path, reason: "must have an id, a name or a match" });
  if (!isAbsent(match) && !(isAbsent(id) && isAbsent(name))) {
    findings.push({ path, reason: "must not have a match together with an id or a name" });
  }
  return findings;
}

import type { DesiredWorkspace } from "@skyvia-schedules/core";
import { meantSchedule } from "@skyvia-schedules/core/meant";
import { largestId, parseId } from "@skyvia-schedules/core";
import {
  aBoolean,
  aName,
  anId,
  checkProperties,
  join,
  oneOf,
  plain,
  shown,
  type Finding,
  type PropertyRule,
  type Rule,
} from "./findings.ts";
import { holdsUnknown, isAbsent, isObject, isUnknown, type Properties } from "./properties.ts";
import { desiredWorkspace, workspaceInputs } from "./workspace-inputs.ts";

const aSchedule: Rule = (value) => {
  if (value === "enabled" || value === "disabled") return null;
  const meant = isObject(value) || Array.isArray(value) ? null : meantSchedule(String(value));
  const hint = meant === null ? "" : `; write "${meant}"`;
  return `must be "enabled" or "disabled", not ${shown(value)}${hint}`;
};

/** Everything wrong with the inputs of a `WorkspaceSchedules`. What is not known yet is not looked at. */
export function checkWorkspaceInputs(news: Properties): Finding[] {
  const { schedules, names, entries } = news;
  return [
    ...checkProperties(news, {
      workspaceId: { required: true, check: plain(anId) },
      name: { check: plain(aName) },
      schedules: { check: mapById(aSchedule) },
      names: { check: mapById(aName) },
      entries: { check: checkEntries },
      unmanaged: { check: plain(oneOf("ignore", "report", "fail")) },
      limits: { check: checkLimits },
      onDelete: { check: plain(oneOf("leave", "disable", "restore")) },
    }),
    ...namesWithoutSchedule(schedules, names),
    ...selectedTwice(schedules, entries),
  ];
}

/** What properties manage; null where they are wrong or not all known. */
export function managedWorkspace(properties: Properties): DesiredWorkspace | null {
  const news = { ...properties, schedules: properties["schedules"] ?? {} };
  if (holdsUnknown(news) || checkWorkspaceInputs(news).length > 0) return null;
  return desiredWorkspace(workspaceInputs(news));
}

function mapById(rule: Rule): PropertyRule["check"] {
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

const aLimit: Rule = (value) => {
  const isCount = typeof value === "number" && Number.isInteger(value) && value >= 0;
  const isShare = typeof value === "string" && /^(100|[1-9]?\d)%$/.test(value);
  return isCount || isShare
    ? null
    : `must be a count such as 25 or a whole percentage such as "10%", not ${shown(value)}`;
};

function checkLimits(value: unknown, path: string): Finding[] {
  if (!isObject(value)) return [{ path, reason: `must be an object with disable or enable, not ${shown(value)}` }];
  return checkProperties(value, { disable: { check: plain(aLimit) }, enable: { check: plain(aLimit) } }, path);
}

function checkEntries(value: unknown, path: string): Finding[] {
  if (!Array.isArray(value)) return [{ path, reason: `must be a list of entries, not ${shown(value)}` }];
  return value.flatMap((entry: unknown, index) => (isUnknown(entry) ? [] : checkEntry(entry, `${path}[${index}]`)));
}

function checkEntry(entry: unknown, path: string): Finding[] {
  if (!isObject(entry)) return [{ path, reason: `must be an entry, not ${shown(entry)}` }];
  const findings = checkProperties(
    entry,
    {
      id: { check: plain(anId) },
      name: { check: plain(aName) },
      match: { check: plain(aName) },
      schedule: { required: true, check: plain(aSchedule) },
      mode: { check: plain(oneOf("enforce", "observe")) },
      protected: { check: plain(aBoolean) },
    },
    path,
  );
  const { id, name, match } = entry;
  if ([id, name, match].every(isAbsent)) findings.push({ path, reason: "must have an id, a name or a match" });
  if (!isAbsent(match) && !(isAbsent(id) && isAbsent(name))) {
    findings.push({ path, reason: "must not have a match beside its id or name: a glob selects alone" });
  }
  return findings;
}

function namesWithoutSchedule(schedules: unknown, names: unknown): Finding[] {
  if (!isObject(names) || isUnknown(schedules)) return [];
  const known = isObject(schedules) ? schedules : {};
  return Object.keys(names)
    .filter((id) => !Object.hasOwn(known, id))
    .map((id) => ({ path: join("names", id), reason: "has no matching entry in schedules" }));
}

/** Each integration may be selected once in the same way. */
function selectedTwice(schedules: unknown, entries: unknown): Finding[] {
  const seen = new Map<string, string>();
  if (isObject(schedules)) for (const id of Object.keys(schedules)) seen.set(`id ${id}`, join("schedules", id));
  if (!Array.isArray(entries)) return [];
  return entries.flatMap((entry: unknown, index) => {
    const key = isObject(entry) ? selectorOf(entry) : null;
    if (key === null) return [];
    const path = `entries[${index}]`;
    const first = seen.get(key);
    if (first === undefined) seen.set(key, path);
    return first === undefined ? [] : [{ path, reason: `selects the same as ${first}: keep one of the two` }];
  });
}

function selectorOf({ id, name, match }: Properties): string | null {
  if ([id, name, match].some(isUnknown)) return null;
  if (!isAbsent(id)) return `id ${shown(id)}`;
  if (!isAbsent(name)) return `name ${JSON.stringify(name)}`;
  return isAbsent(match) ? null : `match ${JSON.stringify(match)}`;
}

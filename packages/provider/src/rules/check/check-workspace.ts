import { isId, type DesiredWorkspace } from "@skyvia-schedules/core";
import { workspaceSchedules } from "../../declared/workspace-schedules.ts";
import { checkProperties, join, shown, type Finding } from "../findings.ts";
import { holdsUnknown, isAbsent, isObject, isUnknown, type Properties } from "../properties.ts";
import { overlayFindings } from "../overlays/overlay-inputs.ts";
import { desiredWorkspace, workspaceInputs } from "../workspace-inputs.ts";

/**
 * Everything wrong with the inputs of a `WorkspaceSchedules`. Values that are not known yet are skipped. `now`: milliseconds
 * since the epoch; null: what depends on the clock is not checked.
 */
export function checkWorkspaceInputs(news: Properties, now: number | null = null): Finding[] {
  const { schedules, names, entries } = news;
  const found = [
    ...checkProperties(news, workspaceSchedules.inputs),
    ...namesWithoutSchedule(schedules, names),
    ...selectedTwice(schedules, entries),
  ];
  const { workspaceId } = news;
  const known = found.length > 0 || holdsUnknown({ schedules, names, entries }) ? {} : { schedules, names, entries };
  const id = isId(workspaceId) ? workspaceId : 1;
  const workspace = desiredWorkspace(workspaceInputs({ ...known, workspaceId: id }));
  return [...found, ...overlayFindings(news, workspace, now)];
}

/** The desired state that properties describe. null: they are wrong or not all known. */
export function managedWorkspace(properties: Properties): DesiredWorkspace | null {
  const news = { ...properties, schedules: properties["schedules"] ?? {} };
  if (holdsUnknown(news) || checkWorkspaceInputs(news).length > 0) return null;
  return desiredWorkspace(workspaceInputs(news));
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

import { isAsDesired, type ScheduleState } from "@skyvia-schedules/core";
import { assertedName } from "../diff-integration.ts";
import { join } from "../findings.ts";
import type { IntegrationOutputs } from "../integration-outputs.ts";
import { isAbsent, isEqual, isObject, type Properties } from "../properties.ts";
import { isSameEntries } from "../same-entries.ts";
import type { EntryInput } from "../workspace-inputs.ts";
import type { WorkspaceOutputs } from "../workspace-outputs.ts";

/** A property that an update changes. */
export interface PropertyDifference {
  /** As Pulumi writes property paths: `schedules["456"]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

/** Whether an old value is as the new one wants it. */
type IsSame = (old: unknown, now: unknown) => boolean;

/** What an update of an `IntegrationSchedule` changes. */
export function integrationDifferences(olds: Partial<IntegrationOutputs>, news: Properties): PropertyDifference[] {
  const { workspaceId, integrationId, enabled, onDelete, state } = olds;
  const known = { workspaceId, integrationId, enabled, onDelete, name: assertedName(olds) };
  const isOn: IsSame = (_, now) => state !== undefined && isAsDesired(state, now === true ? "enabled" : "disabled");
  return (["workspaceId", "integrationId", "enabled", "name", "onDelete"] as const).flatMap((key) =>
    difference(known[key], news[key], key, key === "enabled" ? isOn : isEqual),
  );
}

/** What an update of a `WorkspaceSchedules` changes. */
export function workspaceDifferences(olds: Partial<WorkspaceOutputs>, news: Properties): PropertyDifference[] {
  const whole = (["workspaceId", "name", "unmanaged", "onDelete"] as const).flatMap((key) =>
    difference(olds[key], news[key], key, isEqual),
  );
  const isOn: IsSame = (old, now) =>
    (now === "enabled" || now === "disabled") && isAsDesired(old as ScheduleState, now);
  return [
    ...whole,
    ...difference(olds.entries, news["entries"], "entries", sameEntries),
    ...byKey(olds.schedules, news["schedules"] ?? {}, "schedules", isOn),
    ...byKey(olds.names, news["names"], "names", isEqual),
    ...byKey(olds.limits, news["limits"], "limits", isEqual),
  ];
}

const sameEntries: IsSame = (old, now) =>
  Array.isArray(old) && Array.isArray(now) && isSameEntries(old as EntryInput[], now as EntryInput[]);

function byKey(old: unknown, now: unknown, path: string, isSame: IsSame): PropertyDifference[] {
  if (!isObject(old) || !isObject(now)) return difference(old, now, path, isEqual);
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].flatMap((key) => difference(old[key], now[key], join(path, key), isSame));
}

function difference(old: unknown, now: unknown, path: string, isSame: IsSame): PropertyDifference[] {
  if (isAbsent(old) && isAbsent(now)) return [];
  if (isAbsent(old)) return [{ path, kind: "add" }];
  if (isAbsent(now)) return [{ path, kind: "delete" }];
  return isSame(old, now) ? [] : [{ path, kind: "update" }];
}

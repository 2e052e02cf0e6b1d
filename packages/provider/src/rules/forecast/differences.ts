import { isAsDesired, type ScheduleState } from "@skyvia-schedules/core";
import { assertedName } from "../diff-integration.ts";
import { join } from "../findings.ts";
import type { IntegrationOutputs } from "../integration-outputs.ts";
import { integrationInputs } from "../integration-inputs.ts";
import { integrationWish } from "../integration-wish.ts";
import { hasOverlays } from "../overlays/overlay-inputs.ts";
import type { NextTransition } from "../overlays/effective-states.ts";
import type { OverlayOutputs } from "../overlays/overlay-outputs.ts";
import { holdsUnknown, isAbsent, isEqual, isObject, type Properties } from "../properties.ts";
import { isSameEntries } from "../same-entries.ts";
import { workspaceInputs, type EntryInput } from "../workspace-inputs.ts";
import type { WorkspaceOutputs } from "../workspace-outputs.ts";
import { nextOfWish, subjectById, wishOf } from "../workspace-wish.ts";

/** A property that an update changes. */
export interface PropertyDifference {
  /** As Pulumi writes property paths: `schedules["456"]`. */
  readonly path: string;
  readonly kind: "add" | "delete" | "update";
}

/** Whether an old value satisfies the new one. */
type IsSame = (old: unknown, now: unknown, key: string) => boolean;

/** What an update of an `IntegrationSchedule` changes. `now`: milliseconds since the epoch. */
export function integrationDifferences(
  olds: Partial<IntegrationOutputs>,
  news: Properties,
  now: number,
): PropertyDifference[] {
  const { workspaceId, integrationId, enabled, onDelete, state } = olds;
  const known = { workspaceId, integrationId, enabled, onDelete, name: assertedName(olds) };
  const wish = holdsUnknown(news) ? null : integrationWish(integrationInputs(news), olds.name ?? null, now);
  const isOn: IsSame = (old, wanted) => {
    if (hasOverlays(news) && old === wanted) return true; // only holds and freezes make it differ
    return state !== undefined && isAsDesired(state, wanted === true ? "enabled" : "disabled");
  };
  return [
    ...(["workspaceId", "integrationId", "enabled", "name", "onDelete"] as const).flatMap((key) =>
      difference(known[key], news[key], key, key === "enabled" ? isOn : isEqual),
    ),
    ...overlayDifferences(olds, news, wish?.next),
  ];
}

/** What an update of a `WorkspaceSchedules` changes. `now`: milliseconds since the epoch. */
export function workspaceDifferences(
  olds: Partial<WorkspaceOutputs>,
  news: Properties,
  now: number,
): PropertyDifference[] {
  const whole = (["workspaceId", "name", "unmanaged", "onDelete"] as const).flatMap((key) =>
    difference(olds[key], news[key], key, isEqual),
  );
  const wish = holdsUnknown(news) ? null : wishOf(workspaceInputs(news), now);
  const isOn: IsSame = (old, wanted, id) => {
    if (wanted !== "enabled" && wanted !== "disabled") return false;
    const subject = wish === null ? null : subjectById(wish, olds, Number(id));
    const asked = subject === null ? wanted : wish?.states.of(subject);
    // A line for the changes of holds and freezes would show the same twice.
    return (
      isAsDesired(old as ScheduleState, wanted) ||
      (asked !== wanted && isAsDesired(old as ScheduleState, asked ?? wanted))
    );
  };
  return [
    ...whole,
    ...difference(olds.entries, news["entries"], "entries", sameEntries),
    ...byKey(olds.schedules, news["schedules"] ?? {}, "schedules", isOn),
    ...byKey(olds.names, news["names"], "names", isEqual),
    ...byKey(olds.limits, news["limits"], "limits", isEqual),
    ...overlayDifferences(olds, news, wish === null ? undefined : nextOfWish(wish, olds)),
  ];
}

/** `nextTransition` is shown as deleted once it has passed: the update computes the next one. */
function overlayDifferences(
  olds: OverlayOutputs,
  news: Properties,
  next: NextTransition | undefined,
): PropertyDifference[] {
  const inputs = (["holds", "freezes", "maxHold"] as const).flatMap((key) =>
    difference(olds[key], news[key], key, isEqual),
  );
  const passed = olds.nextTransition !== undefined && !isEqual(olds.nextTransition, next);
  return [...inputs, ...(passed ? [{ path: "nextTransition", kind: "delete" } as const] : [])];
}

const sameEntries: IsSame = (old, now) =>
  Array.isArray(old) && Array.isArray(now) && isSameEntries(old as EntryInput[], now as EntryInput[]);

function byKey(old: unknown, now: unknown, path: string, isSame: IsSame): PropertyDifference[] {
  if (!isObject(old) || !isObject(now)) return difference(old, now, path, isEqual);
  const keys = new Set([...Object.keys(old), ...Object.keys(now)]);
  return [...keys].flatMap((key) =>
    difference(old[key], now[key], join(path, key), (one, other) => isSame(one, other, key)),
  );
}

function difference(old: unknown, now: unknown, path: string, isSame: IsSame): PropertyDifference[] {
  if (isAbsent(old) && isAbsent(now)) return [];
  if (isAbsent(old)) return [{ path, kind: "add" }];
  if (isAbsent(now)) return [{ path, kind: "delete" }];
  return isSame(old, now, path) ? [] : [{ path, kind: "update" }];
}

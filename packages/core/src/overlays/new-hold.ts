import { createEntryLookup, decidingEntry } from "../entries/entry-lookup.ts";
import type { DesiredEntry, DesiredSchedule, DesiredState } from "../model/model.ts";
import type { Hold } from "../model/overlay.ts";
import { holdTest } from "./disagreement.ts";
import { layersOver } from "./layers.ts";
import type { Subject } from "./select.ts";

/** A hold on one integration that begins now. */
export interface NewHold {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly schedule: DesiredSchedule;
  /** Milliseconds since the epoch. */
  readonly until: number;
}

/** The effect of a new hold on the files. */
export type PlacedHold =
  /** No entry covers the integration. */
  | { readonly kind: "uncovered" }
  /** Another hold asks for the other state at the same time. */
  | { readonly kind: "disagrees"; readonly other: Hold }
  | {
      readonly kind: "fits";
      /** The entry that decides about the integration. */
      readonly entry: DesiredEntry;
      /** The active holds on just this integration. The new one replaces them. */
      readonly replaced: readonly Hold[];
      /** A freeze over the new hold that asks for another state now. null: none. */
      readonly freeze: { readonly name: string; readonly until: number } | null;
    };

/** Finds what a new hold on an integration of this live name replaces, and what it contradicts. `at`: milliseconds since the epoch. */
export function placeHold(desired: DesiredState, hold: NewHold, name: string | null, at: number): PlacedHold {
  const workspace = desired.workspaces.find(({ id }) => id === hold.workspaceId);
  const entry = workspace && decidingEntry(createEntryLookup(workspace), { id: hold.integrationId, name });
  if (entry === undefined) return { kind: "uncovered" };
  const subject: Subject = { id: hold.integrationId, name, notes: entry };
  const own = desired.overlays.holds.filter((one) => one.workspaceId === hold.workspaceId);
  const replaced = own.filter((one) => isOn(one, at) && isJustOn(one, hold.integrationId));
  const others = own.filter((one) => !replaced.includes(one) && holdTest(one)(subject) === true);
  const other = others.find((one) => disagrees(one, hold, at));
  if (other !== undefined) return { kind: "disagrees", other };
  const isAbove = others.some((one) => one.overridesFreeze && isOn(one, at));
  return { kind: "fits", entry, replaced, freeze: isAbove ? null : freezeOver(desired, hold, subject, at) };
}

function isOn({ from, until }: Hold, at: number): boolean {
  return (from ?? -Infinity) <= at && at < until;
}

/** Whether a hold selects this integration by its id, and nothing else. */
function isJustOn({ select }: Hold, id: number): boolean {
  return Object.keys(select).join() === "id" && select.id?.every((one) => one === id) === true;
}

function disagrees(one: Hold, { schedule, until }: NewHold, at: number): boolean {
  return one.schedule !== schedule && (one.from ?? -Infinity) < until && at < one.until;
}

function freezeOver(
  { overlays }: DesiredState,
  { workspaceId, schedule }: NewHold,
  subject: Subject,
  at: number,
): { readonly name: string; readonly until: number } | null {
  if (schedule === "disabled") return null;
  const windows = layersOver(overlays, workspaceId).freezes.flatMap(({ name, selects, windows: own }) => {
    const window = selects(subject) === true ? own.at(at) : null;
    return window === null ? [] : [{ name: name ?? "", until: window.until }];
  });
  return windows.toSorted((a, b) => b.until - a.until)[0] ?? null;
}

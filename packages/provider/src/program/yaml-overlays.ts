import {
  durationText,
  instantText,
  localText,
  place,
  type Freeze,
  type Hold,
  type Overlays,
  type OverlaySelect,
} from "@skyvia-schedules/core";
import type { FreezeArgs, HoldArgs, SelectArgs } from "./overlay-args.ts";
import type { WorkspaceSchedulesArgs } from "./workspace-schedules.ts";

/** The notes of entries that holds and freezes look at. */
export interface NotesInSelects {
  readonly tag: boolean;
  readonly owner: boolean;
}

/** The holds and freezes over one workspace. */
export function overlaysOver({ holds, freezes }: Overlays, id: number): Overlays {
  return {
    holds: holds.filter(({ workspaceId }) => workspaceId === id),
    freezes: freezes.filter(({ workspaceId }) => (workspaceId ?? id) === id),
  };
}

/** The notes of entries that these holds and freezes look at. */
export function notesInSelects({ holds, freezes }: Overlays): NotesInSelects {
  const selects = [...holds.map(({ select }) => select), ...freezes.flatMap(({ select, except }) => [select, except])];
  return {
    tag: selects.some((select) => select?.tag !== undefined),
    owner: selects.some((select) => select?.owner !== undefined),
  };
}

/** Holds and freezes of the YAML as arguments of the resource. */
export function overlayArgs({ holds, freezes }: Overlays): Pick<WorkspaceSchedulesArgs, "holds" | "freezes"> {
  return {
    ...(holds.length === 0 ? {} : { holds: holds.map(holdArgs) }),
    ...(freezes.length === 0 ? {} : { freezes: freezes.map(freezeArgs) }),
  };
}

/** Where each of them is written, by its property path. */
export function overlaySources({ holds, freezes }: Overlays): [string, string][] {
  return Object.entries({ holds, freezes }).flatMap(([key, items]) =>
    items.map(({ source }, index): [string, string] => [`${key}[${index}]`, place(source)]),
  );
}

/** No field at all. */
type Nothing = { readonly [key: string]: never };

function holdArgs(hold: Hold): HoldArgs {
  const { select, schedule, from, until, reason, owner, overridesFreeze, timeZone, ...rest } = hold;
  const { workspaceId: _, source: __, ...undecided } = rest;
  undecided satisfies Nothing;
  return {
    select: selectArgs(select),
    schedule,
    ...(from === null ? {} : { from: zonedText(from, timeZone) }),
    until: zonedText(until, timeZone),
    ...zoneArgs(timeZone),
    reason,
    owner,
    ...(overridesFreeze ? { overrides: "freeze" } : {}),
  };
}

function freezeArgs({ name, select, except, reason, owner, time, timeZone, ...rest }: Freeze): FreezeArgs {
  const { workspaceId: _, source: __, ...undecided } = rest;
  undecided satisfies Nothing;
  return {
    name,
    ...(select === null ? {} : { select: selectArgs(select) }),
    ...(except === null ? {} : { except: selectArgs(except) }),
    ...(time.kind === "once"
      ? { from: zonedText(time.from, timeZone), until: zonedText(time.until, timeZone), ...zoneArgs(timeZone) }
      : { cron: time.cron, duration: durationText(time.duration), timeZone }),
    ...(reason === null ? {} : { reason }),
    ...(owner === null ? {} : { owner }),
  };
}

function selectArgs(select: OverlaySelect): SelectArgs {
  return Object.fromEntries(
    Object.entries(select).map(([key, values]: [string, readonly unknown[]]) => [
      key,
      values.length === 1 ? values[0] : values,
    ]),
  );
}

/** An instant of RFC 3339, with seconds and with the offset of the zone, so that it is shown as in the file. */
function zonedText(at: number, timeZone: string): string {
  if (at % 1000 !== 0) return instantText(at);
  return localText(at, timeZone).replace(/(T\d{2}:\d{2})(?=[Z+-])/, "$1:00");
}

/** The argument for a zone name. An offset needs none, because the instants have it. */
function zoneArgs(timeZone: string): { readonly timeZone?: string } {
  return /^[A-Za-z]/.test(timeZone) && timeZone !== "UTC" ? { timeZone } : {};
}

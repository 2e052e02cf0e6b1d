import type { DesiredSchedule } from "@skyvia-schedules/core";
import type { Member } from "./cast.ts";

/** What a hold or a freeze selects: any of a list, all of the keys. */
export interface Select {
  readonly id?: number | readonly number[];
  readonly name?: string;
  readonly match?: string;
  readonly tag?: string;
  readonly owner?: string;
}

/** A hold as somebody wrote it. Instants in milliseconds since the epoch. */
export interface HoldText {
  readonly workspace: number;
  readonly select: Select;
  readonly schedule: DesiredSchedule;
  /** null: it has no beginning. */
  readonly from: number | null;
  readonly until: number;
  readonly reason: string;
  readonly overrides: boolean;
}

/** A freeze as somebody wrote it. */
export interface FreezeText {
  readonly name: string;
  readonly workspace: number | null;
  readonly select: Select | null;
  readonly except: Select | null;
  readonly time: { readonly from: number; readonly until: number } | Recurring;
}

/** Every day, or on one day of the week (0 is Sunday), at an hour of a zone. */
export interface Recurring {
  readonly hour: number;
  readonly weekday: number | null;
  readonly hours: number;
  readonly zone: string;
}

/** Everything that lies over the entries. */
export interface OverlayTexts {
  readonly holds: readonly HoldText[];
  readonly freezes: readonly FreezeText[];
}

/** What is asked for an integration, and the kind of what decides it. */
export interface Asked {
  readonly schedule: DesiredSchedule;
  readonly by: "base" | "hold" | "freeze";
}

/** The rule as it is written, a second time: base, then holds over it, then freezes over them. */
export function askedAt({ holds, freezes }: OverlayTexts, member: Member, base: DesiredSchedule, at: number): Asked {
  const covering = holds
    .filter((hold) => covers(hold, member) && (hold.from ?? -Infinity) <= at && at < hold.until)
    .sort((a, b) => b.until - a.until || order(a.reason, b.reason) || order(a.schedule, b.schedule));
  const isOff = freezes.some((freeze) => isSelected(freeze, member) && isOn(freeze, at));
  const [top] = isOff ? covering.filter(({ overrides }) => overrides) : covering;
  if (top !== undefined) return { schedule: top.schedule, by: "hold" };
  return isOff ? { schedule: "disabled", by: "freeze" } : { schedule: base, by: "base" };
}

/** Whether two holds that are not over ask for different states of an integration at one time. */
export function isContested({ holds }: OverlayTexts, member: Member, at: number): boolean {
  const own = holds.filter((hold) => covers(hold, member) && hold.until > at);
  return own.some((one) =>
    own.some((other) => {
      const begin = Math.max(one.from ?? -Infinity, other.from ?? -Infinity);
      return one.schedule !== other.schedule && begin < Math.min(one.until, other.until);
    }),
  );
}

/** Whether a freeze is on for an integration, and no hold says that it goes over it. */
export function isFrozen({ holds, freezes }: OverlayTexts, member: Member, at: number): boolean {
  const above = holds.some(
    (hold) => hold.overrides && covers(hold, member) && (hold.from ?? -Infinity) <= at && at < hold.until,
  );
  return !above && freezes.some((freeze) => isSelected(freeze, member) && isOn(freeze, at));
}

function covers({ workspace, select }: HoldText, member: Member): boolean {
  return workspace === member.workspace && fits(select, member);
}

function isSelected({ workspace, select, except }: FreezeText, member: Member): boolean {
  if (workspace !== null && workspace !== member.workspace) return false;
  return (select === null || fits(select, member)) && !(except !== null && fits(except, member));
}

function fits({ id, name, match, tag, owner }: Select, member: Member): boolean {
  if (id !== undefined && ![id].flat().includes(member.id)) return false;
  if (name !== undefined && name !== member.name) return false;
  if (match !== undefined && !member.name.startsWith(match.replace("*", ""))) return false;
  if (tag !== undefined && !member.tags.includes(tag)) return false;
  return owner === undefined || owner === member.owner;
}

const half = 1_800_000;

/** Looks back in steps of half an hour for a start that is not over. */
function isOn({ time }: FreezeText, at: number): boolean {
  if ("from" in time) return time.from <= at && at < time.until;
  for (let start = Math.floor(at / half) * half; start > at - time.hours * 2 * half; start -= half) {
    if (isStart(time, start)) return true;
  }
  return false;
}

function isStart({ hour, weekday, zone }: Recurring, at: number): boolean {
  const shown = clockAt(zone, at);
  return (
    shown.getUTCHours() === hour && shown.getUTCMinutes() === 0 && (weekday ?? shown.getUTCDay()) === shown.getUTCDay()
  );
}

const clocks = new Map<string, Date>();
const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clocks of a zone show, as if it were UTC. */
function clockAt(zone: string, at: number): Date {
  const key = `${zone} ${at}`;
  let shown = clocks.get(key);
  if (shown === undefined) {
    let format = formats.get(zone);
    // The Swedish write dates as ISO 8601 does.
    if (format === undefined)
      formats.set(
        zone,
        (format = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" })),
      );
    clocks.set(key, (shown = new Date(`${format.format(at).replace(" ", "T")}Z`)));
  }
  return shown;
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

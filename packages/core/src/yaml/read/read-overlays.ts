import type { DesiredSchedule, Source } from "../../model/model.ts";
import type { Freeze, FreezeTime, Hold, OverlaySelect } from "../../model/overlay.ts";
import { parseCron, periodOf } from "../../overlays/cron.ts";
import { durationText, parseDuration } from "../../overlays/duration.ts";
import { parseInstant, parseLocalTime, type WrittenInstant } from "../../overlays/instant.ts";
import { isZoneName, localText, zoneOf } from "../../overlays/zone.ts";
import { problem, type Problem } from "../../problems/problem.ts";
import { find, firstKeyOffset, writtenOf, type DocumentNodes } from "./document-nodes.ts";
import type { PlainValue } from "./plain-value.ts";

/** A hold, and the places that the checks over all files need. */
export interface HoldPart {
  readonly hold: Hold;
  readonly workspaceSource: Source;
  readonly untilSource: Source;
}

/** A freeze, and the places that the checks over all files need. */
export interface FreezePart {
  readonly freeze: Freeze;
  readonly nameSource: Source;
  readonly workspaceSource: Source | null;
}

/** The holds and freezes of one file, and their problems. */
export interface OverlayParts {
  readonly holds: readonly HoldPart[];
  readonly freezes: readonly FreezePart[];
  readonly problems: readonly Problem[];
}

type OneOrMore<T> = T | readonly T[];
type SelectValue = { readonly [K in keyof OverlaySelect]?: OneOrMore<NonNullable<OverlaySelect[K]>[number]> };

interface TimeValue {
  readonly from?: string;
  readonly until?: string;
  readonly timeZone?: string;
}
interface HoldValue extends TimeValue {
  readonly workspace: number;
  readonly select: SelectValue;
  readonly schedule: DesiredSchedule;
  readonly until: string;
  readonly reason: string;
  readonly owner: string;
  readonly overrides?: "freeze";
}
interface FreezeValue extends TimeValue {
  readonly name: string;
  readonly workspace?: number;
  readonly select?: SelectValue;
  readonly except?: SelectValue;
  readonly reason?: string;
  readonly owner?: string;
  readonly cron?: string;
  readonly duration?: string;
}

/** Reads `holds` and `freezes`. If the document breaks the schema, it reads the items that do not. */
export function readOverlays(nodes: DocumentNodes, value: PlainValue, broken: ReadonlySet<string>): OverlayParts {
  const problems: Problem[] = [];
  const items = (key: "holds" | "freezes"): readonly (readonly [unknown, Item])[] => {
    const list: unknown = (value as { readonly [K in typeof key]?: unknown } | null)?.[key];
    return (Array.isArray(list) ? list : []).flatMap((item: unknown, index): (readonly [unknown, Item])[] => {
      const path = `/${key}/${index}`;
      const about = createItem(nodes, path, problems);
      if (!broken.has(path)) return [[item, about]];
      checkTexts(item, (name) => broken.has(`${path}/${name}`), about);
      return [];
    });
  };
  return {
    holds: items("holds").flatMap(([hold, item]) => readHold(hold as HoldValue, item) ?? []),
    freezes: items("freezes").flatMap(([freeze, item]) => readFreeze(freeze as FreezeValue, item) ?? []),
    problems,
  };
}

/** Also reports wrong times of an item that breaks the schema. */
function checkTexts(item: unknown, isBroken: (key: string) => boolean, about: Item): void {
  const given = new Map(typeof item === "object" && item !== null ? Object.entries(item) : []);
  const text = (key: string): string | undefined => {
    const value: unknown = given.get(key);
    return typeof value === "string" && !isBroken(key) ? value : undefined;
  };
  const [cron, timeZone] = [text("cron"), text("timeZone")];
  if (cron !== undefined) readCron(cron, about);
  readTimes({ ...timesOf(text), ...(timeZone === undefined ? {} : { timeZone }) }, about);
}

function timesOf(text: (key: string) => string | undefined): TimeValue {
  const [from, until] = [text("from"), text("until")];
  return { ...(from === undefined ? {} : { from }), ...(until === undefined ? {} : { until }) };
}

/** One hold or freeze of a document. */
interface Item {
  readonly source: Source;
  placeOf(key: string): Source;
  written(key: string): string;
  report(found: Problem): null;
}

function createItem(nodes: DocumentNodes, path: string, problems: Problem[]): Item {
  return {
    source: nodes.locate(firstKeyOffset(find(path, nodes))),
    placeOf: (key) => nodes.locate(find(`${path}/${key}`, nodes).offset),
    written: (key) => writtenOf(find(`${path}/${key}`, nodes).value, nodes),
    report: (found) => {
      problems.push(found);
      return null;
    },
  };
}

function readHold(value: HoldValue, item: Item): HoldPart | null {
  const { workspace: workspaceId, select, schedule, reason, owner, overrides } = value;
  const times = readTimes(value, item);
  if (times === null || times.until === null) return null;
  const { from, until, timeZone } = times;
  const about = { schedule, reason, owner, overridesFreeze: overrides === "freeze", timeZone, source: item.source };
  return {
    hold: { workspaceId, select: selectOf(select), from: from?.at ?? null, until: until.at, ...about },
    workspaceSource: item.placeOf("workspace"),
    untilSource: item.placeOf("until"),
  };
}

function readFreeze(value: FreezeValue, item: Item): FreezePart | null {
  const { name, workspace = null, select, except, reason = null, owner = null } = value;
  const found = value.cron === undefined ? readOnce(value, item) : readRecurring(value, item);
  if (found === null) return null;
  const [taken, left] = [select, except].map((given) => (given === undefined ? null : selectOf(given)));
  const about = { name, workspaceId: workspace, reason, owner, source: item.source };
  return {
    freeze: { ...about, select: taken ?? null, except: left ?? null, ...found },
    nameSource: item.placeOf("name"),
    workspaceSource: workspace === null ? null : item.placeOf("workspace"),
  };
}

type ReadTime = Pick<Freeze, "time" | "timeZone">;

function readOnce(value: FreezeValue, item: Item): ReadTime | null {
  const times = readTimes(value, item);
  if (times === null || times.from === null || times.until === null) return null;
  return { time: { kind: "once", from: times.from.at, until: times.until.at }, timeZone: times.timeZone };
}

function readRecurring(
  { cron: expression = "", duration: length = "", timeZone = "" }: FreezeValue,
  item: Item,
): ReadTime | null {
  const duration = parseDuration(length);
  if (duration === null) {
    item.report(problem("bad-duration", item.placeOf("duration"), { written: item.written("duration") }));
  }
  const isZone = isZoneName(timeZone);
  if (!isZone) reportZone(item);
  const period = readCron(expression, item);
  if (duration === null || !isZone || period === null) return null;
  if (duration > period) {
    const facts = { duration: durationText(duration), period: durationText(period) };
    return item.report(problem("freeze-longer-than-period", item.placeOf("duration"), facts));
  }
  return { time: { kind: "recurring", cron: expression, duration } satisfies FreezeTime, timeZone };
}

/** The period of a cron expression. null: a problem was reported. */
function readCron(expression: string, item: Item): number | null {
  const cron = parseCron(expression);
  const period = typeof cron === "string" ? null : periodOf(cron);
  if (period !== null) return period;
  const facts =
    typeof cron === "string" ? { why: cron } : { why: "has no start within 40 years", isDateless: true as const };
  return item.report(problem("bad-cron", item.placeOf("cron"), facts));
}

interface Times {
  readonly from: WrittenInstant | null;
  readonly until: WrittenInstant | null;
  /** How the instants are shown. */
  readonly timeZone: string;
}

/** null: a problem was reported. */
function readTimes({ from, until, timeZone }: TimeValue, item: Item): Times | null {
  if (timeZone !== undefined && !isZoneName(timeZone)) return reportZone(item);
  const [first, last] = [readInstant("from", from, timeZone, item), readInstant("until", until, timeZone, item)];
  if (first === null || last === null) return null;
  if (first !== undefined && last !== undefined && last.at <= first.at) {
    return item.report(problem("until-not-after-from", item.placeOf("until"), {}));
  }
  return { from: first ?? null, until: last ?? null, timeZone: timeZone ?? last?.offset ?? "UTC" };
}

function reportZone(item: Item): null {
  return item.report(problem("bad-time-zone", item.placeOf("timeZone"), { written: item.written("timeZone") }));
}

/** undefined: it is not given. null: a problem was reported. */
function readInstant(
  key: "from" | "until",
  text: string | undefined,
  zoneName: string | undefined,
  item: Item,
): WrittenInstant | null | undefined {
  if (text === undefined) return undefined;
  const instant = parseInstant(text);
  if (instant !== null) return instant;
  const [source, written] = [item.placeOf(key), item.written(key)];
  const local = parseLocalTime(text);
  const zone = zoneName === undefined ? null : zoneOf(zoneName);
  if (local === null || zone === null) {
    return item.report(problem("bad-instant", source, { key, written, isLocal: local !== null }));
  }
  const found = zone.find(local);
  switch (found.kind) {
    case "once":
      return { at: found.at, offset: zone.name };
    case "skipped":
      return item.report(problem("local-time-skipped", source, { key, written, zone: zone.name }));
    case "twice": {
      const [first, second] = [found.first, found.second].map((at) => withSeconds(localText(at, zone.name)));
      const facts = { key, written, zone: zone.name, first: first ?? "", second: second ?? "" };
      return item.report(problem("local-time-doubled", source, facts));
    }
  }
}

/** As it can be written in a file. */
function withSeconds(shown: string): string {
  return shown.replace(/(T\d{2}:\d{2})(?=[Z+-])/, "$1:00");
}

function selectOf(value: SelectValue): OverlaySelect {
  const keys = ["id", "name", "match", "tag", "owner"] as const;
  return Object.fromEntries(
    keys.flatMap((key) => {
      const given: unknown = value[key];
      return given === undefined ? [] : [[key, Array.isArray(given) ? given : [given]]];
    }),
  ) as OverlaySelect;
}

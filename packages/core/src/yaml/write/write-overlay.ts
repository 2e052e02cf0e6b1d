import { instantText } from "../../overlays/instant.ts";
import type { DesiredSchedule } from "../../model/model.ts";
import type { NewItem } from "./insertion.ts";
import { doubleQuoted, quoteText } from "./quote-text.ts";
import { flowMapping, itemLines } from "./write-entry.ts";

/** What a new hold or freeze selects. */
export interface WrittenSelect {
  readonly id?: number | readonly number[];
  readonly name?: string | readonly string[];
  readonly match?: string | readonly string[];
  readonly tag?: string | readonly string[];
  readonly owner?: string | readonly string[];
}

/** A hold to be written. Instants in milliseconds since the epoch; they are written to the second, in UTC. */
export interface WrittenHold {
  readonly workspaceId: number;
  readonly select: WrittenSelect;
  readonly schedule: DesiredSchedule;
  readonly from?: number;
  readonly until: number;
  readonly reason: string;
  readonly owner: string;
}

/** A freeze to be written, once. Instants in milliseconds since the epoch; they are written to the second, in UTC. */
export interface WrittenFreeze {
  readonly name: string;
  readonly workspaceId?: number;
  readonly select?: WrittenSelect;
  readonly except?: WrittenSelect;
  readonly from: number;
  readonly until: number;
  readonly reason?: string;
  readonly owner?: string;
}

type Value = string | number | WrittenSelect;

/** A hold as an item of a list. */
export function holdItem(hold: WrittenHold): NewItem {
  return overlayItem(holdRecord(hold));
}

/** A hold with the keys and the values that it has in a file. */
export function holdRecord({
  workspaceId,
  select,
  schedule,
  from,
  until,
  reason,
  owner,
}: WrittenHold): Readonly<Record<string, Value>> {
  const times = { from: from === undefined ? undefined : writtenInstant(from), until: writtenInstant(until) };
  return given({ workspace: workspaceId, select, schedule, ...times, reason, owner });
}

/** A freeze as an item of a list. */
export function freezeItem(freeze: WrittenFreeze): NewItem {
  return overlayItem(freezeRecord(freeze));
}

/** A freeze with the keys and the values that it has in a file. */
export function freezeRecord({
  name,
  workspaceId,
  select,
  except,
  from,
  until,
  reason,
  owner,
}: WrittenFreeze): Readonly<Record<string, Value>> {
  const times = { from: writtenInstant(from), until: writtenInstant(until) };
  return given({ name, workspace: workspaceId, select, except, ...times, reason, owner });
}

/** The lines of a hold as they are written into a file, from the dash on. */
export function holdLines(hold: WrittenHold): readonly string[] {
  return holdItem(hold).block(2);
}

/** An instant as it is written in a file: to the second, in UTC. */
function writtenInstant(instant: number): string {
  return instantText(instant).replace(/\.\d{3}Z$/, "Z");
}

/** The values that are given. */
function given(values: Readonly<Record<string, Value | undefined>>): Readonly<Record<string, Value>> {
  const pairs = Object.entries(values).filter((pair): pair is [string, Value] => pair[1] !== undefined);
  return Object.fromEntries(pairs);
}

function overlayItem(values: Readonly<Record<string, Value>>): NewItem {
  const pairs = Object.entries(values);
  return {
    block: (gap) =>
      itemLines(
        pairs.map(
          ([key, value]) => `${key}: ${typeof value === "object" ? selectText(value, false) : plainText(value)}`,
        ),
        gap,
      ),
    flow: (json) =>
      flowMapping(
        pairs.map(
          ([key, value]) => [key, typeof value === "object" ? selectText(value, json) : flowText(value)] as const,
        ),
        json,
      ),
  };
}

function selectText(select: WrittenSelect, json: boolean): string {
  const pairs = Object.entries(select).filter(([, value]) => value !== undefined);
  return flowMapping(
    pairs.map(([key, value]: [string, string | number | readonly (string | number)[]]) => {
      return [key, typeof value === "object" ? `[${value.map(flowText).join(", ")}]` : flowText(value)] as const;
    }),
    json,
  );
}

function plainText(value: string | number): string {
  return typeof value === "number" || isInstant(value) ? String(value) : quoteText(value);
}

function flowText(value: string | number): string {
  return typeof value === "number" ? String(value) : doubleQuoted(value);
}

/** Whether a text is an instant as this module writes it, which is plain text in YAML 1.2. */
function isInstant(text: string): boolean {
  return /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(text);
}

import { instantText, instantOf } from "@skyvia-schedules/core/instant";
import {
  localText,
  place,
  type Calendar,
  type CalendarRow,
  type CalendarSpan,
  type Occurrence,
} from "@skyvia-schedules/core";
import { plainStyle, type Style } from "../../process/style.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { visible } from "../escape.ts";
import { cut, widestOf, widthOf } from "../terminal/wrap.ts";
import { rowLabel } from "./row-label.ts";

/** The signs of a cell: what is desired, and what decides it. */
const signs = {
  base: { enabled: "━", disabled: "·" },
  hold: { enabled: "H", disabled: "h" },
  freeze: { enabled: "F", disabled: "f" },
} as const;

const hour = 3_600_000;

/**
 * A timeline for each entry, as wide as the terminal. A cell shows the topmost layer that is on at any time of it, so that a
 * short window is not lost.
 */
export function calendarText(
  calendar: Calendar,
  occurrences: readonly Occurrence[],
  width: number,
  style: Style = plainStyle,
): string {
  const [from, to] = [instantOf(calendar.from), instantOf(calendar.to)];
  const labels = calendar.schedules.map((row) => cut(visible(rowLabel(row)), Math.max(12, Math.floor(width / 3))));
  const labelWidth = widestOf(labels, widthOf);
  const cells = Math.max(10, width - labelWidth - 4);
  const rows = calendar.schedules.map((row, index) => {
    const label = labels[index] ?? "";
    return `  ${label}${" ".repeat(labelWidth - widthOf(label))}  ${bar(row, { from, to, cells }, style)}`;
  });
  const head = [style.heading("Calendar in UTC"), `${minuteText(from)} to ${minuteText(to)}`];
  const axis = `  ${" ".repeat(labelWidth)}  ${dayAxis({ from, to, cells })}`;
  return [
    ...wrapped(head, width),
    "",
    axis,
    ...rows,
    "",
    ...wrapped(["━ on", "· off", "h held off", "H held on", "f frozen"], width - 2).map((line) => `  ${line}`),
    ...(occurrences.length === 0 ? [] : ["", ...listOf(occurrences, width)]),
    "",
  ].join("\n");
}

function minuteText(at: number): string {
  return instantText(at).slice(0, 16).replace("T", " ");
}

interface Scale {
  readonly from: number;
  readonly to: number;
  readonly cells: number;
}

function bar({ spans }: CalendarRow, scale: Scale, style: Style): string {
  const parts: string[] = [];
  for (let cell = 0; cell < scale.cells; cell++) {
    const [begin, end] = [cell, cell + 1].map((index) => scale.from + ((scale.to - scale.from) * index) / scale.cells);
    const inside = spans.filter((span) => instantOf(span.from) < (end ?? 0) && instantOf(span.to) > (begin ?? 0));
    parts.push(cellText(topOf(inside), style));
  }
  return parts.join("");
}

const ranks = { base: 0, hold: 1, freeze: 2 } as const;

function topOf(spans: readonly CalendarSpan[]): CalendarSpan | undefined {
  return spans.toSorted((a, b) => ranks[b.by] - ranks[a.by])[0];
}

function cellText(span: CalendarSpan | undefined, style: Style): string {
  if (span === undefined) return " ";
  const sign = signs[span.by][span.schedule];
  if (span.by === "freeze") return style.off(sign);
  if (span.by === "hold") return style.attention(sign);
  return span.schedule === "enabled" ? style.on(sign) : style.minor(sign);
}

/** The axis with a label, such as `26 Nov`, for each day that has room for it. */
function dayAxis({ from, to, cells }: Scale): string {
  const axis = Array.from({ length: cells }, () => " ");
  let free = 0;
  const day = 24 * hour;
  for (let midnight = Math.ceil(from / day) * day; midnight < to; midnight += day) {
    const cell = Math.round(((midnight - from) / (to - from)) * cells);
    const label = dayLabel(midnight);
    if (cell < free || cell + label.length > cells) continue;
    axis.splice(cell, label.length, ...Array.from(label));
    free = cell + label.length + 2;
  }
  return axis.join("").trimEnd();
}

/** A day as a short text: `26 Nov`. */
export function dayLabel(midnight: number): string {
  const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  const [, month = "", date = ""] = instantText(midnight).slice(0, 10).split("-");
  return `${Number(date)} ${months[Number(month) - 1] ?? ""}`;
}

/** How many holds and freezes are listed below the timelines. */
const listed = 20;

/** The holds and freezes with their next time; one that recurs is one line. */
function listOf(occurrences: readonly Occurrence[], width: number): string[] {
  const groups = [...Map.groupBy(occurrences, ({ source }) => place(source)).values()];
  const lines = groups.slice(0, listed).map((group) => cut(occurrenceLine(group), width));
  const left = groups.length - lines.length;
  return left === 0 ? lines : [...lines, `  ... and ${left} more`];
}

function occurrenceLine(group: readonly Occurrence[]): string {
  const [first] = group;
  if (first === undefined) return "";
  const { by, name, reason, from, until, schedule, owner, covers } = first;
  const times = `${from === null ? "until" : `${localText(from, "UTC")} to`} ${localText(until, "UTC")}`;
  const again = group.length === 1 ? "" : `, ${group.length} times`;
  const label = visible(JSON.stringify(name ?? reason ?? ""));
  const who = owner === null ? "" : `, ${visible(owner)}`;
  const what = `${counted(covers.length, "entry", "entries")} ${schedule === "enabled" ? "on" : "off"}`;
  return `  ${times}${again}  ${by} ${label}: ${what}${who}`;
}

/** Parts in lines of at most so many columns. */
function wrapped(parts: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = lines.length === 0 ? part : `${lines.at(-1)}  ${part}`;
    if (lines.length === 0 || widthOf(longer) > width) lines.push(part);
    else lines[lines.length - 1] = longer;
  }
  return lines;
}

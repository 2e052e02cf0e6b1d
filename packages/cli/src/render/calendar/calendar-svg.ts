import { instantText, instantOf } from "@skyvia-schedules/core/instant";
import type { Calendar, CalendarRow, CalendarSpan } from "@skyvia-schedules/core";
import { visible } from "../escape.ts";
import { escaped } from "../html/markup.ts";
import { dayLabel } from "./calendar-text.ts";
import { rowLabel } from "./row-label.ts";

const day = 86_400_000;
const size = { label: 250, width: 1200, row: 26, bar: 18, head: 84, foot: 54, title: 36 } as const;

/** The colours of a span: `on` and `off` by the entries, and the states that a hold or freeze sets. */
const looks = {
  on: { fill: "#2e9e5b", text: "#ffffff", words: "on" },
  off: { fill: "#dfe3e8", text: "#4a5560", words: "off" },
  heldOn: { fill: "#1b6fc2", text: "#ffffff", words: "held on" },
  heldOff: { fill: "#f0a030", text: "#3a2600", words: "held off" },
  frozen: { fill: "#7b5cc4", text: "#ffffff", words: "frozen (off)" },
} as const;

/** A timeline as one picture that loads nothing. */
export function calendarSvg(calendar: Calendar): string {
  const [from, to] = [instantOf(calendar.from), instantOf(calendar.to)];
  const scale = {
    from,
    to,
    x: (at: number) => size.label + ((at - from) / (to - from)) * (size.width - size.label - 20),
  };
  const groups = [...Map.groupBy(calendar.schedules, ({ workspaceId }) => workspaceId)];
  const parts: string[] = [];
  let y: number = size.head;
  for (const [workspaceId, rows] of groups) {
    parts.push(textElement(16, y + 18, `Workspace ${workspaceId}`, 'font-weight="600"'));
    y += size.row;
    for (const row of rows) {
      parts.push(rowPart(row, y, scale));
      y += size.row;
    }
    y += 6;
  }
  const height = y + size.foot;
  const title = `Schedules from ${shown(from)} to ${shown(to)} (UTC)`;
  return `<svg class="calendar" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size.width} ${height}" width="${size.width}" height="${height}" font-family="system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif" font-size="13" role="img" aria-label="${escaped(title)}">
<title>${escaped(title)}</title>
<rect class="page" width="100%" height="100%" fill="#ffffff"/>
${textElement(16, 30, title, 'font-size="18" font-weight="600"')}
${axis(scale, y)}
${parts.join("\n")}
${legend(height - 24)}
</svg>
`;
}

interface ScaleOfTime {
  readonly from: number;
  readonly to: number;
  readonly x: (at: number) => number;
}

/** A line at every midnight, with its day where there is room; weekends are shaded. */
function axis({ from, to, x }: ScaleOfTime, bottom: number): string {
  const parts: string[] = [];
  let free = 0;
  for (let midnight = Math.floor(from / day) * day; midnight < to; midnight += day) {
    const [left, right] = [x(Math.max(midnight, from)), x(Math.min(midnight + day, to))];
    const weekday = (Math.floor(midnight / day) + 4) % 7;
    if (weekday === 0 || weekday === 6) {
      parts.push(
        `<rect x="${n(left)}" y="${size.head - 8}" width="${n(right - left)}" height="${bottom - size.head + 8}" class="weekend" fill="#f5f6f8"/>`,
      );
    }
    if (midnight >= from)
      parts.push(
        `<line x1="${n(left)}" x2="${n(left)}" y1="${size.head - 8}" y2="${bottom}" class="midnight" stroke="#d5dae0"/>`,
      );
    if (midnight < from || left < free || left + 44 > size.width) continue;
    const weekdayName = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"][weekday] ?? "";
    parts.push(
      textElement(left + 3, size.head - 30, weekdayName, 'class="minor-ink" fill="#5c6771" font-size="11"'),
      textElement(left + 3, size.head - 14, dayLabel(midnight), 'font-size="12"'),
    );
    free = left + 52;
  }
  return parts.join("\n");
}

function rowPart(row: CalendarRow, y: number, scale: ScaleOfTime): string {
  const label = visible(rowLabel(row));
  const short = Array.from(label).length > 30 ? `${Array.from(label).slice(0, 29).join("")}…` : label;
  return [textElement(28, y + 15, short, ""), ...row.spans.map((span) => spanPart(span, y, scale))].join("\n");
}

function spanPart(span: CalendarSpan, y: number, { x }: ScaleOfTime): string {
  const [left, right] = [x(instantOf(span.from)), x(instantOf(span.to))];
  const width = Math.max(1.5, right - left);
  const look = lookOf(span);
  const { fill, text: ink, words } = looks[look];
  const label = span.by === "base" ? "" : (span.name ?? span.reason ?? "");
  const tip = `${words}${label === "" ? "" : `: ${label}`}, ${shown(instantOf(span.from))} to ${shown(instantOf(span.to))}${span.owner === null ? "" : `, ${span.owner}`}`;
  const room = Math.floor((width - 10) / 6.6);
  const written = label === "" || room < 6 ? (label === "" && room >= 4 ? words : "") : cut(visible(label), room);
  const rect = `<rect x="${n(left)}" y="${y}" width="${n(width)}" height="${size.bar}"${classOf(look)} fill="${fill}" rx="2"/>`;
  const inner =
    written === ""
      ? ""
      : textElement(
          left + 5,
          y + 13,
          written,
          `${classOf(look, "-ink").trimStart()} fill="${ink}" font-size="11"`.trimStart(),
        );
  return `<g><title>${escaped(visible(tip))}</title>${rect}${inner}</g>`;
}

/** The class of an element. `off` is as pale as the page, and a dark page changes it. */
function classOf(look: keyof typeof looks, part = ""): string {
  return look === "off" ? ` class="off${part}"` : "";
}

function lookOf({ by, schedule }: CalendarSpan): keyof typeof looks {
  if (by === "freeze") return "frozen";
  if (by === "hold") return schedule === "enabled" ? "heldOn" : "heldOff";
  return schedule === "enabled" ? "on" : "off";
}

function legend(y: number): string {
  return Object.entries(looks)
    .map(([look, { fill, words }], index) => {
      const x = 16 + index * 130;
      return `<rect x="${x}" y="${y - 12}" width="22" height="14" rx="2"${look === "off" ? classOf(look) : ""} fill="${fill}"/>${textElement(x + 29, y, words, "")}`;
    })
    .join("\n");
}

function textElement(x: number, y: number, content: string, attributes: string): string {
  return `<text x="${n(x)}" y="${n(y)}" ${attributes.includes("fill=") ? "" : 'class="ink" fill="#1d252c" '}${attributes}>${escaped(content)}</text>`;
}

function cut(content: string, most: number): string {
  const characters = Array.from(content);
  return characters.length <= most ? content : `${characters.slice(0, most - 1).join("")}…`;
}

function shown(at: number): string {
  return instantText(at).slice(0, 16).replace("T", " ");
}

function n(value: number): string {
  return String(Math.round(value * 10) / 10);
}

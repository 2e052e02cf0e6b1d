import { changeKey, type CalendarRow } from "@skyvia-schedules/core";
import { calendarSvg } from "../calendar/calendar-svg.ts";
import { occurrenceTable } from "../calendar/occurrence-table.ts";
import { counted } from "@skyvia-schedules/core/counted";
import type { ReportData } from "./report-data.ts";

/** How many entries are drawn; the others of a freeze over thousands look the same. */
const drawn = 40;

/** The calendar of a workspace: a picture of the entries that a hold or freeze covers, and a table of those. */
export function calendarPart(workspaceId: number, { calendar, occurrences, managed }: ReportData): string {
  const names = new Map(managed.map(({ change }) => [changeKey(change), change.name]));
  const rows = calendar.schedules.filter((row) => row.workspaceId === workspaceId).map((row) => named(row, names));
  const covered = rows.filter(isCovered);
  const days = `${calendar.from.slice(0, 10)} to ${calendar.to.slice(0, 10)}`;
  const heading = `<h3>Calendar, ${days}</h3>`;
  if (covered.length === 0) return `${heading}\n<p class="minor">No hold and no freeze is on in this time.</p>`;
  const own = occurrences.filter(({ covers }) => covers.some((one) => one.workspaceId === workspaceId));
  const picture = calendarSvg({ ...calendar, schedules: covered.slice(0, drawn) });
  return `${heading}
<div class="scroll" role="group" tabindex="0" aria-label="Calendar of workspace ${workspaceId}, scrollable">
${picture}</div>
<p class="minor">${leftText(covered.length, rows.length)}</p>
${occurrenceTable(own, workspaceId)}`;
}

/** A row with the live name of its integration, if the files assert none. */
function named(row: CalendarRow, names: ReadonlyMap<string, string | null>): CalendarRow {
  const { workspaceId, integrationId, name } = row;
  if (name !== null || integrationId === null) return row;
  return { ...row, name: names.get(changeKey({ workspaceId, integrationId })) ?? null };
}

function isCovered({ spans }: CalendarRow): boolean {
  return spans.some(({ by }) => by !== "base");
}

function leftText(covered: number, all: number): string {
  const cut =
    covered > drawn ? `${counted(covered - drawn, "more entry", "more entries")} with a hold or freeze. ` : "";
  const same = all - covered;
  if (same === 0) return cut;
  return `${cut}${counted(same, "entry stays", "entries stay")} as ${same === 1 ? "it is" : "they are"} in this time.`;
}

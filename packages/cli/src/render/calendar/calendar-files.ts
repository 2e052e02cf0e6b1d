import type { Calendar, Occurrence } from "@skyvia-schedules/core";
import { calendarHtml } from "./calendar-html.ts";
import { calendarIcs } from "./calendar-ics.ts";
import { calendarSvg } from "./calendar-svg.ts";

/** Makes the text of a file. `at`: now, in milliseconds since the epoch. */
type MakeFile = (calendar: Calendar, occurrences: readonly Occurrence[], at: number) => string;

/** The files that a calendar can be written to, by their ending. */
export const calendarFiles: Readonly<Record<".svg" | ".html" | ".ics", MakeFile>> = {
  ".svg": (calendar) => calendarSvg(calendar),
  ".html": calendarHtml,
  ".ics": calendarIcs,
};

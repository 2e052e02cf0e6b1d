import type { Calendar, Occurrence } from "@skyvia-schedules/core";
import { instantText } from "@skyvia-schedules/core/instant";
import { look } from "../html/look.ts";
import { minuteText } from "../html/markup.ts";
import { page } from "../html/page.ts";
import { calendarSvg } from "./calendar-svg.ts";
import { occurrenceTable } from "./occurrence-table.ts";

/** The picture with a table of every hold and freeze, as one page that loads nothing. `at`: milliseconds since the epoch. */
export function calendarHtml(calendar: Calendar, occurrences: readonly Occurrence[], at: number): string {
  const body = `<main>
<h1>Calendar of schedules</h1>
<div class="scroll" role="group" tabindex="0" aria-label="Calendar, scrollable">
${calendarSvg(calendar)}</div>
${occurrenceTable(occurrences, null)}
<p class="minor">Made at ${minuteText(instantText(at))} UTC from the files alone.</p>
</main>`;
  return page({ title: "Calendar of schedules", style: look, script: "", body });
}

import { place, type Occurrence } from "@skyvia-schedules/core";
import { instantText } from "@skyvia-schedules/core/instant";
import { markupOf, minuteText } from "../html/markup.ts";
import { rowLabel } from "./row-label.ts";

const heads = ["Begins (UTC)", "Ends (UTC)", "What", "Schedules", "Reason", "Owner", "Where"];

/** How many entries a row names at most. */
const named = 8;

/** Holds and freezes as a table of HTML; one that recurs is one row, with its first time. `workspaceId`: only the entries of this workspace are named. null: of all. */
export function occurrenceTable(occurrences: readonly Occurrence[], workspaceId: number | null): string {
  if (occurrences.length === 0) return "<p>No hold and no freeze is on in this time.</p>";
  const groups = [...Map.groupBy(occurrences, ({ source }) => place(source)).values()];
  const rows = groups.flatMap((group) => {
    const [first] = group;
    return first === undefined ? [] : [`<tr>${cellsOf(first, group.length, workspaceId).map(cell).join("")}</tr>`];
  });
  return `<div class="scroll" role="group" tabindex="0" aria-label="Holds and freezes, scrollable"><table class="occurrences"><caption>Holds and freezes</caption><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>
${rows.join("\n")}
</tbody></table></div>`;
}

function cell(content: string): string {
  return `<td>${markupOf(content)}</td>`;
}

function cellsOf(
  { from, until, by, name, schedule, covers, reason, owner, source }: Occurrence,
  times: number,
  workspaceId: number | null,
): string[] {
  const what = `${by}${name === null ? "" : ` ${name}`}: ${schedule === "enabled" ? "on" : "off"}${times > 1 ? `, ${times} times` : ""}`;
  const own = covers.filter((one) => workspaceId === null || one.workspaceId === workspaceId);
  const entries = own.map((one) => `${workspaceId === null ? `${one.workspaceId}: ` : ""}${rowLabel(one)}`);
  const left = entries.length - named;
  const shown = left > 0 ? [...entries.slice(0, named), `and ${left} more`] : entries;
  const begins = from === null ? "before" : minuteText(instantText(from));
  return [begins, minuteText(instantText(until)), what, shown.join(", "), reason ?? "", owner ?? "", place(source)];
}

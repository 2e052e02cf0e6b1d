import { instantText } from "../../process/instant.ts";
import type { Calendar, Occurrence } from "@skyvia-schedules/core";
import { place } from "@skyvia-schedules/core";
import { visible } from "../escape.ts";
import { calendarSvg, escaped } from "./calendar-svg.ts";
import { rowLabel } from "./row-label.ts";

const style = `body{font:15px/1.5 system-ui,-apple-system,"Segoe UI","DejaVu Sans",sans-serif;margin:2rem auto;max-width:1200px;padding:0 1rem;color:#1d252c;background:#fff}
figure{margin:0;overflow-x:auto}svg{max-width:none}table{border-collapse:collapse;width:100%;margin-top:1rem}th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid #dfe3e8;vertical-align:top}
caption{text-align:left;font-weight:600;padding:.5rem 0}`;

/** The picture with a table of every hold and freeze, as one page that loads nothing. `at`: milliseconds since the epoch. */
export function calendarHtml(calendar: Calendar, occurrences: readonly Occurrence[], at: number): string {
  const rows = occurrences.map(
    (one) =>
      `<tr>${cellsOf(one)
        .map((cell) => `<td>${escaped(visible(cell))}</td>`)
        .join("")}</tr>`,
  );
  const heads = ["Begins (UTC)", "Ends (UTC)", "What", "Schedules", "Reason", "Owner", "Where"];
  const table =
    rows.length === 0
      ? "<p>No hold and no freeze is on in this time.</p>"
      : `<table><caption>Holds and freezes</caption><thead><tr>${heads.map((head) => `<th scope="col">${head}</th>`).join("")}</tr></thead><tbody>\n${rows.join("\n")}\n</tbody></table>`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Calendar of schedules</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>Calendar of schedules</h1>
<figure>
${calendarSvg(calendar)}</figure>
${table}
<p>Made at ${escaped(instantText(at))} from the files alone.</p>
</main>
</body>
</html>
`;
}

function cellsOf({ from, until, by, name, schedule, covers, reason, owner, source }: Occurrence): string[] {
  const what = `${by}${name === null ? "" : ` ${name}`}: ${schedule === "enabled" ? "on" : "off"}`;
  const entries = covers.map((one) => `${one.workspaceId}: ${rowLabel(one)}`);
  const shown = entries.length > 8 ? [...entries.slice(0, 8), `and ${entries.length - 8} more`] : entries;
  return [
    from === null ? "" : instant(from),
    instant(until),
    what,
    shown.join(", "),
    reason ?? "",
    owner ?? "",
    place(source),
  ];
}

function instant(at: number): string {
  return instantText(at).slice(0, 16).replace("T", " ");
}

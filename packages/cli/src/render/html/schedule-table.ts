import { changeKey, isAsDesired, type Effective, type HygieneFinding } from "@skyvia-schedules/core";
import { ruleWords } from "../hygiene-texts.ts";
import { causeText } from "../text/drift-text.ts";
import { markupOf, minuteText } from "./markup.ts";
import type { ReportData } from "./report-data.ts";
import type { ReportRow } from "./report-rows.ts";
import { runCell, runOrder } from "./run-bars.ts";

/** A column: its heading, its cell as markup, and its sort key if that is not its text. */
interface Column {
  readonly key: string;
  readonly heading: string;
  readonly cell: (row: ReportRow) => string;
  readonly order?: (row: ReportRow) => string;
}

/** With more rows than this, the browser lays out only those on the screen. */
const many = 200;

/** The schedules of one workspace, a row each. It needs no script. */
export function scheduleTable(rows: readonly ReportRow[], caption: string, shown: ReportData): string {
  const columns = columnsOf(shown);
  const heads = columns.map(
    ({ key, heading }) =>
      `<th role="columnheader" scope="col" class="${key}" aria-sort="none"><button type="button" disabled>${heading}</button></th>`,
  );
  const body = rows.map((row) => `<tr role="row">${columns.map((column) => cell(column, row)).join("")}</tr>`);
  const looks = [
    "schedules",
    ...(shown.runs === null ? ["without-runs"] : []),
    ...(rows.length > many ? ["long"] : []),
  ];
  return `<table role="table" class="${looks.join(" ")}">
<caption>${caption}</caption>
<thead role="rowgroup"><tr role="row">${heads.join("")}</tr></thead>
<tbody role="rowgroup">
${body.join("\n")}
</tbody>
</table>`;
}

function cell({ key, cell: content, order }: Column, row: ReportRow): string {
  const sorted = order === undefined ? "" : ` data-order="${markupOf(order(row))}"`;
  return `<td role="cell" class="${key}"${sorted}>${content(row)}</td>`;
}

function columnsOf({ at, runs, findings }: ReportData): readonly Column[] {
  const found = Map.groupBy(findings, changeKey);
  const runsOf = ({ change }: ReportRow) => (change === null ? undefined : runs?.get(changeKey(change)));
  const findingsOf = ({ change }: ReportRow) => (change === null ? [] : (found.get(changeKey(change)) ?? []));
  const all: readonly Column[] = [
    { key: "id", heading: "Id", cell: ({ integrationId }) => String(integrationId ?? "") },
    { key: "name", heading: "Name", cell: nameCell },
    {
      key: "state",
      heading: "State",
      cell: ({ state: [look, words] }) => `<span class="state ${look}">${words}</span>`,
    },
    { key: "drift", heading: "Drift", cell: driftCell },
    { key: "hold", heading: "Hold", cell: ({ change }) => holdCell(change?.effective ?? null) },
    { key: "owner", heading: "Owner", cell: ({ owner }) => markupOf(owner ?? "") },
    {
      key: "last",
      heading: "Last runs",
      cell: (row) => runCell(runsOf(row), at),
      order: (row) => runOrder(runsOf(row)),
    },
    { key: "care", heading: "Hygiene", cell: (row) => findingsOf(row).map(findingMark).join(" ") },
  ];
  return runs === null ? all.filter(({ key }) => key !== "last") : all;
}

function nameCell({ name, tags }: ReportRow): string {
  const shown = name === null ? '<i class="minor">name not read</i>' : markupOf(name);
  return [shown, ...tags.map((tag) => `<span class="tag">${markupOf(tag)}</span>`)].join(" ");
}

/** The desired state and why live differs, then each problem of the integration. */
function driftCell({ change, problems }: ReportRow): string {
  const marks = problems.map(
    ({ message }) => `<b class="bad">problem</b> <span class="minor">${markupOf(message)}</span>`,
  );
  return [...(change === null ? [] : [differenceText(change)]), ...marks].join("<br>");
}

function differenceText(change: NonNullable<ReportRow["change"]>): string {
  const { action, before, after } = change;
  if (action === "keep" || isAsDesired(before, after)) return '<span class="minor">as desired</span>';
  return `<b class="differs">desired ${after}</b> <span class="cause">${causeText(change)}</span>`;
}

/** The hold or freeze that decides; empty if the entry itself does. */
function holdCell(effective: Effective | null): string {
  if (effective === null || effective.by === "base") return "";
  const { by, name, until, reason, owner } = effective;
  const label = name ?? reason ?? "";
  const details = [
    until === null ? "" : `until ${minuteText(until)}`,
    name === null ? "" : (reason ?? ""),
    owner ?? "",
  ].filter((part) => part !== "");
  return `<b class="${by}">${by}</b> ${markupOf([label, ...details].filter((part) => part !== "").join(", "))}`;
}

function findingMark({ rule, since, message }: HygieneFinding): string {
  const time = since === null ? "" : ` since <time>${since.slice(0, 10)}</time>`;
  return `<span class="mark ${rule}" title="${markupOf(message)}">${ruleWords[rule]}${time}</span>`;
}

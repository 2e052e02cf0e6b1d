import {
  changeKey,
  isAsDesired,
  type Change,
  type Effective,
  type HygieneFinding,
  type ManagedIntegration,
} from "@skyvia-schedules/core";
import { ruleWords } from "../hygiene-texts.ts";
import { liveText } from "../text/change-cells.ts";
import { minuteText, text } from "./markup.ts";
import type { ReportData } from "./report-data.ts";
import { runCell, runOrder } from "./run-bars.ts";

/** A column: its heading, its cell as markup, and what it is sorted by where that is not its text. */
interface Column {
  readonly key: string;
  readonly heading: string;
  readonly cell: (row: ManagedIntegration) => string;
  readonly order?: (row: ManagedIntegration) => string;
}

/** Of more rows than this, the browser lays out only those that are on the screen. */
const many = 200;

/** The managed integrations of one workspace, a row each. It needs no script. */
export function scheduleTable(rows: readonly ManagedIntegration[], caption: string, shown: ReportData): string {
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

function cell({ key, cell: content, order }: Column, row: ManagedIntegration): string {
  const sorted = order === undefined ? "" : ` data-order="${text(order(row))}"`;
  return `<td role="cell" class="${key}"${sorted}>${content(row)}</td>`;
}

function columnsOf({ at, runs, findings }: ReportData): readonly Column[] {
  const found = Map.groupBy(findings, changeKey);
  const runsOf = ({ change }: ManagedIntegration) => runs?.get(changeKey(change));
  const findingsOf = ({ change }: ManagedIntegration) => found.get(changeKey(change)) ?? [];
  const all: readonly Column[] = [
    { key: "id", heading: "Id", cell: ({ change }) => String(change.integrationId) },
    { key: "name", heading: "Name", cell: nameCell },
    { key: "state", heading: "State", cell: ({ change }) => stateCell(change) },
    { key: "drift", heading: "Drift", cell: ({ change }) => driftCell(change) },
    { key: "hold", heading: "Hold", cell: ({ change }) => holdCell(change.effective) },
    { key: "owner", heading: "Owner", cell: ({ owner }) => text(owner ?? "") },
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

function nameCell({ change, tags }: ManagedIntegration): string {
  const name = change.name === null ? '<i class="minor">name not read</i>' : text(change.name);
  return [name, ...tags.map((tag) => `<span class="tag">${text(tag)}</span>`)].join(" ");
}

function stateCell(change: Change): string {
  return `<span class="state ${change.before}">${liveText(change)}</span>`;
}

function driftCell({ action, before, after }: Change): string {
  if (action === "keep" || isAsDesired(before, after)) return '<span class="minor">as desired</span>';
  return `<b class="differs">desired ${after}</b>${action === "skip" ? ' <span class="minor">observed</span>' : ""}`;
}

/** The hold or freeze that decides; empty where the entry itself does. */
function holdCell(effective: Effective | null): string {
  if (effective === null || effective.by === "base") return "";
  const { by, name, until, reason, owner } = effective;
  const label = name ?? reason ?? "";
  const details = [
    until === null ? "" : `until ${minuteText(until)}`,
    name === null ? "" : (reason ?? ""),
    owner ?? "",
  ].filter((part) => part !== "");
  return `<b class="${by}">${by}</b> ${text([label, ...details].filter((part) => part !== "").join(", "))}`;
}

function findingMark({ rule, since, message }: HygieneFinding): string {
  const time = since === null ? "" : ` since ${since.slice(0, 10)}`;
  return `<span class="mark ${rule}" title="${text(message)}">${ruleWords[rule]}${time}</span>`;
}

import { place, type Coverage, type HygieneFinding, type Problem } from "@skyvia-schedules/core";
import { counted } from "@skyvia-schedules/core/counted";
import { byRule, ruleWords } from "../hygiene-texts.ts";
import { percent } from "../percent.ts";
import { managedText } from "../text/heading-text.ts";
import { calendarPart } from "./calendar-part.ts";
import { markupOf } from "./markup.ts";
import type { ReportData } from "./report-data.ts";
import { rowsOf, type ReportRow } from "./report-rows.ts";
import { scheduleTable } from "./schedule-table.ts";

/** Longer lists are cut, and say how many items are left out: the table has everything. */
const listed = 50;
/** A list of more findings is closed at first: people come for the table. */
const fewFindings = 3;

/** Everything about one workspace: what needs attention first, then its table, then what is not managed and the calendar. */
export function workspaceSection(coverage: Coverage, shown: ReportData): string {
  const { workspaceId, name, planned } = coverage;
  const isOwn = (one: { readonly workspaceId: number | null }): boolean => one.workspaceId === workspaceId;
  const rows = rowsOf(workspaceId, shown);
  const title = `Workspace ${workspaceId}${name === null ? "" : ` <span>${markupOf(name)}</span>`}`;
  const caption = `Managed schedules of workspace ${workspaceId}`;
  return `<section class="workspace" id="workspace-${workspaceId}" aria-labelledby="title-${workspaceId}">
<h2 id="title-${workspaceId}">${title}</h2>
<p class="counts">${planned ? countsText(coverage, rows) : '<b class="differs">not planned</b>'}</p>
${problemList(shown.plan.problems.filter(isOwn))}
${hygieneList(shown.findings.filter(isOwn))}
${rows.length === 0 ? '<p class="minor">No schedule of this workspace is managed.</p>' : scheduleTable(rows, caption, shown)}
${unmanagedList(coverage)}
${calendarPart(workspaceId, shown)}
</section>`;
}

function countsText(coverage: Coverage, rows: readonly ReportRow[]): string {
  const { managed, unmanaged, selected } = coverage;
  const enabled = rows.filter(({ change }) => change?.before === "enabled").length;
  const differ = rows.filter(({ change }) => change !== null && change.action !== "keep").length;
  const uncompared = rows.filter(({ change }) => change === null).length;
  const parts = [
    selected === null ? managedText(coverage) : `${selected} selected of ${managedText(coverage)}`,
    `${enabled} enabled`,
    differ === 0 ? "all as desired" : `<b class="differs">${differ} ${differ === 1 ? "differs" : "differ"}</b>`,
    ...(uncompared === 0 ? [] : [`<b class="bad">${uncompared} with a problem</b>`]),
    `${unmanaged.length} unmanaged`,
    `coverage ${percent(managed, managed + unmanaged.length)}`,
  ];
  return parts.join(" · ");
}

/** Problems, each with its place and next step; "" if there is none. */
export function problemList(problems: readonly Problem[]): string {
  if (problems.length === 0) return "";
  const items = problems.map(
    ({ source, message, next }) =>
      `<li><b>${markupOf(message)}</b>${source === null ? "" : ` <code>${markupOf(place(source))}</code>`}<br>${markupOf(next)}</li>`,
  );
  return `<h3>${counted(problems.length, "problem")}</h3>\n<ul class="problems">${cut(items, "problem")}</ul>`;
}

function hygieneList(findings: readonly HygieneFinding[]): string {
  if (findings.length === 0) return "";
  const groups = byRule(findings).map(([rule, found]) => {
    const items = found.map(
      ({ integrationId, name, message }) =>
        `<li>${markupOf(`${integrationId} ${name ?? ""}`.trim())}: ${markupOf(message)}</li>`,
    );
    const isOpen = found.length <= fewFindings;
    return `<details${isOpen ? " open" : ""}><summary><b class="mark ${rule}">${found.length} ${ruleWords[rule]}</b></summary><ul>${cut(items, "integration")}</ul></details>`;
  });
  return `<h3>Hygiene</h3>\n${groups.join("\n")}`;
}

function unmanagedList({ unmanaged }: Coverage): string {
  if (unmanaged.length === 0) return "";
  const items = unmanaged.map(({ id, name }) => `<li>${markupOf(`${id} ${name ?? ""}`.trim())}</li>`);
  return `<details><summary>${counted(unmanaged.length, "unmanaged integration")}: no entry covers them</summary><ul class="columns">${cut(items, "integration")}</ul></details>`;
}

function cut(items: readonly string[], what: string): string {
  const left = items.length - listed;
  return left <= 0
    ? items.join("\n")
    : `${items.slice(0, listed).join("\n")}\n<li>… and ${counted(left, `more ${what}`, `more ${what}s`)}</li>`;
}

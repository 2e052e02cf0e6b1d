import { countCoverage, type Change } from "@skyvia-schedules/core";
import { instantText } from "@skyvia-schedules/core/instant";
import { hygieneCounts } from "../hygiene-texts.ts";
import { nextText } from "../next-text.ts";
import { coveragePercent } from "../percent.ts";
import { markupOf, minuteText } from "./markup.ts";
import { page } from "./page.ts";
import type { ReportData } from "./report-data.ts";
import { reportScript } from "./report-script.ts";
import { reportStyle } from "./report-style.ts";
import { problemList, workspaceSection } from "./workspace-section.ts";

/** The report as one page that loads nothing and works without script. Pure: equal data give equal pages. */
export function reportPage(shown: ReportData): string {
  const { plan, at } = shown;
  const title = `Skyvia schedules, ${minuteText(instantText(at))} UTC`;
  const general = plan.problems.filter(({ workspaceId }) => workspaceId === null);
  const body = `<main>
${header(shown)}
${problemList(general)}
${search(shown.managed.length + shown.uncompared.length)}
${workspaceLinks(shown)}
${plan.coverage.map((coverage) => workspaceSection(coverage, shown)).join("\n")}
</main>`;
  return page({ title, style: reportStyle, script: reportScript, body });
}

function header(shown: ReportData): string {
  const { at, baseUrl, version, plan, findings } = shown;
  const next = nextText(plan.next);
  const time = instantText(at);
  return `<header>
<h1>Skyvia schedules</h1>
<p class="minor">Made at <time datetime="${time}">${minuteText(time)} UTC</time> from <span class="url">${markupOf(baseUrl)}</span> by skyvia-schedules ${markupOf(version)}</p>
<dl class="tiles">
${tilesOf(plan.changes, { plan, findings })
  .map(([label, value, look]) => `<div class="tile ${look}"><dt>${label}</dt><dd>${value}</dd></div>`)
  .join("\n")}
</dl>
${next === "" ? "" : `<p class="next">${markupOf(next.replace(/^next: /, "Next: "))}</p>`}
${causeNote(shown)}
</header>`;
}

/** The note why some causes are not known. "": all are known. */
function causeNote({ managed, knowsLastApply }: ReportData): string {
  const isOpen = managed.some(
    ({ change }) => "cause" in change && change.action !== "skip" && change.cause === "unknown",
  );
  if (knowsLastApply || !isOpen) return "";
  return '<p class="minor">The last apply is not known: <code>report --ledger</code> or <code>--applied</code> shows what was switched outside since then.</p>';
}

type Tile = readonly [label: string, value: string, look: string];

function tilesOf(
  changes: readonly Change[],
  { plan, findings }: Pick<ReportData, "plan" | "findings">,
): readonly Tile[] {
  const coverage = countCoverage(plan.coverage);
  const managed = coverage.reduce((sum, part) => sum + part.managed, 0);
  const count = (is: (change: Change) => boolean): number => changes.filter(is).length;
  const differ = count(({ action }) => action !== "keep");
  const overlaid = count(({ effective }) => effective !== null && effective.by !== "base");
  const problems = plan.problems.length;
  return [
    ["Managed", String(managed), ""],
    ["Enabled", String(count(({ before }) => before === "enabled")), "good"],
    ["Differ", String(differ), differ > 0 ? "attention" : ""],
    ["Problems", String(problems), problems > 0 ? "bad" : ""],
    ["Held or frozen", String(overlaid), overlaid > 0 ? "held" : ""],
    ["Coverage", coveragePercent(coverage), ""],
    ["Hygiene", hygieneTile(findings), findings.length > 0 ? "attention" : ""],
  ];
}

function hygieneTile(findings: ReportData["findings"]): string {
  if (findings.length === 0) return "nothing found";
  return `${findings.length} <small>${hygieneCounts(findings)}</small>`;
}

/** Hidden until the script runs: without it the search does not work. */
function search(count: number): string {
  return `<div class="search" role="search" hidden>
<label for="search">Search by id, name, owner, tag or state</label>
<input id="search" type="search" autocomplete="off" spellcheck="false">
<p id="count" role="status">${count} schedules</p>
</div>`;
}

function workspaceLinks({ plan }: ReportData): string {
  if (plan.coverage.length < 2) return "";
  const links = plan.coverage.map(
    ({ workspaceId, name }) =>
      `<li><a href="#workspace-${workspaceId}">${workspaceId}${name === null ? "" : ` ${markupOf(name)}`}</a></li>`,
  );
  return `<nav aria-label="Workspaces"><ul>${links.join("\n")}</ul></nav>`;
}

import {
  changeKey,
  place,
  type AppliedChange,
  type Change,
  type CoverageCounts,
  type DriftChange,
  type HygieneFinding,
  type Problem,
  type Source,
} from "@skyvia-schedules/core";
import { type ChangeHistory, type Histories } from "../../executions/read-histories.ts";
import { stateText } from "../text/change-cells.ts";
import { causeText, editedText } from "../text/drift-text.ts";
import { selectedText, sumOf } from "../text/heading-text.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { historyText } from "../history-text.ts";
import { byRule, hygieneCounts, ruleWords } from "../hygiene-texts.ts";
import { coveragePercent } from "../percent.ts";
import { codeCell } from "./code-span.ts";
import { tableRow, type MarkdownColumn, type Section } from "./section.ts";

type ReportedChange = Change | DriftChange | AppliedChange;

const right = { align: "right" } as const;

/** The changes as a table; `longest`: of each text, how many characters are shown at most. */
export function changesSection(
  changes: readonly ReportedChange[],
  histories: Histories | null,
  longest: number,
  title = "Changes",
): Section {
  const applied = changes.some((change) => "result" in change);
  const drifted = changes.some((change) => "cause" in change);
  const edited = changes.some((change) => editedText(change) !== "");
  const columns: MarkdownColumn[] = [
    { heading: "Action" },
    { heading: "Workspace", ...right },
    { heading: "Integration", ...right },
    { heading: "Name" },
    { heading: "From → to" },
    ...(applied ? [{ heading: "Result" }] : []),
    ...(drifted ? [{ heading: "Cause" }] : []),
    ...(edited ? [{ heading: "Integration edited" }] : []),
    ...(histories === null ? [] : [{ heading: "History" }]),
    { heading: "Why" },
    { heading: "Where" },
  ];
  const row = (change: ReportedChange): string => {
    const { action, workspaceId, integrationId, name, why, source } = change;
    return tableRow([
      action,
      String(workspaceId),
      String(integrationId),
      name === null ? "" : codeCell(name, longest),
      stateText(change),
      ...(applied ? ["result" in change ? change.result : ""] : []),
      ...(drifted ? [causeText(change)] : []),
      ...(edited ? [editedCell(change, longest)] : []),
      ...(histories === null ? [] : [historyCell(histories.get(changeKey(change)), longest)]),
      codeCell(why, longest),
      where(source, longest),
    ]);
  };
  return { title, columns, rows: changes.map(row), left: (from) => moreChanges(changes.slice(from)) };
}

function editedCell(change: ReportedChange, longest: number): string {
  return editedText(change) === "" || !("modified" in change) ? "" : codeCell(change.modified ?? "", longest);
}

function historyCell(history: ChangeHistory | undefined, longest: number): string {
  return history === undefined ? "" : codeCell(historyText(history), longest);
}

function moreChanges(changes: readonly Change[]): string {
  const words = ["enable", "disable", "skip", "keep"] as const;
  const counts = words.map((word) => [word, changes.filter(({ action }) => action === word).length] as const);
  const parts = counts.flatMap(([word, count]) => (count === 0 ? [] : [`${count} ${word}`]));
  return `… and ${counted(changes.length, "more change")}: ${parts.join(", ")}.`;
}

/** What prevents a change, each with its next step: problems, and changes that could not be done. */
export function problemsSection(
  problems: readonly Problem[],
  changes: readonly ReportedChange[],
  longest: number,
): Section {
  const failed = changes.flatMap((change) =>
    "result" in change && change.error !== null ? [{ ...change.error, source: change.source }] : [],
  );
  const rows = [...problems, ...failed].map(({ source, message, next }) =>
    tableRow([where(source, longest), codeCell(message, longest), next === "" ? "" : codeCell(next, longest)]),
  );
  return {
    title: "Problems",
    columns: [{ heading: "Where" }, { heading: "Problem" }, { heading: "Next step" }],
    rows,
    left: (from) => `… and ${counted(rows.length - from, "more problem")}.`,
  };
}

/** What somebody should look at, each finding with its next step. */
export function hygieneSection(findings: readonly HygieneFinding[], longest: number): Section {
  const rows = byRule(findings).flatMap(([rule, found]) =>
    found.map(({ workspaceId, integrationId, name, since, message, next }) =>
      tableRow([
        ruleWords[rule],
        String(workspaceId),
        String(integrationId),
        name === null ? "" : codeCell(name, longest),
        since === null ? "" : since.slice(0, 10),
        codeCell(message, longest),
        codeCell(next, longest),
      ]),
    ),
  );
  return {
    title: `Hygiene: ${hygieneCounts(findings)}`,
    columns: [
      { heading: "Rule" },
      ...["Workspace", "Integration"].map((heading) => ({ heading, ...right })),
      ...["Name", "Since", "Finding", "Next step"].map((heading) => ({ heading })),
    ],
    rows,
    left: (from) => `… and ${counted(rows.length - from, "more finding")}.`,
  };
}

/** How much the files cover, per workspace and overall. */
export function coverageSection(coverage: readonly CoverageCounts[], longest: number): Section {
  const rows = coverage.map((part) => {
    const { workspaceId, name, planned } = part;
    const title = `${workspaceId}${name === null ? "" : ` ${codeCell(name, longest)}`}`;
    if (!planned) return tableRow([title, "not planned", "", ""]);
    return coverageRow(title, part, coveragePercent([part]));
  });
  return {
    title: "Coverage",
    columns: [
      { heading: "Workspace" },
      ...["Managed", "Unmanaged", "Coverage"].map((heading) => ({ heading, ...right })),
    ],
    rows: coverage.length > 1 ? [coverageRow("all", sumOf(coverage), coveragePercent(coverage)), ...rows] : rows,
    left: (from) => `… and ${counted(coverage.length - Math.max(0, from - 1), "more workspace")}.`,
  };
}

function coverageRow(
  title: string,
  { managed, observed, selected, unmanaged }: ReturnType<typeof sumOf>,
  share: string,
): string {
  const all = observed === 0 ? String(managed) : `${managed} (${observed} observed)`;
  return tableRow([title, selectedText(selected, all), String(unmanaged), share]);
}

function where(source: Source | null, longest: number): string {
  return source === null ? "" : codeCell(place(source), longest);
}

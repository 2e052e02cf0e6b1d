import type { HygieneFinding } from "@skyvia-schedules/core";
import type { Style } from "../../process/style.ts";
import { visible } from "../escape.ts";
import { byRule, hygieneCounts, ruleWords } from "../hygiene-texts.ts";
import { subjectCells } from "./change-cells.ts";
import type { Row } from "../terminal/row.ts";
import { tableLines } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** The findings by rule, each rule with what to do; a line with their counts comes first. */
export function hygieneText(findings: readonly HygieneFinding[], style: Style): string {
  const severalWorkspaces = new Set(findings.map(({ workspaceId }) => workspaceId)).size > 1;
  const groups = byRule(findings).map(([rule, found]) => {
    const heading = `  ${style.heading(ruleWords[rule])}\n`;
    return `${heading}${groupText(found, severalWorkspaces, style)}`;
  });
  const counts = `${style.heading("Hygiene")}  ${style.minor(hygieneCounts(findings))}`;
  return `${wrapLines(`${counts}\n`, style.width, 2)}${groups.join("")}`;
}

/** A next step that several findings have in common is printed once, after the last of them. */
function groupText(findings: readonly HygieneFinding[], severalWorkspaces: boolean, style: Style): string {
  const rows = tableLines(
    findings.map((finding) => row(finding, severalWorkspaces, style)),
    style.width,
  );
  return findings
    .map(({ next }, index) => {
      const isLast = findings[index + 1]?.next !== next;
      const advice = isLast ? wrapLines(`      ${style.minor(visible(next))}\n`, style.width, 6) : "";
      return `${(rows[index] ?? []).join("")}${advice}`;
    })
    .join("");
}

function row(finding: HygieneFinding, severalWorkspaces: boolean, style: Style): Row {
  return [
    { text: "  !", paint: style.attention },
    ...subjectCells(finding),
    { text: severalWorkspaces ? `workspace ${finding.workspaceId}` : "" },
    { text: visible(finding.message) },
  ];
}

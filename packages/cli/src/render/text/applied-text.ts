import type { AppliedChange, CoverageCounts, Result } from "@skyvia-schedules/core";
import type { Style } from "../../process/style.ts";
import { visible } from "../escape.ts";
import { resultLine } from "../summary-line.ts";
import type { AppliedOutcome } from "../../verb/outcome.ts";
import { painterOf, signs, stateText, subjectCells } from "./change-cells.ts";
import { headingText, plainHeading } from "./heading-text.ts";
import type { Row } from "../terminal/row.ts";
import { tableLines } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** The result of each change, grouped by workspace as in a plan, then a summary with numbers. */
export function appliedText(outcome: AppliedOutcome, style: Style): string {
  const written = resultsOf(outcome);
  const ids = [...new Set(written.map(({ workspaceId }) => workspaceId))];
  const groups = ids.map((id) => {
    const own = written.filter(({ workspaceId }) => workspaceId === id);
    return `${headingOf(id, outcome.coverage, style)}${appliedRows(own, style)}`;
  });
  return [...groups, wrapLines(`${resultLine(outcome)}\n`, style.width, 2)].join("\n");
}

/** The changes that were carried out. */
export function resultsOf({ changes }: Pick<AppliedOutcome, "changes">): readonly AppliedChange[] {
  return changes.flatMap((change) => ("result" in change ? [change] : []));
}

function headingOf(id: number, coverage: readonly CoverageCounts[], style: Style): string {
  const part = coverage.find(({ workspaceId }) => workspaceId === id);
  return part === undefined ? plainHeading(id, style) : headingText(part, style);
}

function appliedRows(changes: readonly AppliedChange[], style: Style): string {
  const lines = tableLines(
    changes.map((change) => appliedRow(change, style)),
    style.width,
  );
  return changes.map(({ error }, index) => `${lines[index]?.join("") ?? ""}${failureText(error, style)}`).join("");
}

function appliedRow(change: AppliedChange, style: Style): Row {
  const { action, result, drained } = change;
  const end = drained === undefined ? "" : `, ${drained ? "drained" : "still active"}`;
  return [
    { text: `  ${signs[action]} ${action}`, paint: painterOf(action, style) },
    ...subjectCells(change),
    { text: stateText(change) },
    { text: `${result}${end}`, paint: style[drained === false ? "attention" : resultMeanings[result]] },
  ];
}

const resultMeanings: Readonly<Record<Result, "good" | "bad" | "attention">> = {
  done: "good",
  unchanged: "good",
  conflict: "attention",
  stale: "attention",
  "not-started": "attention",
  failed: "bad",
  unknown: "bad",
};

function failureText(error: AppliedChange["error"], style: Style): string {
  if (error === null) return "";
  const texts = [error.message, error.next].filter((text) => text !== "");
  return wrapLines(texts.map((text) => `      ${visible(text)}\n`).join(""), style.width, 0);
}

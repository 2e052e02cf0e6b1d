import { changeKey, type Change } from "@skyvia-schedules/core";
import type { Histories } from "../../executions/read-histories.ts";
import type { Style } from "../../process/style.ts";
import { visible } from "../escape.ts";
import { historyText } from "../history-text.ts";
import { lightText } from "../light-text.ts";
import { nextText } from "../next-text.ts";
import { summaryLine, type ShownPlan } from "../summary-line.ts";
import { noteText, painterOf, placeCell, signs, stateText, subjectCells } from "./change-cells.ts";
import { headingText } from "./heading-text.ts";
import type { Row } from "../terminal/row.ts";
import { table } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** A plan grouped by workspace: a row for each change, then a summary with numbers. */
export function planText(
  plan: ShownPlan & { readonly histories?: Histories | null; readonly all: boolean },
  style: Style,
): string {
  const { changes, coverage, histories = null, all } = plan;
  const shown = changes.filter(({ action }) => all || action !== "keep");
  const groups = coverage.map((part) => {
    const own = shown.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    const rows = own.map((change) => changeRow(change, histories, style));
    return `${headingText(part, style)}${table(rows, style.width)}`;
  });
  const notes = [nextText(plan.summary.next), lightText(plan.summary.light)].filter((line) => line !== "");
  const last = [...notes, summaryLine(plan, style)].map((line) => wrapLines(`${line}\n`, style.width, 2));
  return [...groups, ...last].join("\n");
}

function changeRow(change: Change, histories: Histories | null, style: Style): Row {
  const { action, source } = change;
  return [
    { text: `  ${signs[action]} ${action}`, paint: painterOf(action, style) },
    ...subjectCells(change),
    { text: stateText(change) },
    { text: noteText(change, action === "skip" ? "observed" : "") },
    { text: historyCellText(change, histories) },
    placeCell(source, style),
  ];
}

/** The recent runs of a change. Empty: they were not asked for. */
export function historyCellText(change: Change, histories: Histories | null): string {
  const history = histories?.get(changeKey(change));
  return history === undefined ? "" : visible(historyText(history));
}

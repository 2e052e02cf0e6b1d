import {
  changeKey,
  place,
  type Action,
  type AppliedChange,
  type Change,
  type CoverageCounts,
  type Summary,
} from "@skyvia-schedules/core";
import { type Histories } from "../../executions/read-histories.ts";
import { visible } from "../escape.ts";
import { historyText } from "../history-text.ts";
import { nextText } from "../next-text.ts";
import type { Style } from "../../process/style.ts";
import { resultLine, summaryLine } from "../summary-line.ts";
import { table, type Row } from "./table.ts";

/** What is shown of a plan. */
export interface ShownPlan {
  readonly changes: readonly Change[];
  readonly coverage: readonly CoverageCounts[];
  /** What the schedules of the changes have been doing, where that was asked for. */
  readonly histories?: Histories | null;
}

/** A plan at a glance: grouped by workspace, one line a change, a summary with numbers last. */
export function planText(
  { changes, coverage, histories = null }: ShownPlan,
  summary: Summary,
  all: boolean,
  style: Style,
): string {
  const shown = changes.filter(({ action }) => all || action !== "keep");
  const groups = coverage.map((part) => {
    const own = shown.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    return `${planHeading(part, style)}${table(own.map((change) => changeRow(change, histories, style)))}`;
  });
  const next = nextText(summary.next);
  return [...groups, ...(next === "" ? [] : [`${next}\n`]), `${summaryLine(summary, style)}\n`].join("\n");
}

/** What has become of each change, grouped by workspace, and a summary with numbers last. */
export function appliedText(changes: readonly AppliedChange[], style: Style): string {
  const ids = [...new Set(changes.map(({ workspaceId }) => workspaceId))];
  const groups = ids.map((id) => {
    const own = changes.filter(({ workspaceId }) => workspaceId === id);
    return `${style.bold(`Workspace ${id}`)}\n${own.map((change) => appliedLines(change, style)).join("")}`;
  });
  return [...groups, `${resultLine(changes)}\n`].join("\n");
}

/** The line above the changes of a workspace. */
export function planHeading(
  { workspaceId, name, managed, observed, unmanaged, planned }: CoverageCounts,
  style: Style,
): string {
  const title = style.bold(`Workspace ${workspaceId}${name === null ? "" : ` ${visible(name)}`}`);
  if (!planned) return `${title}  not planned\n`;
  const parts = [
    `${managed} managed`,
    ...(observed > 0 ? [`${observed} observed`] : []),
    ...(unmanaged > 0 ? [`${unmanaged} unmanaged`] : []),
  ];
  return `${title}  ${style.dim(parts.join(", "))}\n`;
}

const signs: Readonly<Record<Action, string>> = { enable: "+", disable: "-", skip: "~", keep: " " };

function changeRow(change: Change, histories: Histories | null, style: Style): Row {
  const { action, integrationId, name, why, source } = change;
  const history = histories?.get(changeKey(change));
  const paint = painter(action, style);
  return [
    { text: `  ${signs[action]} ${action}`, paint },
    { text: String(integrationId), align: "right" },
    { text: name === null ? "" : visible(name) },
    { text: visible(why) },
    { text: source === null ? "" : visible(place(source)), paint: style.dim },
    ...(history === undefined ? [] : [{ text: visible(historyText(history)) }]),
  ];
}

function painter(action: Action, style: Style): (text: string) => string {
  switch (action) {
    case "enable":
      return style.green;
    case "disable":
      return style.red;
    case "skip":
      return style.yellow;
    case "keep":
      return style.dim;
  }
}

function appliedLines(change: AppliedChange, style: Style): string {
  const { action, integrationId, name, result, error } = change;
  const paint = result === "done" || result === "unchanged" ? painter(action, style) : style.yellow;
  const title = `${signs[action]} ${action} ${integrationId}${name === null ? "" : ` ${visible(name)}`}`;
  const head = `  ${paint(`${title}: ${result}`)}`;
  return error === null ? `${head}\n` : `${head}: ${visible(error.message)}\n      ${visible(error.next)}\n`;
}

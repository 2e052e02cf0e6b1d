import {
  place,
  type Action,
  type AppliedChange,
  type Change,
  type CoverageCounts,
  type Summary,
} from "@skyvia-schedules/core";
import { counted } from "./counted.ts";
import { visible } from "./escape.ts";
import type { Style } from "./style.ts";
import { table, type Row } from "./table.ts";

/** What is shown of a plan. */
export interface ShownPlan {
  readonly changes: readonly Change[];
  readonly coverage: readonly CoverageCounts[];
}

/** A plan at a glance: grouped by workspace, one line a change, a summary with numbers last. */
export function planText({ changes, coverage }: ShownPlan, summary: Summary, all: boolean, style: Style): string {
  const shown = changes.filter(({ action }) => all || action !== "keep");
  const groups = coverage.map((part) => {
    const own = shown.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    return `${planHeading(part, style)}${table(own.map((change) => changeRow(change, style)))}`;
  });
  return [...groups, `${summaryLine(summary, style)}\n`].join("\n");
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

function changeRow({ action, integrationId, name, why, source }: Change, style: Style): Row {
  const paint = painter(action, style);
  return [
    { text: `  ${signs[action]} ${action}`, paint },
    { text: String(integrationId), align: "right" },
    { text: name === null ? "" : visible(name) },
    { text: visible(why) },
    { text: source === null ? "" : visible(place(source)), paint: style.dim },
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

function summaryLine({ enable, disable, unchanged, skipped, problems, unmanaged }: Summary, style: Style): string {
  const pending =
    enable + disable === 0
      ? "nothing to change"
      : `${style.green(`${enable} to enable`)}, ${style.red(`${disable} to disable`)}`;
  return `Plan: ${pending}, ${unchanged} unchanged, ${skipped} skipped, ${counted(problems, "problem")}, ${unmanaged} unmanaged.`;
}

function resultLine(changes: readonly AppliedChange[]): string {
  const words = ["done", "unchanged", "stale", "failed", "unknown", "not-started"] as const;
  const counts = words.map((word) => [word, changes.filter(({ result }) => result === word).length] as const);
  const told = counts.filter(([word, count]) => count > 0 || word === "done" || word === "failed");
  return `Applied: ${told.map(([word, count]) => `${count} ${word.replace("-", " ")}`).join(", ")}.`;
}

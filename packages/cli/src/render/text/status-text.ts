import {
  place,
  type Change,
  type Coverage,
  type Effective,
  type Plan,
  type ScheduleState,
  type Source,
} from "@skyvia-schedules/core";
import { visible } from "../escape.ts";
import { nextText } from "../next-text.ts";
import { percent } from "../percent.ts";
import type { Style } from "../../process/style.ts";
import { table, type Row } from "./table.ts";

/** One managed schedule: live beside desired. */
export interface StatusRow {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly name: string | null;
  readonly live: ScheduleState;
  readonly desired: ScheduleState;
  /** Whether live is as good as desired. */
  readonly asDesired: boolean;
  readonly source: Source | null;
  readonly effective: Effective | null;
}

/** Every schedule that could be read and compared. */
export function statusRows({ changes }: Plan): readonly StatusRow[] {
  return changes.map(({ workspaceId, integrationId, name, action, before, after, source, effective }) => {
    const asDesired = action === "keep";
    return { workspaceId, integrationId, name, live: before, desired: after, asDesired, source, effective };
  });
}

/** Live beside desired, grouped by workspace, with coverage; the totals last. */
export function statusText(plan: Plan, style: Style): string {
  const groups = plan.coverage.map((part) => {
    const own = plan.changes.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    return `${heading(part, style)}${table(own.map((change) => row(change, style)))}`;
  });
  const next = nextText(plan.next);
  return [...groups, ...(next === "" ? [] : [`${next}\n`]), `${totals(plan)}\n`].join("\n");
}

function row({ integrationId, name, action, before, after, source }: Change, style: Style): Row {
  const differs = action !== "keep";
  return [
    { text: `  ${differs ? "!" : " "}`, paint: style.yellow },
    { text: String(integrationId), align: "right" },
    { text: name === null ? "" : visible(name) },
    { text: before, paint: before === "enabled" ? style.green : style.dim },
    {
      text: differs ? `desired ${after}${action === "skip" ? " (observed)" : ""}` : "as desired",
      paint: differs ? style.yellow : style.dim,
    },
    { text: source === null ? "" : visible(place(source)), paint: style.dim },
  ];
}

function heading({ workspaceId, name, managed, observed, unmanaged, planned }: Coverage, style: Style): string {
  const title = style.bold(`Workspace ${workspaceId}${name === null ? "" : ` ${visible(name)}`}`);
  if (!planned) return `${title}  could not be read\n`;
  const total = managed + unmanaged.length;
  return `${title}  ${style.dim(`${managed} of ${total} managed (${percent(managed, total)}), ${observed} observed`)}\n`;
}

/** How much is as desired, and how much is managed, in one line. */
export function totals({ changes, coverage, problems }: Plan): string {
  const differ = changes.filter(({ action }) => action !== "keep").length;
  const managed = coverage.reduce((sum, part) => sum + part.managed, 0);
  const observed = coverage.reduce((sum, part) => sum + part.observed, 0);
  const unmanaged = coverage.reduce((sum, part) => sum + part.unmanaged.length, 0);
  const share = percent(managed, managed + unmanaged);
  return `Status: ${changes.length - differ} as desired, ${differ} differ, ${problems.length} problems; ${managed} managed, ${observed} observed, ${unmanaged} unmanaged (coverage ${share}).`;
}

import {
  countCoverage,
  type Change,
  type Effective,
  type Plan,
  type ScheduleState,
  type Source,
} from "@skyvia-schedules/core";
import { lightText } from "../light-text.ts";
import { nextText } from "../next-text.ts";
import type { Style } from "../../process/style.ts";
import type { StatusOutcome } from "../../verb/outcome.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { unplannedText } from "../summary-line.ts";
import { liveText, noteText, placeCell, subjectCells } from "./change-cells.ts";
import { hygieneText } from "./hygiene-text.ts";
import { coverageText, headingText } from "./heading-text.ts";
import type { Row } from "../terminal/row.ts";
import { table } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

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

/** Live beside desired, grouped by workspace, with coverage; then hygiene where it was asked for; the totals last. */
export function statusText({ plan, hygiene }: Pick<StatusOutcome, "plan" | "hygiene">, style: Style): string {
  const groups = countCoverage(plan.coverage).map((part) => {
    const own = plan.changes.filter(({ workspaceId }) => workspaceId === part.workspaceId);
    const rows = own.map((change) => row(change, style));
    return `${headingText(part, style)}${table(rows, style.width)}`;
  });
  const found = hygiene === null ? [] : [hygieneText(hygiene.findings, style)];
  const notes = [nextText(plan.next), lightText(plan.light)].filter((line) => line !== "");
  const last = [...notes, totals(plan)].map((line) => wrapLines(`${line}\n`, style.width, 2));
  return [...groups, ...found, ...last].join("\n");
}

function row(change: Change, style: Style): Row {
  const { action, after, source } = change;
  const differs = action !== "keep";
  return [
    { text: `  ${differs ? "!" : " "}`, paint: style.attention },
    ...subjectCells(change),
    { text: liveText(change) },
    {
      text: differs ? `desired ${after}${action === "skip" ? " (observed)" : ""}` : "as desired",
      paint: differs ? style.attention : style.good,
    },
    { text: noteText(change) },
    placeCell(source, style),
  ];
}

/** How much is as desired, and how much is managed, in one line. */
export function totals({ changes, coverage, problems }: Plan): string {
  const differ = changes.filter(({ action }) => action !== "keep").length;
  const counts = countCoverage(coverage);
  const found = [
    `${changes.length - differ} as desired`,
    `${differ} differ`,
    counted(problems.length, "problem"),
    ...unplannedText(counts),
  ];
  return `Status: ${found.join(", ")}; ${coverageText(counts)}.`;
}

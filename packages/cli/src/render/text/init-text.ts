import type { InitOutcome } from "../../verb/outcome.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { visible } from "../escape.ts";
import { summaryLine } from "../summary-line.ts";
import type { Style } from "../../process/style.ts";
import { nameText } from "./change-cells.ts";
import { table } from "../terminal/table.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** What `init` did: the files, the workspaces, the plan, and what to do next. */
export function initText({ data: { files, workspaces, plan }, notes }: InitOutcome, style: Style): string {
  const parts = [
    table(
      files.map(({ path, action }) => [{ text: `  ${action}` }, { text: visible(path) }]),
      style.width,
    ),
    table(
      workspaces.map(({ id, name, entries, left }) => [
        { text: "  workspace" },
        { text: String(id), align: "right" },
        { text: nameText(name), kind: "name" as const },
        { text: `${counted(entries, "entry", "entries")}${left === 0 ? "" : `, ${left} left out: no schedule`}` },
      ]),
      style.width,
    ),
    ...(plan === null
      ? []
      : [
          wrapLines(
            `${summaryLine({ summary: plan, coverage: [], problems: [], blocked: false }, style)}\n`,
            style.width,
            2,
          ),
        ]),
    ...(notes.length === 0 ? [] : [wrapLines(`${notes.map(visibleNote).join("\n")}\n`, style.width, 2)]),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** A note may have several lines. */
function visibleNote(note: string): string {
  return note.split("\n").map(visible).join("\n");
}

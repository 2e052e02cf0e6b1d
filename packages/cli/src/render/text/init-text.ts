import type { InitOutcome } from "../../verb/outcome.ts";
import { counted } from "../counted.ts";
import { visible } from "../escape.ts";
import { summaryLine } from "../summary-line.ts";
import { table } from "./table.ts";

/** What `init` did: the files, the workspaces, the plan, and what to do next. */
export function initText({ data: { files, workspaces, plan }, notes }: InitOutcome): string {
  const parts = [
    table(files.map(({ path, action }) => [{ text: `  ${action}` }, { text: visible(path) }])),
    table(
      workspaces.map(({ id, name, entries, left }) => [
        { text: "  workspace" },
        { text: String(id), align: "right" },
        { text: name === null ? "" : visible(name) },
        { text: `${counted(entries, "entry", "entries")}${left === 0 ? "" : `, ${left} left out: no schedule`}` },
      ]),
    ),
    ...(plan === null ? [] : [`${summaryLine(plan)}\n`]),
    ...(notes.length === 0 ? [] : [`${notes.map(visibleNote).join("\n")}\n`]),
  ];
  return parts.filter((part) => part !== "").join("\n");
}

/** A note may have several lines. */
function visibleNote(note: string): string {
  return note.split("\n").map(visible).join("\n");
}

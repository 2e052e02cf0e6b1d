import type { Source } from "@skyvia-schedules/core";
import { visible, visibleLines } from "../escape.ts";

/** What the runner shows beside a line of a file. */
export interface Annotation {
  readonly level: "notice" | "warning" | "error";
  readonly source: Source | null;
  readonly title: string;
  readonly message: string;
}

/** An annotation as the command to the runner, one line. Nothing in its texts can end it or begin another one. */
export function workflowCommand({ level, source, title, message }: Annotation): string {
  const place =
    source === null
      ? []
      : [
          ["file", source.file],
          ["line", source.line],
          ["col", source.column],
        ];
  const properties = [...place, ["title", title]].map(([name, value]) => `${name}=${property(String(value))}`);
  return `::${level} ${properties.join(",")}::${data(message)}\n`;
}

/** Foreign text as one line of the log. The runner finds commands at the start of a line, and old ones (`##[name]`) anywhere. */
export function logLine(text: string): string {
  return `${visible(text)
    .replaceAll("##[", "##\\[")
    .replace(/^(\s*):(?=:)/, String.raw`$1\:`)}\n`;
}

function data(text: string): string {
  return visibleLines(text).replaceAll("%", "%25").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return visible(text).replaceAll("%", "%25").replaceAll(":", "%3A").replaceAll(",", "%2C");
}

import { visible } from "../escape.ts";
import type { Style } from "../../process/style.ts";

/** A unified diff for a reader. */
export function diffText(diff: string, style: Style): string {
  return diff
    .split("\n")
    .map((line) => painter(line, style)(visible(line.replace(/\r$/, ""))))
    .join("\n");
}

function painter(line: string, style: Style): (text: string) => string {
  if (/^(?:---|\+\+\+) /.test(line)) return style.heading;
  if (line.startsWith("+")) return style.on;
  if (line.startsWith("-")) return style.off;
  return line.startsWith("@@") ? style.minor : (text) => text;
}

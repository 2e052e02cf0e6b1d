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
  if (/^(?:---|\+\+\+) /.test(line)) return style.bold;
  if (line.startsWith("+")) return style.green;
  if (line.startsWith("-")) return style.red;
  return line.startsWith("@@") ? style.dim : (text) => text;
}

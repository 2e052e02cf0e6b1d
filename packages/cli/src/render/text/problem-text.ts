import { place, type ErrorRecord, type Problem } from "@skyvia-schedules/core";
import type { Style } from "../../process/style.ts";
import { visible, visibleLines } from "../escape.ts";

/** A problem as `file:line:column: error: message`, its next step indented below. */
export function problemText({ source, message, next }: Problem, style: Style): string {
  return findingText(source === null ? "" : `${visible(place(source))}: `, message, next, style);
}

/** What stopped the run. */
export function errorText({ message, next }: ErrorRecord, style: Style): string {
  return findingText("", message, next, style);
}

function findingText(where: string, message: string, next: string, style: Style): string {
  const head = `${where}${style.red("error:")} ${visibleLines(message)}\n`;
  return next === "" ? head : `${head}  ${visibleLines(next)}\n`;
}

import { place, type ErrorRecord, type Problem, type WriteOutcome } from "@skyvia-schedules/core";
import { familyOf } from "@skyvia-schedules/core/error-codes";
import type { Style } from "../../process/style.ts";
import { visible, visibleLines } from "../escape.ts";
import { wrapLines } from "./wrap.ts";

/** A problem as `file:line:column: error: message`, its next step indented below. */
export function problemText({ source, message, next }: Problem, style: Style): string {
  return findingText(source === null ? "" : `${visible(place(source))}: `, message, next, style);
}

/** What stopped the run. */
export function errorText(error: ErrorRecord, style: Style): string {
  return findingText("", error.message, error.next, style);
}

/** What is known of the write that was meant. A wrong command line needs no such line. */
export function outcomeLine(error: ErrorRecord): string {
  if (error.outcome === undefined || familyOf(error) === "usage") return "";
  return `  ${outcomeWords[error.outcome]}\n`;
}

const outcomeWords: Readonly<Record<WriteOutcome, string>> = {
  "not-sent": "Outcome: not sent, so nothing was changed.",
  refused: "Outcome: refused, so nothing was changed.",
  unknown: "Outcome: unknown.",
};

function findingText(where: string, message: string, next: string, style: Style): string {
  const head = wrapLines(`${where}${style.bad("error:")} ${visibleLines(message)}\n`, style.width, 4);
  return next === "" ? head : `${head}${wrapLines(`  ${visibleLines(next)}\n`, style.width, 0)}`;
}

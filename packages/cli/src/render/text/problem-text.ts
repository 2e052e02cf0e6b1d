import { placePrefix, type ErrorRecord, type Problem, type WriteOutcome } from "@skyvia-schedules/core";
import { familyOf } from "@skyvia-schedules/core/error-codes";
import type { Style } from "../../process/style.ts";
import { visible, visibleLines } from "../escape.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** A problem as `file:line:column: error: message`, its next step indented below. */
export function problemText({ kind, source, message, next }: Problem, style: Style): string {
  const word = kind === "warns" ? style.attention("warning:") : style.bad("error:");
  return findingText(`${visible(placePrefix(source))}${word}`, message, next, style);
}

/** What stopped the run. */
export function errorText(error: ErrorRecord, style: Style): string {
  return findingText(style.bad("error:"), error.message, error.next, style);
}

/** What is known about the intended write. A wrong command line needs no such line. */
export function outcomeLine(error: ErrorRecord, style: Style): string {
  if (error.outcome === undefined || familyOf(error) === "usage") return "";
  return wrapLines(`  ${outcomeWords[error.outcome]}\n`, style.width, 0);
}

const outcomeWords: Readonly<Record<WriteOutcome, string>> = {
  "not-sent": "Outcome: not sent, so nothing was changed.",
  refused: "Outcome: refused, so nothing was changed.",
  unknown: "Outcome: unknown.",
};

function findingText(head: string, message: string, next: string, style: Style): string {
  const text = wrapLines(`${head} ${visibleLines(message)}\n`, style.width, 4);
  return next === "" ? text : `${text}${wrapLines(`  ${visibleLines(next)}\n`, style.width, 0)}`;
}

import { findingsOf } from "../../verb/findings.ts";
import { errorOf, sendsOneWrite, type Report } from "../../verb/report.ts";
import { visible } from "../escape.ts";
import { reasonLine } from "../reason.ts";
import type { Rendered, RenderIo } from "../renderer.ts";
import { styleOf } from "../../process/style.ts";
import { outcomeText } from "./outcome-text.ts";
import { errorText, outcomeLine, problemText } from "./problem-text.ts";

/** For people: the result on stdout, every problem and error on stderr. */
export function renderText(report: Report, io: RenderIo): Rendered {
  const { problems } = findingsOf(report.outcome);
  const error = errorOf(report);
  const style = styleOf(io, io.stderr, report.isWide);
  const found = problems.map((problem) => problemText(problem, style)).join("");
  const outcome = error !== null && sendsOneWrite(report) ? outcomeLine(error, style) : "";
  const stopped = error === null ? "" : `${errorText(error, style)}${outcome}`;
  return {
    stdout: outcomeText(report.outcome, styleOf(io, io.stdout, report.isWide)),
    stderr: `${found}${stopped}` || (isShownTogether(io) ? "" : reasonLine(report, visible)),
  };
}

/** Whether a person sees both streams on a terminal. Then the failed changes on stdout show the reason, and it is not repeated. */
function isShownTogether({ stdout, stderr }: RenderIo): boolean {
  return stdout.isTerminal && stderr.isTerminal;
}

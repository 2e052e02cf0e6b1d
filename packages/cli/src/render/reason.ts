import type { ErrorRecord, Problem, Source } from "@skyvia-schedules/core";
import { placePrefix } from "@skyvia-schedules/core/place";
import { findingsOf } from "../verb/findings.ts";
import { errorOf, type Report } from "../verb/report.ts";

/** Why a run ended with another code than 0 and 2. */
export interface Reason extends Pick<ErrorRecord, "code" | "message" | "next"> {
  readonly source: Source | null;
}

/**
 * The reason of an exit code other than 0 and 2: what stopped the run, else the first problem or failed change, with the number of the others. null: there is
 * no reason.
 */
export function reasonOf(report: Report): Reason | null {
  const { outcome, exitCode } = report;
  if (exitCode === 0 || exitCode === 2) return null;
  const { problems, changes } = findingsOf(outcome);
  const error = errorOf(report);
  if (error !== null) return { ...error, source: null };
  const failed = changes.flatMap((change) =>
    "result" in change && change.error !== null ? [{ ...change.error, source: change.source }] : [],
  );
  const all = [...problems.filter(({ kind }) => kind !== "warns"), ...failed];
  const first = exitCode === 6 ? (all.find(isOfToken) ?? all[0]) : all[0];
  if (first === undefined) return null;
  const { code, message, next, source } = first;
  return { code, message: all.length === 1 ? message : `${message} (and ${all.length - 1} more)`, next, source };
}

/** Whether a finding gives exit code 6. */
function isOfToken(found: Problem | ErrorRecord): boolean {
  return "kind" in found ? found.kind === "lacks-token" : found.code === "auth";
}

/** The same in one line, for stderr: the whole report is on stdout. */
export function reasonLine(report: Report, show: (text: string) => string): string {
  const reason = reasonOf(report);
  if (reason === null) return "";
  const [line = ""] = reason.message.split("\n");
  return `${show(placePrefix(reason.source))}error: ${show(line)}\n`;
}

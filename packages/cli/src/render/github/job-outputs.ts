import { createHash } from "node:crypto";
import type { Summary } from "@skyvia-schedules/core";
import { blocksWrites } from "@skyvia-schedules/core/problem-kind";
import { findingsOf } from "../../verb/findings.ts";
import type { Report } from "../../verb/report.ts";
import { headline } from "../headline.ts";

/** The outputs of a step, in the format of its file. An unknown value is left out: a missing output is neither true nor false. */
export function jobOutputs(report: Report): string {
  const { outcome, exitCode } = report;
  const { summary, planFile, problems, error } = findingsOf(outcome);
  const isKnown = summary !== null && (error === null || headline(outcome) !== null);
  const hasDrift = exitCode === 2 && (outcome.kind === "drift" || outcome.kind === "accepted");
  const blocked = ["blocked", String(problems.some(blocksWrites))] as const;
  const counts = isKnown ? [...countsOf(summary, hasDrift), blocked] : [];
  const plan = planFile === null ? [] : [["plan-file", planFile] as const];
  return [...counts, ...plan].map(([name, value]) => output(name, value)).join("");
}

function countsOf(
  { enable, disable, observed, problems, unmanaged }: Summary,
  hasDrift: boolean,
): readonly (readonly [string, string])[] {
  return [
    ["has-changes", String(hasDrift || enable + disable > 0)],
    ["enable-count", String(enable)],
    ["disable-count", String(disable)],
    ["problem-count", String(problems)],
    ["unmanaged-count", String(unmanaged)],
    ["observed-count", String(observed)],
  ];
}

/** One output. The end of a value with several lines is marked by a line that the value cannot contain, because it is made from the value. */
function output(name: string, value: string): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}\n`;
  const end = `end-${createHash("sha256").update(value).digest("hex")}`;
  return `${name}<<${end}\n${value}\n${end}\n`;
}

import { createHash } from "node:crypto";
import type { Summary } from "@skyvia-schedules/core";
import type { Ended } from "../ended.ts";

/**
 * The outputs of a step, as its file takes them. What could not be found out is left out: an output that is missing is
 * neither true nor false.
 */
export function jobOutputs({ command, outcome }: Ended): string {
  const { summary, planFile, error = null } = outcome;
  const counts =
    summary === undefined || (error !== null && outcome.headline === undefined) ? [] : countsOf(command, summary);
  const plan = planFile === undefined ? [] : [["plan-file", planFile] as const];
  return [...counts, ...plan].map(([name, value]) => output(name, value)).join("");
}

function countsOf(command: string | null, summary: Summary): readonly (readonly [string, string])[] {
  const { enable, disable, skipped, problems, unmanaged } = summary;
  const differs = enable + disable + (command === "drift" ? skipped : 0) > 0;
  return [
    ["has-changes", String(differs)],
    ["enable-count", String(enable)],
    ["disable-count", String(disable)],
    ["problem-count", String(problems)],
    ["unmanaged-count", String(unmanaged)],
  ];
}

/** A value with lines of its own ends at a line that it cannot hold: one made from the value itself. */
function output(name: string, value: string): string {
  if (!/[\r\n]/.test(value)) return `${name}=${value}\n`;
  const end = `end-${createHash("sha256").update(value).digest("hex")}`;
  return `${name}<<${end}\n${value}\n${end}\n`;
}

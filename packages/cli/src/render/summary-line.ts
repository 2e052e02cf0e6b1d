import { blocksChange, blocksWrites } from "@skyvia-schedules/core/problem-kind";
import type { Change, CoverageCounts, DriftChange, Problem, Summary } from "@skyvia-schedules/core";
import { counted } from "@skyvia-schedules/core/counted";
import { plainStyle, type Style } from "../process/style.ts";
import type { AppliedOutcome } from "../verb/outcome.ts";

/** The values that the last line of a plan is made from. */
export interface ShownPlan {
  readonly summary: Summary;
  readonly changes: readonly (Change | DriftChange)[];
  readonly coverage: readonly CoverageCounts[];
  readonly problems: readonly Problem[];
  /** Whether a guard stopped an apply. */
  readonly blocked: boolean;
}

/** A plan in numbers, in one line, with the guards that would stop it. */
export function summaryLine(
  { summary, coverage, problems, blocked }: Omit<ShownPlan, "changes">,
  style: Style = plainStyle,
): string {
  const { enable, disable, unchanged, skipped, unmanaged } = summary;
  const isQuiet = enable + disable + summary.problems === 0 && unplannedText(coverage).length === 0;
  const counts = [
    ...(isQuiet ? ["nothing to change"] : [style.on(`${enable} to enable`), style.off(`${disable} to disable`)]),
    `${unchanged} unchanged`,
    `${skipped} skipped`,
    counted(summary.problems, "problem"),
    ...unplannedText(coverage),
    `${unmanaged} unmanaged`,
  ];
  const stopped = blockedText(problems, blocked).map(style.attention);
  return `Plan: ${[counts.join(", "), ...stopped].join("; ")}.`;
}

/** The workspaces that could not be planned. Empty if all were. */
export function unplannedText(coverage: readonly CoverageCounts[]): readonly string[] {
  const count = coverage.filter(({ planned }) => !planned).length;
  return count === 0 ? [] : [`${counted(count, "workspace")} not planned`];
}

/** The guards that keep an apply from writing. Empty if none does. `isTried`: whether an apply was tried. */
export function blockedText(problems: readonly Problem[], isTried: boolean): readonly string[] {
  const blocking = problems.filter((found) => blocksWrites(found) || (isTried && blocksChange(found)));
  const codes = new Set(blocking.map(({ code }) => code));
  if (codes.size === 0) return [];
  return [`blocked: ${isTried ? "nothing was written" : "an apply would write nothing"} (${[...codes].join(", ")})`];
}

/** The results of changes in numbers, in one line. */
export function resultLine({
  changes: all,
  problems,
  coverage,
}: Pick<AppliedOutcome, "changes" | "problems" | "coverage">): string {
  const changes = all.flatMap((change) => ("result" in change ? [change] : []));
  const found = [...(problems.length === 0 ? [] : [counted(problems.length, "problem")]), ...unplannedText(coverage)];
  if (changes.length + found.length === 0) return "Applied: nothing to change.";
  const words = ["done", "unchanged", "conflict", "stale", "failed", "unknown", "not-started"] as const;
  const counts = words.map((word) => [word, changes.filter(({ result }) => result === word).length] as const);
  const shown = counts.filter(([word, count]) => count > 0 || word === "done" || word === "failed");
  return `Applied: ${[...shown.map(([word, count]) => `${count} ${word.replace("-", " ")}`), ...found].join(", ")}.`;
}

import type { AppliedChange, Summary } from "@skyvia-schedules/core";
import { counted } from "./counted.ts";
import { plain, type Style } from "../process/style.ts";

/** A plan in numbers, in one line. */
export function summaryLine(
  { enable, disable, unchanged, skipped, problems, unmanaged }: Summary,
  style: Style = plain,
): string {
  const pending =
    enable + disable === 0
      ? "nothing to change"
      : `${style.green(`${enable} to enable`)}, ${style.red(`${disable} to disable`)}`;
  return `Plan: ${pending}, ${unchanged} unchanged, ${skipped} skipped, ${counted(problems, "problem")}, ${unmanaged} unmanaged.`;
}

/** What has become of changes in numbers, in one line. */
export function resultLine(changes: readonly AppliedChange[]): string {
  if (changes.length === 0) return "Applied: nothing to change.";
  const words = ["done", "unchanged", "conflict", "stale", "failed", "unknown", "not-started"] as const;
  const counts = words.map((word) => [word, changes.filter(({ result }) => result === word).length] as const);
  const shown = counts.filter(([word, count]) => count > 0 || word === "done" || word === "failed");
  return `Applied: ${shown.map(([word, count]) => `${count} ${word.replace("-", " ")}`).join(", ")}.`;
}

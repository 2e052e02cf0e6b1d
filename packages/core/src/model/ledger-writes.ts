import { changeKey } from "./change.ts";
import type { LedgerIntent, LedgerLine, LedgerResult, LedgerSingle, LedgerWrite } from "./ledger-line.ts";

/** The writes of a ledger, in the order in which they were begun. Lines of several runs may be mixed. */
export function ledgerWrites(lines: readonly LedgerLine[]): readonly LedgerWrite[] {
  const results = new Map<string, LedgerResult>();
  for (const line of lines) if (isEvent(line) && line.event === "result") results.set(keyOf(line), line);
  return lines.flatMap((line) => {
    if (!isEvent(line)) return [single(line)];
    return line.event === "intent" ? [joined(line, results.get(keyOf(line)))] : [];
  });
}

/**
 * The runs that did not finish their plan: they were killed, interrupted, or are still active. Schedules that such a run did not write may differ from its
 * files.
 */
export function unfinishedRuns(lines: readonly LedgerLine[]): ReadonlySet<string> {
  const unfinished = new Set<string>();
  for (const line of lines) {
    if (!isEvent(line)) continue;
    if (line.event === "intent") unfinished.add(line.run);
    if (line.event === "end" && line.notStarted === undefined) unfinished.delete(line.run);
  }
  return unfinished;
}

function isEvent(line: LedgerLine): line is Exclude<LedgerLine, LedgerSingle> {
  return "event" in line;
}

function keyOf(line: LedgerIntent | LedgerResult): string {
  return `${line.run} ${changeKey(line)}`;
}

function joined(
  { event: _e, formatVersion: _v, pid: _p, host: _h, ...intended }: LedgerIntent,
  ended?: LedgerResult,
): LedgerWrite {
  return { ...intended, result: ended?.result ?? "unknown", error: ended?.error ?? null };
}

function single({ formatVersion: _v, runId, ciRunUrl, action: _a, ...line }: LedgerSingle): LedgerWrite {
  return { ...line, run: runId, runUrl: ciRunUrl, cause: null };
}

import { changeKey } from "./change.ts";
import type { LedgerIntent, LedgerLine, LedgerResult, LedgerSingle, LedgerWrite } from "./ledger-line.ts";

/** The writes of a ledger, in the order in which they were begun. Lines of several runs may lie between each other. */
export function ledgerWrites(lines: readonly LedgerLine[]): readonly LedgerWrite[] {
  const results = new Map<string, LedgerResult>();
  for (const line of lines) if (isEvent(line) && line.event === "result") results.set(keyOf(line), line);
  return lines.flatMap((line) => {
    if (!isEvent(line)) return [single(line)];
    return line.event === "intent" ? [joined(line, results.get(keyOf(line)))] : [];
  });
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

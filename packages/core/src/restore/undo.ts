import { changeKey } from "../model/change.ts";
import type { LedgerIntent, LedgerLine, LedgerWrite } from "../model/ledger-line.ts";
import { ledgerWrites } from "../model/ledger-writes.ts";
import type { Remembered } from "./restore.ts";

/** A run with writes, as a ledger records it. */
export interface LedgerRunFound {
  readonly run: string;
  readonly command: string;
  readonly baseUrl: string;
  /** When its first write began: ISO 8601, UTC. */
  readonly at: string;
  readonly writes: readonly LedgerWrite[];
  /** Whether the ledger records its end. Version 0.1 wrote no such line: its runs count as ended. */
  readonly isEnded: boolean;
  /** Its process and machine. null: the ledger does not record them. */
  readonly process: { readonly pid: number; readonly host: string } | null;
}

/** The runs of a ledger in the order of their first writes. */
export function ledgerRuns(lines: readonly LedgerLine[]): readonly LedgerRunFound[] {
  const writes = Map.groupBy(ledgerWrites(lines), ({ run }) => run);
  const intents = new Map<string, LedgerIntent>();
  const ended = new Set<string>();
  for (const line of lines) {
    if (!("event" in line)) ended.add(line.runId);
    else if (line.event === "end") ended.add(line.run);
    else if (line.event === "intent" && !intents.has(line.run)) intents.set(line.run, line);
  }
  return [...writes].map(([run, own]) => {
    const [{ command, baseUrl, at }] = own as [LedgerWrite];
    const { pid, host } = intents.get(run) ?? {};
    const process = pid === undefined || host === undefined ? null : { pid, host };
    return { run, command, baseUrl, at, writes: own, isEnded: ended.has(run), process };
  });
}

/** The state of each integration before and after a run that wrote it, or may have written it. */
export function rememberedByRun({ writes }: Pick<LedgerRunFound, "writes">): readonly Remembered[] {
  const carriedOut = writes.filter(({ result }) => result !== "failed");
  return [...Map.groupBy(carriedOut, changeKey).values()].map((own) => {
    const [first] = own as [LedgerWrite];
    const { workspaceId, integrationId, name, before } = first;
    return { workspaceId, integrationId, name, before, left: own.at(-1)?.after ?? first.after };
  });
}

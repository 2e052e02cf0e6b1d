import { describe, expect, test } from "vitest";
import type { LedgerIntent, LedgerLine, LedgerResult } from "../../src/model/ledger-line.ts";
import { ledgerRuns, rememberedByRun } from "../../src/restore/undo.ts";
import { intended } from "../builders.ts";

const intent = (run: string, integrationId: number, given: Partial<LedgerIntent> = {}): LedgerIntent => ({
  event: "intent",
  formatVersion: 1,
  ...intended,
  run,
  integrationId,
  cause: null,
  ...given,
});

const result = (run: string, integrationId: number, how: LedgerResult["result"] = "done"): LedgerResult => ({
  event: "result",
  run,
  at: "2026-11-01T00:00:01.000Z",
  workspaceId: 7,
  integrationId,
  result: how,
  error: null,
});

const end = (run: string): LedgerLine => ({ event: "end", run, at: "2026-11-01T00:00:02.000Z", exitCode: 0 });

describe("the runs of a ledger", () => {
  test("are in the order of their first writes, whose lines may be mixed", () => {
    const runs = ledgerRuns([intent("a", 1), intent("b", 2), result("a", 1), intent("a", 3), end("b"), result("b", 2)]);
    expect(runs.map(({ run, writes, isEnded }) => [run, writes.length, isEnded])).toEqual([
      ["a", 2, false],
      ["b", 1, true],
    ]);
  });

  test("know their process from their first line", () => {
    const [run] = ledgerRuns([intent("a", 1, { pid: 4711, host: "build-1" }), intent("a", 2)]);
    expect(run?.process).toEqual({ pid: 4711, host: "build-1" });
  });
});

describe("an undo restores", () => {
  const undone = (lines: readonly LedgerLine[]): unknown => {
    const [run] = ledgerRuns(lines);
    return run && rememberedByRun(run).map(({ integrationId, before, left }) => [integrationId, before, left]);
  };

  test.for<{ title: string; lines: readonly LedgerLine[]; expected: unknown }>([
    { title: "what was done", lines: [intent("a", 1), result("a", 1)], expected: [[1, "enabled", "disabled"]] },
    { title: "what may have been done", lines: [intent("a", 1)], expected: [[1, "enabled", "disabled"]] },
    { title: "nothing that failed", lines: [intent("a", 1), result("a", 1, "failed")], expected: [] },
  ])("$title", ({ lines, expected }) => {
    expect(undone(lines)).toEqual(expected);
  });
});

import {
  askGuards,
  blocksWrites,
  emptySummary,
  isDone,
  noLimits,
  type AppliedChange,
  type Change,
} from "@skyvia-schedules/core";
import { carryOut, type ApplyFlags, type GateFlags, type Work } from "../apply/carry-out.ts";
import { nothingApplied } from "../apply/nothing-applied.ts";
import type { ApiSession } from "../api/session.ts";
import type { Context } from "../verb/context.ts";
import type { AppliedOutcome, Outcome } from "../verb/outcome.ts";

/** The changes of `freeze`, `thaw` and `undo`. */
export interface Switching extends Pick<Work, "command" | "question" | "prepare" | "waves"> {
  readonly writes: readonly Change[];
  /** What needs no write, or must not be written. */
  readonly settled: readonly AppliedChange[];
  /** Count of the schedules that a percentage of a limit refers to. */
  readonly total: number;
}

/** Carries out the changes of a workspace. Only the limits of the flags apply. */
export async function switchAll(
  context: Context,
  flags: ApplyFlags & GateFlags,
  session: ApiSession,
  { command, writes, settled, total, question, prepare, waves }: Switching,
): Promise<Outcome> {
  const ids = [...new Set(writes.map(({ workspaceId }) => workspaceId))];
  const workspaces = ids.map((workspaceId) => {
    return { workspaceId, managed: total, limits: noLimits, source: null, unmanaged: [] };
  });
  const { maxDisable = "100%", maxEnable = "100%" } = flags;
  const problems = askGuards({ changes: writes, workspaces, desired: null, problems: [] }, { maxDisable, maxEnable });
  const all = [...settled, ...writes];
  const count = (action: Change["action"]): number => all.filter((change) => change.action === action).length;
  const counts = { enable: count("enable"), disable: count("disable"), problems: problems.length };
  const summary = { ...emptySummary, ...counts };
  const found = { at: null, changes: settled, problems, summary, coverage: [], histories: null, all: false };
  if (problems.some(blocksWrites)) {
    return { ...found, kind: "plan", changes: writes, planFile: null, detailed: false, blocked: true };
  }
  if (writes.length === 0) {
    await prepare?.();
    return { ...nothingApplied, ...found };
  }
  return carryOut(context, flags, session, {
    kind: "fresh",
    command,
    planHash: null,
    configHash: null,
    writes,
    found,
    planFile: null,
    lastApply: null,
    ...(question === undefined ? {} : { question }),
    ...(prepare === undefined ? {} : { prepare }),
    ...(waves === undefined ? {} : { waves }),
  });
}

/** Whether every change is done, or needed no write. */
export function isComplete({ error, changes }: AppliedOutcome): boolean {
  return error === null && changes.every(isDone);
}

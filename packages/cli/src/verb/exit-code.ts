import type { AppliedChange, Change, ErrorRecord, Problem } from "@skyvia-schedules/core";
import { isDone, isWrite } from "@skyvia-schedules/core/change";
import { familyOf } from "@skyvia-schedules/core/error-codes";
import { blocksWrites } from "@skyvia-schedules/core/problem-kind";
import type { StopSignal } from "../process/io.ts";

/** 0 done · 1 error · 2 pending or drift · 3 partial · 4 blocked · 5 bad usage or config · 6 token · 130, 143 signals. */
export type ExitCode = 0 | 1 | 2 | 3 | 4 | 5 | 6 | 130 | 143;

/** What an exit code is computed from. */
export interface ExitBasis {
  readonly error: ErrorRecord | null;
  readonly problems: readonly Problem[];
  readonly changes: readonly (Change | AppliedChange)[];
  /** Whether pending changes give 2. */
  readonly detailed: boolean;
  /** Whether drift gives 2. */
  readonly drift: boolean;
  /** Whether writes were asked for, and a guard among `problems` stopped them. */
  readonly blocked: boolean;
  /** Whether a write outside of `changes` was done, or may have been, and `error` ended the run. */
  readonly partial: boolean;
  /** Whether anything outside of `changes` was written, or may have been. */
  readonly wrote: boolean;
  /** Whether something could not be printed for another reason than a reader that has gone. */
  readonly outputLost: boolean;
  /** The signal that ended the run, if one did. */
  readonly signal: StopSignal | null;
}

/** The one place where an exit code is decided. Where several apply, the order is 3, 6, 1, 5, 4, 2, 0. */
export function exitCode(basis: ExitBasis): ExitCode {
  const { error, problems, changes, detailed, drift, blocked, partial, wrote, outputLost, signal } = basis;
  const results = changes.flatMap((change) => ("result" in change ? [change] : []));
  const failures = [error, ...results.map((change) => change.error)].filter((record) => record !== null);
  const families = new Set(failures.map(familyOf));
  const kinds = new Set(problems.map(({ kind }) => kind));

  const applied = results.some(({ result }) => result === "done" || result === "unknown");
  const undone = results.some((change) => !isDone(change));
  if (applied && (undone || kinds.has("leaves-out") || kinds.has("lacks-token") || error !== null)) return 3;
  if (results.some(({ result, drained }) => result === "conflict" || drained === false)) return 3;
  if (partial || (outputLost && (applied || wrote))) return 3;
  if (signal !== null && (error !== null || outputLost)) return signal === "SIGINT" ? 130 : 143;
  if (families.has("token") || kinds.has("lacks-token")) return 6;
  if (families.has("error") || kinds.has("leaves-out") || outputLost) return 1;
  if (families.has("usage") || kinds.has("stops-run")) return 5;
  if (families.has("blocked") || kinds.has("blocks-run") || (blocked && problems.some(blocksWrites))) return 4;
  if (kinds.has("blocks-change") && (blocked || undone)) return 4;
  if (detailed && changes.some(isPending)) return 2;
  if (drift && (kinds.has("counts-as-drift") || changes.some(isPending))) return 2;
  return 0;
}

function isPending(change: Change | AppliedChange): boolean {
  return isWrite(change) && !("result" in change);
}

import type { ErrorRecord } from "@skyvia-schedules/core";
import type { StopSignal } from "../process/io.ts";
import type { ErrorOutcome, ProblemsOutcome } from "./outcome.ts";
import { ProblemsFound, recordOf } from "./run-error.ts";

/** The outcome of a verb that threw, by itself or because a signal ended it. */
export function errorOutcome(thrown: unknown, signal: StopSignal | null): ErrorOutcome | ProblemsOutcome {
  if (thrown instanceof ProblemsFound) return { kind: "problems", problems: thrown.problems, error: thrown.record };
  const error = recordOf(thrown);
  const wrote = error.outcome === "unknown";
  if (signal === null || error.code !== "aborted") return { kind: "error", error, wrote };
  if (wrote) {
    return { kind: "error", error: cutOff(error, signal), wrote: true };
  }
  const message = `stopped by ${signal} before anything was written`;
  return { kind: "error", error: { code: "interrupted", message, next: "Run again." }, wrote: false };
}

function cutOff({ path }: ErrorRecord, signal: StopSignal): ErrorRecord {
  const message = `stopped by ${signal} during POST ${path}: the write may have been carried out`;
  return { code: "interrupted", message, next: "Check the state before you run it again.", outcome: "unknown" };
}

import type { ErrorRecord } from "@skyvia-schedules/core";
import type { StopSignal } from "../process/io.ts";
import { counted } from "@skyvia-schedules/core/counted";

/** The error of a run that a signal has stopped between its changes. */
export function interrupted(by: StopSignal, notStarted: number, next: string): ErrorRecord {
  return { code: "interrupted", message: `stopped by ${by}: ${counted(notStarted, "change")} not started`, next };
}

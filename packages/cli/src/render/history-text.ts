import type { ChangeHistory } from "../executions/read-histories.ts";
import { counted } from "@skyvia-schedules/core/counted";

/** A history in a few words. */
export function historyText(history: ChangeHistory): string {
  if ("error" in history) return `history could not be read: ${history.error.message}`;
  const { runsPerDay, lastSuccess, lastFailure, running } = history;
  const active =
    running === undefined ? [] : [running === null ? "none running" : `execution ${running.runId} is ${running.state}`];
  if (runsPerDay === 0 && lastSuccess === null && lastFailure === null)
    return ["no finished run", ...active].join(", ");
  return [
    `${counted(runsPerDay, "run")} a day`,
    `last success ${lastSuccess === null ? "none" : minute(lastSuccess)}`,
    `last failure ${lastFailure === null ? "none" : minute(lastFailure)}`,
    ...active,
  ].join(", ");
}

/** A time to the minute: `2026-11-24 06:00Z`. */
function minute(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")}Z`;
}

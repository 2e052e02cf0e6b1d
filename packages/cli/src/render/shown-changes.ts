import type { AppliedChange, Change, DriftChange } from "@skyvia-schedules/core";
import type { Outcome } from "../verb/outcome.ts";

/** The changes that are told: what stays as it is only where all is asked for. */
export function shownChanges({
  changes = [],
  all = false,
}: Outcome): readonly (Change | DriftChange | AppliedChange)[] {
  return changes.filter(({ action }) => all || action !== "keep");
}

import { createCauses, isOutside, type Change, type Corrections, type DesiredState } from "@skyvia-schedules/core";
import type { LedgerContent } from "../ledger/ledger-file.ts";

/** The corrections in a ledger, up to an instant in milliseconds since the epoch. undefined: there is no ledger. */
export function correctionsOf(
  ledger: LedgerContent | null,
  desired: DesiredState,
  at: number,
): Corrections | undefined {
  if (ledger === null) return undefined;
  const { writes, unfinished } = ledger;
  const baseline = { applied: null, committed: null, ledger: writes, unfinished, decidedAt: null };
  return { writes, at, causeOf: createCauses(baseline, desired, at) };
}

/** The causes for the lines of a ledger: whether somebody switched the schedule outside, if that is known. */
export function outsideCauses(corrections: Corrections | undefined): (change: Change) => string | null {
  return (change) => {
    const cause = corrections?.causeOf(change) ?? null;
    return isOutside(cause) ? cause : null;
  };
}

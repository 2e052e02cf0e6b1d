import type { Change, LedgerWrite, Limits, MatchingEntry, Problem, ScheduleState } from "@skyvia-schedules/core";

/** Everything that decides about one integration. */
export interface Explanation {
  readonly workspace: { readonly id: number; readonly name: string | null };
  readonly integration: { readonly id: number; readonly name: string | null; readonly modified: string | null };
  readonly live: ScheduleState;
  /** The first one decides. Empty: the integration is unmanaged. */
  readonly entries: readonly MatchingEntry[];
  readonly limits: Limits;
  /** The last ledger lines about it, oldest first. */
  readonly ledger: readonly LedgerWrite[];
  /** What a plan would do. null: a problem prevents it, or no entry asks for anything. */
  readonly change: Change | null;
  readonly problems: readonly Problem[];
}

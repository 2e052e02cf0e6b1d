import type {
  Change,
  LayerRecord,
  LedgerWrite,
  Limits,
  MatchingEntry,
  NextTransition,
  Problem,
  ScheduleState,
} from "@skyvia-schedules/core";

/** Everything that decides about one integration. */
export interface Explanation {
  readonly workspace: { readonly id: number; readonly name: string | null };
  readonly integration: { readonly id: number; readonly name: string | null; readonly modified: string | null };
  /** The instant that it is for, in milliseconds since the epoch. */
  readonly at: number;
  readonly live: ScheduleState;
  /** The base and the layers over it, from the bottom up. Empty: the integration is unmanaged. */
  readonly layers: readonly LayerRecord[];
  /** The next change that time causes. null: there is none. */
  readonly next: NextTransition | null;
  /** The first one decides. Empty: the integration is unmanaged. */
  readonly entries: readonly MatchingEntry[];
  readonly limits: Limits;
  /** The last ledger lines about it, oldest first. */
  readonly ledger: readonly LedgerWrite[];
  /** What a plan would do. null: a problem prevents it, or no entry asks for anything. */
  readonly change: Change | null;
  readonly problems: readonly Problem[];
}

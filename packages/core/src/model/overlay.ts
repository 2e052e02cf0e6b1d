import type { DesiredSchedule } from "./schedule.ts";
import type { Source } from "./source.ts";

/**
 * Which integrations a hold or a freeze is about: an integration is selected if every key that is given has a value that
 * fits. `id`, `name` and `match` look at the integration, `tag` and `owner` at the entry that decides it.
 */
export interface OverlaySelect {
  readonly id?: readonly number[];
  readonly name?: readonly string[];
  /** Globs over names. */
  readonly match?: readonly string[];
  readonly tag?: readonly string[];
  readonly owner?: readonly string[];
}

/** A person's override of the base for some time, with a reason. */
export interface Hold {
  readonly workspaceId: number;
  readonly select: OverlaySelect;
  readonly schedule: DesiredSchedule;
  /** Milliseconds since the epoch. null: it has no beginning. */
  readonly from: number | null;
  /** Milliseconds since the epoch; the hold no longer covers this instant. */
  readonly until: number;
  readonly reason: string;
  readonly owner: string;
  /** Whether the hold wins over freezes too. */
  readonly overridesFreeze: boolean;
  /** How its instants are shown: an IANA zone, `UTC`, or an offset such as `+01:00`. */
  readonly timeZone: string;
  /** The place of its first key. */
  readonly source: Source;
}

/** When a freeze is on: once, or again and again. Instants and durations in milliseconds. */
export type FreezeTime =
  | { readonly kind: "once"; readonly from: number; readonly until: number }
  | { readonly kind: "recurring"; readonly cron: string; readonly duration: number };

/** A window in which the selected schedules are off. */
export interface Freeze {
  /** No other freeze has it. */
  readonly name: string;
  /** null: every workspace of the desired state. */
  readonly workspaceId: number | null;
  /** null: everything that is managed. */
  readonly select: OverlaySelect | null;
  readonly except: OverlaySelect | null;
  readonly reason: string | null;
  readonly owner: string | null;
  readonly time: FreezeTime;
  /** The zone of `cron`, and how its instants are shown: an IANA zone, `UTC`, or an offset such as `+01:00`. */
  readonly timeZone: string;
  /** The place of its first key. */
  readonly source: Source;
}

/** The layers over the base: holds, then freezes over them. */
export interface Overlays {
  readonly holds: readonly Hold[];
  readonly freezes: readonly Freeze[];
}

/** No layers over the base. */
export const noOverlays: Overlays = { holds: [], freezes: [] };

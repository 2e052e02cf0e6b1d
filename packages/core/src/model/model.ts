import type { EntryNotes } from "./entry-notes.ts";
import type { Overlays } from "./overlay.ts";
import type { DesiredSchedule } from "./schedule.ts";
import type { Source } from "./source.ts";

export type { DesiredSchedule, ScheduleState } from "./schedule.ts";
export type { Source } from "./source.ts";

/** The words of the model: desired state, live state, changes. Plain JSON throughout, so that all of it can be saved. */

/** `observe`: drift is reported and never written. */
export type Mode = "enforce" | "observe";

/** What to do about an execution that is active when its schedule is disabled: leave it, wait for its end, or cancel it and wait. */
export type Drain = "none" | "wait" | "cancel";

/** What to do about integrations that no entry covers. */
export type Unmanaged = "ignore" | "report" | "fail";

/** How many changes of one kind a run may make: a count, or whole percent of the workspace's managed schedules. */
export type Limit = number | `${number}%`;

/** A limit and where it is written. */
export interface PlacedLimit {
  readonly limit: Limit;
  readonly source: Source;
}

/** The limits that a workspace sets for itself. null: none. */
export interface Limits {
  readonly disable: PlacedLimit | null;
  readonly enable: PlacedLimit | null;
}

/** The limits of a workspace that sets none. */
export const noLimits: { readonly disable: null; readonly enable: null } = { disable: null, enable: null };

/** How an entry picks its integrations. An entry by id or name takes precedence over globs; among globs the first one decides. */
export type Selector =
  | { readonly kind: "id"; readonly id: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "match"; readonly glob: string };

/** The keys of an entry that the `defaults` of a workspace block may give. */
export type DefaultKey = "owner" | "tags" | "mode" | "protected";

/** A key that the workspace block of an entry has a default for. */
export interface EntryDefault {
  readonly key: DefaultKey;
  /** The place of the default's value. */
  readonly source: Source;
  /** Whether the entry uses the default. false: it gives the key its own value. */
  readonly taken: boolean;
}

/** One entry of the desired state, with the defaults of its workspace block in it. */
export interface DesiredEntry extends EntryNotes {
  readonly selector: Selector;
  /** For an entry by id: the name that the integration must have. null: not asserted. */
  readonly name: string | null;
  readonly schedule: DesiredSchedule;
  readonly mode: Mode;
  /** Absent: `none`. */
  readonly drain?: Drain;
  /** The place of the `protected: true` that applies, its own or the default's. null: not protected. */
  readonly protectedSource: Source | null;
  /** The place of its `schedule` value. */
  readonly source: Source;
  /** The place of the value that selects: the id, name or glob. */
  readonly selectorSource: Source;
  /** The place of the asserted name, if there is one. */
  readonly nameSource: Source | null;
  /** The values of the block's `defaults`, in the order of `owner`, `tags`, `mode`, `protected`. */
  readonly defaults: readonly EntryDefault[];
}

/** The environment variable with the token of a workspace, and where it is written. Never the token itself. */
export interface TokenVariable {
  readonly variable: string;
  readonly source: Source;
}

/** The desired state of one workspace, merged from all files that list it. */
export interface DesiredWorkspace {
  readonly id: number;
  /** The name that the workspace must have. null: not asserted. */
  readonly name: string | null;
  /** Where its token comes from. null: it has the token of the run. */
  readonly tokenFrom: TokenVariable | null;
  readonly unmanaged: Unmanaged;
  readonly limits: Limits;
  readonly entries: readonly DesiredEntry[];
  /** The first place of its `id`. */
  readonly source: Source;
  readonly nameSource: Source | null;
}

/** The desired state of all files. Workspaces are sorted by id; each id is listed once. */
export interface DesiredState {
  readonly workspaces: readonly DesiredWorkspace[];
  /** The holds and freezes over the entries. They count only while they last. */
  readonly overlays: Overlays;
}

import type { Input } from "@pulumi/pulumi";
import type { DesiredSchedule } from "@skyvia-schedules/core";

/** The integrations that a hold or a freeze is about: one or more keys, each with a value or a list. An integration must match all of the keys; a list matches if one of its values does. */
export interface SelectArgs {
  /** Ids of integrations: one number, or a list of numbers. */
  readonly id?: Input<number | readonly Input<number>[]> | undefined;
  /** Exact names: one text, or a list of texts. */
  readonly name?: Input<string | readonly Input<string>[]> | undefined;
  /** Globs over names: one text, or a list of texts. */
  readonly match?: Input<string | readonly Input<string>[]> | undefined;
  /** Tags of entries: one text, or a list of texts. */
  readonly tag?: Input<string | readonly Input<string>[]> | undefined;
  /** Owners of entries: one text, or a list of texts. */
  readonly owner?: Input<string | readonly Input<string>[]> | undefined;
}

/** Overrides the desired state for some time, with a reason. */
export interface HoldArgs {
  /** The workspace of the resource. It is optional. */
  readonly workspace?: Input<number> | undefined;
  /** Which integrations the hold is about. An `IntegrationSchedule` does not need it: its hold is about its own schedule. */
  readonly select?: Input<SelectArgs> | undefined;
  /** The state of the schedules while the hold lasts. */
  readonly schedule: Input<DesiredSchedule>;
  /** When it begins, as RFC 3339. */
  readonly from?: Input<string> | undefined;
  /** When it ends, as RFC 3339. This instant is not part of it. */
  readonly until: Input<string>;
  /** An IANA name. With it, `from` and `until` may be local times of this zone, without an offset. */
  readonly timeZone?: Input<string> | undefined;
  /** Why there is a hold. */
  readonly reason: Input<string>;
  /** Who is responsible for the hold. */
  readonly owner: Input<string>;
  /** `freeze`: the hold also overrides freezes. */
  readonly overrides?: Input<"freeze"> | undefined;
}

/** A window in which schedules are off: once, with `from` and `until`, or repeatedly, with `cron`, `duration` and `timeZone`. */
export interface FreezeArgs {
  /** Its name. No other freeze of the resource has it. */
  readonly name: Input<string>;
  /** The workspace of the resource. It is optional. */
  readonly workspace?: Input<number> | undefined;
  /** The integrations that are off. Default: all managed integrations. */
  readonly select?: Input<SelectArgs> | undefined;
  /** The selected integrations that the freeze leaves out. */
  readonly except?: Input<SelectArgs> | undefined;
  /** When it begins, as RFC 3339. */
  readonly from?: Input<string> | undefined;
  /** When it ends, as RFC 3339. This instant is not part of it. */
  readonly until?: Input<string> | undefined;
  /** An IANA name. With it, `from` and `until` may be local times of this zone, without an offset. */
  readonly timeZone?: Input<string> | undefined;
  /** When each window begins: a cron expression of five fields, in `timeZone`. Instead of `from` and `until`. */
  readonly cron?: Input<string> | undefined;
  /** How long it lasts each time, with `cron`, as `"8h"`. */
  readonly duration?: Input<string> | undefined;
  /** Why there is a freeze. */
  readonly reason?: Input<string> | undefined;
  /** Who is responsible for the freeze. */
  readonly owner?: Input<string> | undefined;
}

import type { FlagParametersForType } from "@stricli/core";
import type { Criterion } from "@skyvia-schedules/core";
import type { SideFlags } from "../pause/sides.ts";
import type { Context } from "../verb/context.ts";
import {
  apiFlags,
  tokenFromFlags,
  workspaceFlags,
  type ApiFlags,
  type TokenFromFlags,
  type WorkspaceFlags,
} from "./api-flags.ts";
import { fileFlags, planFlags } from "./plan-flags.ts";
import {
  ledgerFlags,
  reasonFlags,
  writeFlags,
  type LedgerFlags,
  type LimitFlags,
  type ReasonFlags,
} from "./write-flags.ts";
import { drainFlags, healthFlags, type DrainFlags, type HealthFlags } from "./gate-flags.ts";
import { accepting, instant, limit, longDuration, text, whole } from "./values.ts";

// The flags of the verbs that act at once: enable, disable, freeze, thaw and undo.

/** Flags of the verbs that switch one schedule. */
export type SwitchFlags = WorkspaceFlags &
  ReasonFlags &
  LedgerFlags & {
    /** Milliseconds. */
    readonly for?: number;
    /** Milliseconds since the epoch. */
    readonly until?: number;
    readonly owner?: string;
    readonly file?: readonly string[];
    /** Milliseconds. */
    readonly maxHold?: number;
  };

const switchFlags: FlagParametersForType<SwitchFlags, Context> = {
  ...workspaceFlags,
  for: {
    kind: "parsed",
    parse: longDuration,
    optional: true,
    placeholder: "time",
    brief: "Only for this time, such as 4h, with a hold; needs --reason",
  },
  until: {
    kind: "parsed",
    parse: instant,
    optional: true,
    placeholder: "time",
    brief: "Only until this instant, such as 2026-12-31T18:00:00+01:00, with a hold; needs --reason",
  },
  reason: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "text",
    brief: "The reason, for the ledger and the hold",
  },
  owner: { kind: "parsed", parse: text, optional: true, placeholder: "name", brief: "The owner of the hold [you]" },
  file: {
    ...fileFlags.file,
    brief: "Add the hold to this file; repeat -f for the other files [print the hold]",
  },
  maxHold: { ...fileFlags.maxHold, brief: "The longest time that a hold may last [30d]" },
  ...ledgerFlags,
};

export type EnableFlags = SwitchFlags & HealthFlags;

export const enableFlags: FlagParametersForType<EnableFlags, Context> = { ...switchFlags, ...healthFlags };

export type DisableFlags = SwitchFlags & DrainFlags;

export const disableFlags: FlagParametersForType<DisableFlags, Context> = { ...switchFlags, ...drainFlags };

/** Flags of the verbs that switch many schedules without files. */
type SwitchManyFlags = LimitFlags & LedgerFlags & { readonly yes: boolean };

const switchManyFlags: FlagParametersForType<SwitchManyFlags, Context> = {
  yes: writeFlags.yes,
  maxDisable: {
    kind: "parsed",
    parse: limit,
    optional: true,
    placeholder: "n|n%",
    brief: "Disable at most this many schedules: a count or a percentage [no limit]",
  },
  maxEnable: {
    kind: "parsed",
    parse: limit,
    optional: true,
    placeholder: "n|n%",
    brief: "Enable at most this many schedules: a count or a percentage [no limit]",
  },
  ...ledgerFlags,
};

const snapshotFlag = { kind: "parsed", parse: text, placeholder: "file" } as const;

export type FreezeFlags = WorkspaceFlags &
  SwitchManyFlags &
  DrainFlags & {
    readonly select?: readonly Criterion[];
    readonly snapshot: string;
    readonly reason: string;
    readonly owner?: string;
    readonly file?: readonly string[];
    /** Milliseconds since the epoch. */
    readonly until?: number;
    readonly name?: string;
    /** Milliseconds. */
    readonly maxHold?: number;
  };

export const freezeFlags: FlagParametersForType<FreezeFlags, Context> = {
  ...workspaceFlags,
  select: { ...planFlags.select, brief: "Only id:456 or name:stg-*" },
  snapshot: {
    ...snapshotFlag,
    brief: "A new file for the states before the freeze; or that of an interrupted freeze, to continue it",
  },
  reason: { kind: "parsed", parse: text, placeholder: "text", brief: "The reason, for the snapshot and the ledger" },
  owner: { kind: "parsed", parse: text, optional: true, placeholder: "name", brief: "The owner of the freeze [you]" },
  file: {
    ...fileFlags.file,
    brief: "Add the freeze to this file too, so that apply respects it; repeat -f for the other files",
  },
  until: {
    kind: "parsed",
    parse: instant,
    optional: true,
    placeholder: "time",
    brief: "With -f: when the freeze in the file ends, such as 2026-12-31T18:00:00+01:00",
  },
  name: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "name",
    brief: "With -f: the name of the freeze in the file [freeze, the workspace's id and the time]",
  },
  maxHold: fileFlags.maxHold,
  ...drainFlags,
  ...switchManyFlags,
};

export type ThawFlags = ApiFlags &
  HealthFlags &
  TokenFromFlags &
  SwitchManyFlags &
  ReasonFlags &
  SideFlags & {
    readonly workspace?: string;
    readonly snapshot: string;
    readonly stagger?: number;
    /** Milliseconds. */
    readonly every?: number;
  };

const sideFlag = {
  kind: "parsed",
  parse: accepting,
  optional: true,
  variadic: true,
  placeholder: "ids|all",
} as const;

export const thawFlags: FlagParametersForType<ThawFlags, Context> = {
  snapshot: { ...snapshotFlag, brief: "The file of the freeze" },
  workspace: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "id|name",
    brief: "Refuse a snapshot of another workspace",
  },
  stagger: {
    kind: "parsed",
    parse: whole(1, 1_000_000),
    optional: true,
    placeholder: "n",
    brief: "Enable this many at a time; if one of their executions fails, the others stay disabled",
  },
  every: {
    kind: "parsed",
    parse: longDuration,
    optional: true,
    placeholder: "time",
    brief: "With --stagger: how long to wait between two waves [2m]",
  },
  ...healthFlags,
  ours: { ...sideFlag, brief: "Restore these integrations, even if somebody has changed them since" },
  theirs: { ...sideFlag, brief: "Leave these integrations as they are now, if somebody has changed them since" },
  ...reasonFlags,
  ...switchManyFlags,
  ...tokenFromFlags,
  ...apiFlags,
};

export type UndoFlags = ApiFlags &
  TokenFromFlags &
  SwitchManyFlags &
  ReasonFlags &
  SideFlags & {
    readonly ledger: string;
    readonly last: boolean;
  };

export const undoFlags: FlagParametersForType<UndoFlags, Context> = {
  ...switchManyFlags,
  ledger: {
    kind: "parsed",
    parse: text,
    placeholder: "file",
    brief: "The ledger of the run; the undo is appended to it",
  },
  last: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "The newest run that wrote something, except an undo",
  },
  ours: { ...sideFlag, brief: "Restore these integrations, even if somebody has changed them since" },
  theirs: { ...sideFlag, brief: "Leave these integrations as they are now, if somebody has changed them since" },
  ...reasonFlags,
  ...tokenFromFlags,
  ...apiFlags,
};

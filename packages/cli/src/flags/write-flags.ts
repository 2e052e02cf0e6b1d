import type { FlagParametersForType } from "@stricli/core";
import type { Limit, Override } from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import { limit, override, text } from "./values.ts";

export type LimitFlags = {
  readonly maxDisable?: Limit;
  readonly maxEnable?: Limit;
};

const limitFlag = { kind: "parsed", parse: limit, optional: true, placeholder: "n|n%" } as const;

/** How many schedules one run may switch. */
export const limitFlags: FlagParametersForType<LimitFlags, Context> = {
  maxDisable: {
    ...limitFlag,
    brief: "Disable at most this many schedules of a workspace: a count or a percentage [25%, at least 5]",
  },
  maxEnable: {
    ...limitFlag,
    brief: "Enable at most this many schedules of a workspace: a count or a percentage [25%, at least 5]",
  },
};

export type LedgerFlags = {
  readonly ledger?: string;
};

export const ledgerFlags: FlagParametersForType<LedgerFlags, Context> = {
  ledger: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "file",
    brief: "The ledger: a file with one JSON line for each step of a write",
  },
};

export type ReasonFlags = {
  readonly reason?: string;
};

export const reasonFlags: FlagParametersForType<ReasonFlags, Context> = {
  reason: { kind: "parsed", parse: text, optional: true, placeholder: "text", brief: "The reason, for the ledger" },
};

/** Flags of every verb that carries out a plan. */
export type WriteFlags = LimitFlags &
  LedgerFlags &
  ReasonFlags & {
    readonly yes: boolean;
    readonly override?: readonly Override[];
  };

export const writeFlags: FlagParametersForType<WriteFlags, Context> = {
  yes: { kind: "boolean", default: false, withNegated: false, brief: "Do not ask for confirmation" },
  ...limitFlags,
  override: {
    kind: "parsed",
    parse: override,
    optional: true,
    variadic: true,
    placeholder: "protected:id|flap:id",
    brief: "Allow one change of a protected entry, or of a schedule that was switched back twice; needs --reason",
  },
  ...reasonFlags,
  ...ledgerFlags,
};

/** A file to write. */
type OutFlag = {
  readonly kind: "parsed";
  readonly parse: (value: string) => string;
  readonly optional: true;
  readonly placeholder: "file";
};

/** What the flags for an output file have in common. Each verb adds its brief. */
export const outFlag: OutFlag = { kind: "parsed", parse: text, optional: true, placeholder: "file" };

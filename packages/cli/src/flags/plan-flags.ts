import type { FlagParametersForType } from "@stricli/core";
import type { Criterion } from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import type { HistoryFlags } from "../executions/read-histories.ts";
import { criterion, instant, longDuration, text } from "./values.ts";
import { formatFlags, apiFlags, workspaceFlags, type FormatFlags, type ApiFlags } from "./api-flags.ts";
import { ledgerFlags, type LedgerFlags } from "./write-flags.ts";

export type ReportFlags = FormatFlags & {
  readonly reportFile?: string;
};

/** Flags of the verbs that report a plan or its results. */
export const reportFlags: FlagParametersForType<ReportFlags, Context> = {
  reportFile: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "file",
    brief: "Also write the whole report as Markdown to this new file",
  },
  ...formatFlags,
};

export type FileFlags = ReportFlags & {
  readonly file?: readonly string[];
  /** Milliseconds. */
  readonly maxHold?: number;
};

const maxHold = {
  kind: "parsed",
  parse: longDuration,
  optional: true,
  placeholder: "time",
  brief: "The longest time that a hold in the files may last [30d]",
} as const;

export const fileFlags: FlagParametersForType<FileFlags, Context> = {
  file: {
    kind: "parsed",
    parse: text,
    optional: true,
    variadic: true,
    placeholder: "path",
    brief: "File, folder, glob, or - for stdin [skyvia.yaml, skyvia.yml or skyvia/]",
  },
  maxHold,
  ...reportFlags,
};

export type AtFlags = {
  /** Milliseconds since the epoch. */
  readonly at?: number;
};

/** Of the verbs that can show another time than now. */
export const atFlags: FlagParametersForType<AtFlags, Context> = {
  at: {
    kind: "parsed",
    parse: instant,
    optional: true,
    placeholder: "time",
    brief: "Show what the files ask for at this instant, such as 2026-12-31T18:00:00+01:00 [now]",
  },
};

export type LightFlags = {
  readonly light: boolean;
};

/** Of the verbs that may rely on the listing. */
export const lightFlags: FlagParametersForType<LightFlags, Context> = {
  light: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Rely on the listing for active schedules, once reads have proved that it is right",
  },
};

export type PlanFlags = ApiFlags &
  FileFlags & {
    readonly workspace?: readonly string[];
    readonly select?: readonly Criterion[];
    readonly exclude?: readonly Criterion[];
    readonly all: boolean;
  };

const criteria = {
  kind: "parsed",
  parse: criterion,
  optional: true,
  variadic: true,
  placeholder: "criterion",
} as const;

export const planFlags: FlagParametersForType<PlanFlags, Context> = {
  ...fileFlags,
  workspace: {
    kind: "parsed",
    parse: text,
    optional: true,
    variadic: true,
    placeholder: "id|name",
    brief: "Only this workspace, by id or exact name",
  },
  select: { ...criteria, brief: "Only id:456, name:stg-*, tag:x or owner:x" },
  exclude: { ...criteria, brief: "All except id:456, name:stg-*, tag:x or owner:x" },
  all: { kind: "boolean", default: false, withNegated: false, brief: "Also show schedules that stay as they are" },
  ...apiFlags,
} as const;

/** What a plan can show of each change in addition. */
export const historyFlags: FlagParametersForType<HistoryFlags, Context> = {
  withHistory: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Show what each change stops or starts: runs per day, last success and failure (one call per change)",
  },
  withActive: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "The same, and the execution that is active now (two calls per change)",
  },
};

export const planAliases = { f: "file", w: "workspace" } as const;

export type HygieneFlags = LedgerFlags & {
  /** Milliseconds. */
  readonly failingFor?: number;
};

/** Of the verbs that report hygiene. */
export const hygieneFlags: FlagParametersForType<HygieneFlags, Context> = {
  failingFor: {
    kind: "parsed",
    parse: longDuration,
    optional: true,
    placeholder: "time",
    brief: "A schedule is failing if all its runs in this time failed, at least 3 [7d]",
  },
  ledger: { ...ledgerFlags.ledger, brief: "The ledger, which shows since when a schedule is disabled" },
};

/** Of the verbs that show why live differs. */
export type AppliedFlags = {
  /** A git revision. */
  readonly applied?: string;
};

export const appliedFlags: FlagParametersForType<AppliedFlags, Context> = {
  applied: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "revision",
    brief: "The git revision whose files were applied last",
  },
};

export type ExplainFlags = ApiFlags & FileFlags & AtFlags & LedgerFlags & { readonly workspace: string };

export const explainFlags: FlagParametersForType<ExplainFlags, Context> = {
  workspace: workspaceFlags.workspace,
  ...apiFlags,
  ...fileFlags,
  ...atFlags,
  ...ledgerFlags,
};

import type { FlagParametersForType } from "@stricli/core";
import type { Criterion, Limit, Override } from "@skyvia-schedules/core";
import { formats, type Format } from "../render/formats.ts";
import type { Context } from "../verb/context.ts";
import type { HistoryFlags } from "../executions/read-histories.ts";
import {
  concurrency,
  criterion,
  dateTime,
  duration,
  instant,
  interval,
  limit,
  listenAddress,
  longDuration,
  override,
  text,
  tokenVariable,
  whole,
} from "./values.ts";

// The flags of all verbs, in one place, as the argument parser takes them. Nothing here loads HTTP, YAML or the schema.
// `format` is listed for the help and for checking. Its value comes from the context, because it applies at any place of the command line.

export type FormatFlags = {
  readonly format: Format;
  /** Renderers take it from the context. */
  readonly wide: boolean;
};

export const formatFlags: FlagParametersForType<FormatFlags, Context> = {
  format: {
    kind: "enum",
    values: formats,
    default: "text",
    brief: "Format of the result on stdout",
    placeholder: "format",
  },
  wide: { kind: "boolean", default: false, withNegated: false, brief: "Do not fit rows to the terminal" },
};

export type ApiFlags = FormatFlags & {
  readonly baseUrl?: string;
  readonly tokenFile?: string;
  readonly concurrency: number | "auto";
  readonly timeout?: number;
  readonly requestTimeout: number;
  readonly readOnly: boolean;
};

export const apiFlags: FlagParametersForType<ApiFlags, Context> = {
  baseUrl: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "url",
    brief: "Where the API is [SKYVIA_BASE_URL, else https://api.skyvia.com]",
  },
  tokenFile: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "file",
    brief: "File with the token, - for stdin [SKYVIA_TOKEN, else SKYVIA_TOKEN_FILE]",
  },
  concurrency: {
    kind: "parsed",
    parse: concurrency,
    default: "auto",
    placeholder: "n|auto",
    brief: "Upper bound of calls in flight, 1 to 256; auto finds the number",
  },
  timeout: {
    kind: "parsed",
    parse: duration,
    optional: true,
    placeholder: "time",
    brief: "Time for the whole run, such as 30s or 5m [none]",
  },
  requestTimeout: {
    kind: "parsed",
    parse: duration,
    default: "30s",
    placeholder: "time",
    brief: "Time for one attempt of one call, including its answer",
  },
  readOnly: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Refuse every call that could change anything",
  },
  ...formatFlags,
};

/** Flags of the verbs that call the API without files, which would name the variable of each workspace. */
export type TokenFromFlags = {
  readonly tokenFrom?: string;
};

export const tokenFromFlags: FlagParametersForType<TokenFromFlags, Context> = {
  tokenFrom: {
    kind: "parsed",
    parse: tokenVariable,
    optional: true,
    placeholder: "name",
    brief: "The variable with the token, such as SKYVIA_TOKEN_WEST, for another account [SKYVIA_TOKEN]",
  },
};

export type WorkspaceFlags = ApiFlags &
  TokenFromFlags & {
    readonly workspace: string;
  };

/** On every verb; the parser gets it from `command`. */
export const verboseFlag = {
  kind: "boolean",
  default: false,
  withNegated: false,
  brief: "Log every attempt of every call on stderr",
} as const;

/** The flags that most verbs have. The help shows them last. */
export const commonFlags: Readonly<Record<string, unknown>> = { ...apiFlags, verbose: verboseFlag };

export const workspaceFlags: FlagParametersForType<WorkspaceFlags, Context> = {
  workspace: { kind: "parsed", parse: text, placeholder: "id|name", brief: "The workspace, by id or exact name" },
  ...tokenFromFlags,
  ...apiFlags,
};

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
  brief: "How long a hold of the files may be [30d]",
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

/** Of the verbs that may believe the listing. */
export const lightFlags: FlagParametersForType<LightFlags, Context> = {
  light: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Believe the listing where it says that a schedule is active, once that is proved",
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
  exclude: { ...criteria, brief: "All but id:456, name:stg-*, tag:x or owner:x" },
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
    brief: "A schedule is failing where all runs of this time failed, 3 at least [7d]",
  },
  ledger: { ...ledgerFlags.ledger, brief: "The ledger, which knows since when a schedule is disabled" },
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

export type ReasonFlags = {
  readonly reason?: string;
};

export const reasonFlags: FlagParametersForType<ReasonFlags, Context> = {
  reason: { kind: "parsed", parse: text, optional: true, placeholder: "text", brief: "Why, for the ledger" },
};

export type ExplainFlags = ApiFlags & FileFlags & AtFlags & LedgerFlags & { readonly workspace: string };

export const explainFlags: FlagParametersForType<ExplainFlags, Context> = {
  workspace: workspaceFlags.workspace,
  ...apiFlags,
  ...fileFlags,
  ...atFlags,
  ...ledgerFlags,
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
    brief: "Allow one change of a protected entry, or of a schedule that was put back twice; needs --reason",
  },
  ...reasonFlags,
  ...ledgerFlags,
};

/** Flags of the verb that goes on until a signal ends it. */
export type WatchFlags = Omit<PlanFlags, "timeout" | "reportFile" | "all"> &
  Omit<WriteFlags, "yes"> & {
    readonly correct: boolean;
    /** Milliseconds. */
    readonly interval: number;
    readonly listen: { readonly host: string; readonly port: number };
    readonly logFormat?: "text" | "json";
  };

const { timeout: _timeout, reportFile: _reportFile, all: _all, ...sweepFlags } = planFlags;
const { yes: _yes, ...correctFlags } = writeFlags;

export const watchFlags: FlagParametersForType<WatchFlags, Context> = {
  interval: {
    kind: "parsed",
    parse: interval,
    default: "15m",
    placeholder: "time",
    brief: "How often to compare, 1s to 24h, a tenth more or less",
  },
  correct: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Enable and disable what differs, as apply does; nobody is asked",
  },
  listen: {
    kind: "parsed",
    parse: listenAddress,
    default: "127.0.0.1:9464",
    placeholder: "host:port",
    brief: "Where to serve /healthz, /readyz and /metrics",
  },
  logFormat: {
    kind: "enum",
    values: ["text", "json"],
    optional: true,
    placeholder: "format",
    brief: "Format of the log on stdout [text; json with --format json]",
  },
  ...sweepFlags,
  ...correctFlags,
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

export type ExecutionFlags = {
  readonly startDate?: string;
  readonly endDate?: string;
  readonly failed?: boolean;
  readonly take: number;
  readonly skip: number;
  readonly sortBy?: "startDate" | "runId" | "executionId";
  readonly sortOrder?: "asc" | "desc";
};

/** Paging and filters of the list of executions. */
export const executionFlags: FlagParametersForType<ExecutionFlags, Context> = {
  startDate: {
    kind: "parsed",
    parse: dateTime,
    optional: true,
    placeholder: "time",
    brief: "Not before this date-time",
  },
  endDate: { kind: "parsed", parse: dateTime, optional: true, placeholder: "time", brief: "Not after this date-time" },
  failed: { kind: "boolean", optional: true, brief: "Only failed ones (--no-failed: only the others)" },
  take: { kind: "parsed", parse: whole(1, 1_000_000), default: "20", placeholder: "n", brief: "How many at most" },
  skip: {
    kind: "parsed",
    parse: whole(0, 2_147_483_647),
    default: "0",
    placeholder: "n",
    brief: "How many to skip first",
  },
  sortBy: {
    kind: "enum",
    values: ["startDate", "runId", "executionId"],
    optional: true,
    placeholder: "field",
    brief: "Sort by this field [startDate]",
  },
  sortOrder: { kind: "enum", values: ["asc", "desc"], optional: true, placeholder: "order", brief: "Sort order [asc]" },
};

export type EmulatorFlags = FormatFlags & {
  readonly port: number;
  readonly seed?: string;
  readonly generate?: number;
  readonly latency?: number;
  readonly state?: string;
};

export const emulatorFlags: FlagParametersForType<EmulatorFlags, Context> = {
  port: {
    kind: "parsed",
    parse: whole(0, 65_535),
    default: "8086",
    placeholder: "n",
    brief: "The port, 0 for any free one",
  },
  seed: {
    kind: "parsed",
    parse: text,
    optional: true,
    placeholder: "file",
    brief: "The content at the start, YAML or JSON",
  },
  generate: {
    kind: "parsed",
    parse: whole(0, 1_000_000),
    optional: true,
    placeholder: "n",
    brief: "Instead of a seed: one workspace with n integrations",
  },
  latency: {
    kind: "parsed",
    parse: duration,
    optional: true,
    placeholder: "time",
    brief: "How long every answer takes",
  },
  state: { kind: "parsed", parse: text, optional: true, placeholder: "file", brief: "Keep the state in this file" },
  ...formatFlags,
};

export type DemoFlags = FormatFlags & {
  readonly pause: boolean;
};

export const demoFlags: FlagParametersForType<DemoFlags, Context> = {
  pause: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Wait for a key between the steps; q ends the demo",
  },
  ...formatFlags,
};

import type { FlagParametersForType } from "@stricli/core";
import { formats, type Format } from "../render/formats.ts";
import type { Context } from "../verb/context.ts";
import { concurrency, duration, text, tokenVariable } from "./values.ts";

// The argument parser lists `format` in the help and checks its value. The value that counts comes from the context, because the flag may be given anywhere.
// No file of this folder loads HTTP, YAML or the schema: the help needs all of them.

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
    brief: "The base URL of the API [SKYVIA_BASE_URL, else https://api.skyvia.com]",
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
    brief: "Upper bound of calls in flight, 1 to 256; auto adapts the number",
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

/** Flags of the verbs that call the API without files. With files, these name the variable of each workspace. */
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

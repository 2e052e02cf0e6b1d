import type { FlagParametersForType } from "@stricli/core";
import type { Context } from "../verb/context.ts";
import { interval, listenAddress } from "./values.ts";
import { planFlags, type PlanFlags } from "./plan-flags.ts";
import { writeFlags, type WriteFlags } from "./write-flags.ts";

/** Flags of the verb that runs until a signal ends it. */
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
    brief: "How often to compare, 1s to 24h, varied by up to a tenth",
  },
  correct: {
    kind: "boolean",
    default: false,
    withNegated: false,
    brief: "Enable and disable what differs, as apply does, without asking",
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

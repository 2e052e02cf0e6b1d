import type { FlagParametersForType } from "@stricli/core";
import type { Drain, Health } from "@skyvia-schedules/core";
import type { Context } from "../verb/context.ts";
import { longDuration, whole } from "./values.ts";

// Flags for the checks before schedules are enabled and after they are disabled.

export type HealthFlags = {
  readonly health: Health;
  readonly healthRuns?: number;
};

/** Of the verbs that enable. */
export const healthFlags: FlagParametersForType<HealthFlags, Context> = {
  health: {
    kind: "enum",
    values: ["off", "warn", "block"],
    default: "off",
    placeholder: "what",
    brief: "Warn, or block with exit code 4, if a schedule to enable never ran, or its last executions all failed",
  },
  healthRuns: {
    kind: "parsed",
    parse: whole(1, 200),
    optional: true,
    placeholder: "n",
    brief: "With --health: how many executions to look at [3]",
  },
};

export type DrainFlags = {
  readonly drain?: Drain;
  /** Milliseconds. */
  readonly drainTimeout: number;
};

/** Of the verbs that disable. */
export const drainFlags: FlagParametersForType<DrainFlags, Context> = {
  drain: {
    kind: "enum",
    values: ["none", "wait", "cancel"],
    optional: true,
    placeholder: "how",
    brief: "After a schedule was disabled: wait for its active execution, or cancel it and wait [none]",
  },
  drainTimeout: {
    kind: "parsed",
    parse: longDuration,
    default: "15m",
    placeholder: "time",
    brief: "With --drain: how long to wait at most; after that time the exit code is 3",
  },
};

import type { FlagParametersForType } from "@stricli/core";
import type { Context } from "../verb/context.ts";
import { duration, text, whole } from "./values.ts";
import { formatFlags, type FormatFlags } from "./api-flags.ts";

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

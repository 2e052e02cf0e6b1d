import type { CommandContext } from "@stricli/core";
import type { Interruption } from "../process/interruption.ts";
import type { Io } from "../process/io.ts";
import type { Outcome } from "./outcome.ts";

/** `markdown` is for comments of pull requests, `github` for the runner of a workflow. */
export type Format = (typeof formats)[number];

export const formats = ["text", "json", "markdown", "github"] as const;

/** The same as a test for any text. */
export function isFormat(value: string | undefined): value is Format {
  return formats.some((format) => format === value);
}

/** What every verb runs in. */
export interface Context extends CommandContext {
  readonly io: Io;
  readonly format: Format;
  readonly interruption: Interruption;
  /** Takes the outcome of the verb that ran. */
  settle(outcome: Outcome): void;
}

/** The work of one verb. What it throws stops the run and is told as its error. */
export type Verb<Flags, Args extends readonly unknown[] = []> = (
  context: Context,
  flags: Flags,
  ...args: Args
) => Promise<Outcome>;

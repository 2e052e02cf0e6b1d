import type { InitOutcome } from "../verb/outcome.ts";
import type { Context } from "../verb/context.ts";
import type { InitFlags } from "./init-settings.ts";
import { RunError } from "../verb/run-error.ts";

export async function askAndSetUp(_context: Context, _flags: InitFlags): Promise<InitOutcome> {
  throw new RunError("usage", "not yet", "Pass --yes.");
}

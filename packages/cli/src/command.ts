import { buildCommand, type Command, type TypedCommandParameters } from "@stricli/core";
import { errorOutcome } from "./run-error.ts";
import type { Context, Verb } from "./context.ts";

type AnyFlags = Readonly<Record<string, unknown>>;

/**
 * A verb of the command line. Its module is loaded when the verb is called. The one place where what a verb throws
 * becomes an outcome.
 */
export function command<Flags extends AnyFlags, Args extends readonly unknown[]>(
  load: () => Promise<{ readonly default: Verb<Flags, Args> }>,
  brief: string,
  parameters: TypedCommandParameters<NoInfer<Flags>, NoInfer<Args>, Context>,
): Command<Context> {
  return buildCommand<Flags, Args, Context>({
    loader: async () => {
      const { default: verb } = await load();
      return async function (flags, ...args) {
        const outcome = verb(this, flags, ...args);
        this.settle(await outcome.catch((error: unknown) => errorOutcome(error, this.interruption.received)));
      };
    },
    parameters,
    docs: { brief },
  });
}

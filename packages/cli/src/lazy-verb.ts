import { errorOutcome } from "./run-error.ts";
import type { Context, Verb } from "./context.ts";

type VerbFunction<Flags, Args extends readonly unknown[]> = (
  this: Context,
  flags: Flags,
  ...args: Args
) => Promise<void>;

/** A verb that is loaded when it is called. The one place where what a verb throws becomes an outcome. */
export function lazyVerb<Flags, Args extends readonly unknown[]>(
  load: () => Promise<{ readonly default: Verb<Flags, Args> }>,
): () => Promise<VerbFunction<Flags, Args>> {
  return async () => {
    const { default: verb } = await load();
    return async function (flags, ...args) {
      this.settle(
        await verb(this, flags, ...args).catch((error: unknown) => errorOutcome(error, this.interruption.received)),
      );
    };
  };
}

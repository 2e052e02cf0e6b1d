import { buildCommand, type Command, type TypedCommandParameters } from "@stricli/core";
import { errorOutcome } from "../verb/run-error.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";

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
        const work = async (): Promise<Outcome> => {
          await checkReportFile(this, flags);
          return verb(this, flags, ...args);
        };
        const outcome = await work().catch((error: unknown) => errorOutcome(error, this.interruption.received));
        this.settle({ ...outcome, ...reportTo(flags, outcome) });
      };
    },
    parameters,
    docs: { brief },
  });
}

/** A report that cannot be put where it is wanted stops the run before it begins. */
async function checkReportFile({ io }: Context, { reportFile }: AnyFlags): Promise<void> {
  if (typeof reportFile !== "string") return;
  const { checkNewFile } = await import("../files/output-file.ts");
  await checkNewFile(io, reportFile);
}

function reportTo({ reportFile }: AnyFlags, { error }: Outcome): Pick<Outcome, "reportFile"> {
  const refused = error?.code === "output-exists" || error?.code === "output-unwritable";
  return typeof reportFile === "string" && !refused ? { reportFile } : {};
}

import { buildCommand, type Command, type TypedCommandParameters } from "@stricli/core";
import { errorOutcome } from "../verb/error-outcome.ts";
import { findingsOf } from "../verb/findings.ts";
import { checkGivenClock } from "../process/clock.ts";
import { RunError } from "../verb/run-error.ts";
import { verboseFlag } from "../flags/api-flags.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { Outcome } from "../verb/outcome.ts";
import { rolesOf } from "./file-roles-of.ts";

type AnyFlags = Readonly<Record<string, unknown>>;

type Verbose = { readonly verbose: boolean };

/**
 * A verb of the command line. Its module is loaded when the verb is called. Whatever the verb throws becomes an
 * outcome here, and nowhere else.
 */
export function command<Flags extends AnyFlags, Args extends readonly unknown[]>(
  load: () => Promise<{ readonly default: Verb<Flags, Args> }>,
  brief: string,
  parameters: TypedCommandParameters<NoInfer<Flags>, NoInfer<Args>, Context>,
): Command<Context> {
  return buildCommand<Flags & Verbose, Args, Context>({
    loader: async () => {
      const { default: verb } = await load();
      return async function (flags, ...args) {
        const context: Context = flags.verbose ? { ...this, isVerbose: true } : this;
        if (typeof flags["timeout"] === "number") context.interruption.limitTime(context.startedAt + flags["timeout"]);
        const work = async (): Promise<Outcome> => {
          checkGivenClock(this.io);
          checkStdin(flags);
          await checkFiles(context, flags, args);
          await checkReports(context, flags);
          return verb(context, flags, ...args);
        };
        const outcome = await work().catch((error: unknown) => errorOutcome(error, context.interruption.received));
        context.conclude(outcome, reportFileOf(flags, outcome));
      };
    },
    parameters: withVerbose(parameters),
    docs: { brief },
  });
}

/** Every verb has `--verbose`. */
function withVerbose<Flags extends AnyFlags, Args extends readonly unknown[]>(
  parameters: TypedCommandParameters<Flags, Args, Context>,
): TypedCommandParameters<Flags & Verbose, Args, Context> {
  const { flags, aliases } = parameters as Pick<Command<Context>["parameters"], "flags" | "aliases">;
  const all = { ...parameters, flags: { ...flags, verbose: verboseFlag }, aliases: { ...aliases, v: "verbose" } };
  return all as unknown as TypedCommandParameters<Flags & Verbose, Args, Context>;
}

/** Stdin can be read once. */
function checkStdin({ file, tokenFile }: AnyFlags): void {
  if (tokenFile !== "-" || !Array.isArray(file) || !file.includes("-")) return;
  const message = "-f - and --token-file - both read stdin, which can be read only once";
  throw new RunError("usage", message, "Give the token by SKYVIA_TOKEN or by a file, or name the files with -f.");
}

/** A file that the run writes has no other role in it. */
async function checkFiles({ io }: Context, flags: AnyFlags, args: readonly unknown[]): Promise<void> {
  const roles = rolesOf(flags, args, io.env);
  if (!roles.some(({ writes }) => writes)) return;
  const { checkRoles } = await import("../files/file-roles.ts");
  await checkRoles(io, roles);
}

/** Stops the run before it begins if the report file cannot be written. */
async function checkReports({ io, format }: Context, { reportFile }: AnyFlags): Promise<void> {
  const appended = format === "github" ? [io.env["GITHUB_OUTPUT"], io.env["GITHUB_STEP_SUMMARY"]] : [];
  const files = appended.flatMap((file) => (file === undefined || file === "" ? [] : [file]));
  if (typeof reportFile !== "string" && files.length === 0) return;
  const { checkNewFile, checkOutputFile } = await import("../files/output-file.ts");
  if (typeof reportFile === "string") await checkNewFile(io, reportFile);
  for (const file of files) await checkOutputFile(io, file);
}

/** null: none was asked for, or its place was refused. */
function reportFileOf({ reportFile }: AnyFlags, outcome: Outcome): string | null {
  const code = findingsOf(outcome).error?.code;
  const isRefused = code === "output-exists" || code === "output-unwritable";
  return typeof reportFile === "string" && !isRefused ? reportFile : null;
}

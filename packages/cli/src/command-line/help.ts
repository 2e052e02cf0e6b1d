import type { Command } from "@stricli/core";
import { formatFlags, type FormatFlags } from "../flags/api-flags.ts";
import { text } from "../flags/values.ts";
import { helpText } from "../render/text/help-text.ts";
import type { Context } from "../verb/context.ts";
import type { ToolHelp, VerbHelp } from "../verb/help.ts";
import type { HelpOutcome, SilentOutcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";
import { command } from "./command.ts";
import { argumentsOf, flagsOf, usageOf } from "./describe-parameters.ts";
import { unknownVerb } from "./suggestions.ts";
import { variables, variablesOf } from "./variables.ts";
import { verbNamed, verbNames, type VerbName } from "./verb-names.ts";
import { verbPages } from "./verb-pages.ts";
import { verbs } from "./verbs.ts";

/** What the tool is, in one sentence without its full stop. */
export const toolBrief = "Keep the schedules of Skyvia integrations in YAML files";

const help: Command<Context> = command(
  async () => ({
    default: async (context: Context, _flags: FormatFlags, word?: string) => giveHelp(context, helpOf(word)),
  }),
  "Show a verb with its flags and examples, or list all verbs",
  {
    flags: formatFlags,
    positional: {
      kind: "tuple",
      parameters: [{ parse: text, optional: true, placeholder: "verb", brief: "The verb to show" }],
    },
  },
);

/** Every verb, with its flags and arguments. */
export const allVerbs: Readonly<Record<VerbName, Command<Context>>> = { ...verbs, help };

/** The help of one verb. Without examples it is what `--help` shows. */
export function verbHelp(verb: VerbName, { withExamples = true }: { readonly withExamples?: boolean } = {}): VerbHelp {
  const { brief, parameters } = allVerbs[verb];
  const flags = flagsOf(parameters);
  const args = argumentsOf(parameters);
  return {
    verb,
    brief,
    usage: usageOf(verb, flags, args),
    flags,
    arguments: args,
    examples: withExamples ? verbPages[verb].examples : [],
    variables: withExamples ? variablesOf(Object.keys(parameters.flags ?? {})) : [],
  };
}

/** The help of the tool: its verbs, and the environment variables that it reads. */
export function toolHelp(): ToolHelp {
  const listed = verbNames.map((verb) => ({ verb, brief: allVerbs[verb].brief }));
  return { brief: toolBrief, verbs: listed, variables };
}

/** Prints help, and gives it as data where JSON is asked for. Nothing else of the tool is loaded for it. */
export function giveHelp(
  { format, io: { stdout } }: Pick<Context, "format" | "io">,
  content: VerbHelp | ToolHelp,
): HelpOutcome | SilentOutcome {
  if (format === "json") return { kind: "help", help: content };
  stdout.write(stdout.isTerminal ? helpText(content, stdout.columns) : helpText(content));
  return { kind: "silent" };
}

/** Throws a `RunError` if the word is not a verb. */
function helpOf(word: string | undefined): VerbHelp | ToolHelp {
  if (word === undefined) return toolHelp();
  const verb = verbNamed(word);
  if (verb !== null) return verbHelp(verb);
  throw new RunError("usage", unknownVerb(word), "`skyvia-schedules help` lists the verbs.");
}

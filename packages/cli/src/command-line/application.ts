import { buildApplication, buildRouteMap, type Application, type StricliIntegration } from "@stricli/core";
import { tool } from "../process/version.ts";
import type { Context } from "../verb/context.ts";
import { allVerbs, giveHelp, toolBrief, toolHelp, verbHelp } from "./help.ts";
import { splitShortFlags, wrongShortFlag } from "./short-flags.ts";
import { unknownShortFlag, unknownVerb, type TypedVerb } from "./suggestions.ts";
import { usageText } from "./usage-text.ts";
import { verbNamed } from "./verb-names.ts";

/** The words of a command line as the parser takes them, and what is wrong about one of them. */
interface TypedWords {
  readonly words: readonly string[];
  /** null: the parser decides. */
  readonly complaint: string | null;
}

/** Splits joined short flags, and refuses words that look like flags, but that the parser would take for arguments. */
export function typedWords(argv: readonly string[]): TypedWords {
  if (argv[0] === "--") return { words: argv, complaint: unknownVerb("--") }; // the parser would ignore what follows
  const typed = typedVerb(argv);
  if (typed.verb === null) return { words: argv, complaint: null };
  const words = [typed.verb, ...splitShortFlags(argv.slice(1), typed.parameters)];
  const wrong = wrongShortFlag(words.slice(1), typed.parameters);
  return { words, complaint: wrong === null ? null : unknownShortFlag(wrong, typed) };
}

function typedVerb(argv: readonly string[]): TypedVerb {
  const verb = verbNamed(argv[0]);
  return { verb, parameters: verb === null ? {} : allVerbs[verb].parameters };
}

/** The command line for one run: every verb, `--help` and `--version`. `argv` is what was typed. */
export function createApplication(context: Context, argv: readonly string[]): Application<Context> {
  const root = buildRouteMap({ routes: allVerbs, docs: { brief: toolBrief } });
  const config = {
    name: "skyvia-schedules",
    scanner: { caseStyle: "allow-kebab-for-camel", allowArgumentEscapeSequence: true },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
    localization: { text: usageText(argv, typedVerb(argv)) },
  } as const;
  return buildApplication(root, config, { help: helpFlag(context), version: versionFlag(context) });
}

/** `--help`: the help of the verb before it, else of the tool. A command line without a verb prints the help of the tool, too. */
function helpFlag(context: Context): StricliIntegration<Context> {
  return {
    flag: {
      brief: "Show this help",
      aliases: ["h"],
      global: true,
      defaultForRouteMap: true,
      run: (_application, { result }) => {
        const verb = verbNamed(result.prefix[1]);
        const help = verb === null ? toolHelp() : verbHelp(verb, { withExamples: false });
        context.conclude(giveHelp(context, help), null);
      },
    },
  };
}

/** `--version`: the number alone, for scripts. */
function versionFlag(context: Context): StricliIntegration<Context> {
  return {
    flag: {
      brief: "Print the version",
      aliases: ["V"],
      global: true,
      run: () => {
        if (context.format === "json") context.conclude({ kind: "version", data: tool() }, null);
        else context.process.stdout.write(`${tool().version}\n`);
      },
    },
  };
}

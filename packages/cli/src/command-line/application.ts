import { buildApplication, buildRouteMap, type Application, type StricliIntegration } from "@stricli/core";
import { tool } from "../process/version.ts";
import type { Context } from "../verb/context.ts";
import { allVerbs, giveHelp, toolBrief, toolHelp, verbHelp } from "./help.ts";
import { distanceOptions } from "./suggestions.ts";
import { usageText } from "./usage-text.ts";
import { verbNamed } from "./verb-names.ts";

/** The command line for one run: every verb, `--help` and `--version`. `argv` is what was typed. */
export function createApplication(context: Context, argv: readonly string[]): Application<Context> {
  const root = buildRouteMap({ routes: allVerbs, docs: { brief: toolBrief } });
  const config = {
    name: "skyvia-schedules",
    scanner: { caseStyle: "allow-kebab-for-camel", distanceOptions },
    documentation: { caseStyle: "convert-camel-to-kebab", disableAnsiColor: true },
    localization: { text: usageText(argv) },
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

import type { Command } from "@stricli/core";
import { commonFlags } from "../flags/api-flags.ts";
import type { Context } from "../verb/context.ts";
import type { ArgumentHelp, FlagHelp } from "../verb/help.ts";

/** The flags and arguments of a verb, as the argument parser takes them. */
export type Parameters = Command<Context>["parameters"];

type Flag = NonNullable<Parameters["flags"]>[string];

/** The flags of a verb as its help shows them: its own first, then those that most verbs have. */
export function flagsOf({ flags = {}, aliases = {} }: Parameters): readonly FlagHelp[] {
  const shown = Object.entries(flags)
    .filter(([, flag]) => !("hidden" in flag && flag.hidden))
    .map(([name, flag]) => flagHelp(name, flag, aliases));
  return [...shown.filter(({ isCommon }) => !isCommon), ...shown.filter(({ isCommon }) => isCommon)];
}

function flagHelp(name: string, flag: Flag, aliases: Readonly<Record<string, string>>): FlagHelp {
  const short = Object.entries(aliases).flatMap(([letter, of]) => (of === name ? [`-${letter}`] : []));
  const isSwitch = flag.kind === "boolean";
  const negated = isSwitch && flag.withNegated !== false ? [`--no-${kebab(name)}`] : [];
  const fallback = "default" in flag ? flag.default : undefined;
  return {
    names: [...short, `--${kebab(name)}`, ...negated],
    value: isSwitch ? null : (flag.placeholder ?? "word"),
    brief: flag.brief,
    words: flag.kind === "enum" ? flag.values : [],
    default: fallback === undefined || isSwitch ? null : String(fallback),
    isRequired: flag.optional !== true && fallback === undefined && !isSwitch,
    isRepeatable: "variadic" in flag && flag.variadic === true,
    isCommon: Object.hasOwn(commonFlags, name),
  };
}

/** The arguments of a verb as its help shows them. */
export function argumentsOf({ positional }: Parameters): readonly ArgumentHelp[] {
  if (positional?.kind !== "tuple") return [];
  return positional.parameters.map(({ placeholder = "value", brief, optional }) => ({
    name: placeholder,
    brief,
    isRequired: optional !== true,
  }));
}

/** The command line of a verb: what it needs, and in brackets what may be left out. */
export function usageOf(verb: string, flags: readonly FlagHelp[], args: readonly ArgumentHelp[]): string {
  const required = flags.filter(({ isRequired }) => isRequired).map(({ names, value }) => `${names[0]} <${value}>`);
  const places = args.map(({ name, isRequired }) => (isRequired ? `<${name}>` : `[${name}]`));
  return ["skyvia-schedules", verb, ...places, ...required, "[flags]"].join(" ");
}

/** A flag as it is typed. */
export function kebab(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** The name of a flag in the code, by its long name as it is typed. */
export function camel(name: string): string {
  return name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

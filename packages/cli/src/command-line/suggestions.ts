import { appearance, disguiseNote } from "@skyvia-schedules/core/look-alike";
import { suggest } from "@skyvia-schedules/core/suggest";
import { flagsOf } from "./describe-parameters.ts";
import { flagOfAnotherTool, verbOfAnotherTool } from "./foreign-words.ts";
import { isLongName, unknownLetter, type FlagsOfVerb } from "./short-flags.ts";
import { verbNamed, verbNames, type VerbName } from "./verb-names.ts";
import { verbPages } from "./verb-pages.ts";

/** Flags by which a verb writes, or writes more. They are never suggested. */
const writingFlags: readonly string[] = ["--yes", "--override", "--correct", "--accept"];

/** The message for a word that is not a verb. It never suggests a verb that writes: people run what is suggested. */
export function unknownVerb(word: string): string {
  if (isLongName(word, {})) return `there is no flag ${word}: a long name begins with two hyphens`;
  if (word.startsWith("-")) return `${JSON.stringify(word)} is not a verb: the verb comes first, then its flags`;
  const other = verbOfAnotherTool(word);
  if (other !== null) return `there is no verb ${JSON.stringify(word)}: ${other}`;
  const verb = verbNamed(meant(word, verbNames) ?? undefined);
  const isSafe = verb !== null && !verbPages[verb].writes;
  return `there is no verb ${JSON.stringify(word)}${disguiseNote(word)}${isSafe ? `, did you mean ${verb}?` : ""}`;
}

/** The message for a flag that the verb does not have. It never suggests a flag by which a verb writes. */
export function unknownFlag(name: string, typed: TypedVerb): string {
  const other = answerTo(name, typed);
  if (other !== null) return `there is no flag --${name}: ${other}`;
  if (name === "light")
    return "there is no flag --light here: only plan, drift and status have it. A verb that writes always reads a schedule first";
  const names = flagsOf(typed.parameters).flatMap((flag) => flag.names.filter((one) => one.startsWith("--")));
  const flag = meant(`--${name}`, names);
  const isSafe = flag !== null && !writingFlags.includes(flag);
  return `there is no flag --${name}${disguiseNote(name)}${isSafe ? `, did you mean ${flag}?` : ""}`;
}

/** The word that was likely meant: the nearest one, or the only one that begins like this. null: neither exists. */
function meant(typed: string, words: readonly string[]): string | null {
  const seen = appearance(typed);
  const begun = words.filter((word) => word.startsWith(seen));
  return suggest(seen, words) ?? (begun.length === 1 ? (begun[0] ?? null) : null);
}

/** The message for a word with one hyphen that is not a flag. What is behind its name may be a value, and is not repeated. */
export function unknownShortFlag(word: string, typed: TypedVerb): string {
  const name = /^-([a-z][a-z-]*)/i.exec(word)?.[1] ?? "";
  if (isLongName(word, typed.parameters)) return `there is no flag -${name}: a long name begins with two hyphens`;
  const other = name.length === 1 ? null : answerTo(name, typed);
  if (other !== null) return `there is no flag -${name}: ${other}`;
  const letter = unknownLetter(word, typed.parameters);
  return `there is no flag -${letter}${disguiseNote(letter)}${withColon(answerTo(letter, typed))}`;
}

/** The verb that was typed, with its flags. */
export interface TypedVerb {
  readonly verb: VerbName | null;
  readonly parameters: FlagsOfVerb;
}

function answerTo(name: string, { verb, parameters: { flags = {} } }: TypedVerb): string | null {
  return verb === null ? null : flagOfAnotherTool(name, verb, flags);
}

function withColon(answer: string | null): string {
  return answer === null ? "" : `: ${answer}`;
}

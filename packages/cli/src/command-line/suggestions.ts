import { disguiseNote } from "@skyvia-schedules/core/look-alike";
import { flagOfAnotherTool, verbOfAnotherTool } from "./foreign-words.ts";
import { isLongName, unknownLetter, type FlagsOfVerb } from "./short-flags.ts";
import { verbNamed, type VerbName } from "./verb-names.ts";
import { verbPages } from "./verb-pages.ts";

/** How far a word may be from what it is corrected to: two letters missing, added or different. */
export const distanceOptions = {
  threshold: 2,
  weights: { insertion: 1, deletion: 1, substitution: 1, transposition: 1 },
} as const;

/** Flags by which a verb writes, or writes more. They are never suggested. */
const writingFlags: readonly string[] = ["--yes", "--override", "--correct", "--accept"];

/** The message for a word that is not a verb. It never suggests a verb that writes: people run what is suggested. */
export function unknownVerb(word: string, corrections: readonly string[]): string {
  if (isLongName(word, {})) return `there is no flag ${word}: a long name begins with two hyphens`;
  if (word.startsWith("-")) return `${JSON.stringify(word)} is not a verb: the verb comes first, then its flags`;
  const other = verbOfAnotherTool(word);
  if (other !== null) return `there is no verb ${JSON.stringify(word)}: ${other}`;
  const safe = corrections.filter((correction) => {
    const verb = verbNamed(correction);
    return verb !== null && !verbPages[verb].writes;
  });
  return `there is no verb ${JSON.stringify(word)}${disguiseNote(word)}${didYouMean(safe)}`;
}

/** The message for a flag that the verb does not have. `corrections` are flags as they are typed. */
export function unknownFlag(name: string, corrections: readonly string[], typed: TypedVerb): string {
  const other = answerTo(name, typed);
  if (other !== null) return `there is no flag --${name}: ${other}`;
  if (name === "light")
    return "there is no flag --light here: only plan, drift and status have it. A verb that writes always reads a schedule first";
  return `there is no flag --${name}${disguiseNote(name)}${didYouMean(corrections.filter((flag) => !writingFlags.includes(flag)))}`;
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

function didYouMean(words: readonly string[]): string {
  return words.length === 0 ? "" : `, did you mean ${words.join(" or ")}?`;
}

import { camel, type Parameters } from "./describe-parameters.ts";

/** The flags of a verb, and their letters. */
export type FlagsOfVerb = Pick<Parameters, "flags" | "aliases">;

/** The words that may be flags: those before `--`. */
export function flagWords(argv: readonly string[]): readonly string[] {
  const end = argv.indexOf("--");
  return end === -1 ? argv : argv.slice(0, end);
}

/** Flags that every verb has, by their letter: they need no value. */
const everywhere: readonly string[] = ["h", "V"];

/** The long names of the same flags. */
const longEverywhere: readonly string[] = ["help", "version"];

/**
 * Splits joined short flags, as every shell user types them: `-w123` is `-w=123`, and `-vw 123` is `-v -w 123`. Other words stay
 * as they are: values, what is behind `--`, and words with a letter that is not a flag, which the parser refuses.
 */
export function splitShortFlags(argv: readonly string[], parameters: FlagsOfVerb): readonly string[] {
  const words = flagWords(argv);
  const split = words.flatMap((word, index) =>
    awaitsValue(words[index - 1] ?? "", parameters) ? [word] : (splitWord(word, parameters) ?? [word]),
  );
  return [...split, ...argv.slice(words.length)];
}

/** Whether a word is a flag, and the next word is its value. */
function awaitsValue(word: string, parameters: FlagsOfVerb): boolean {
  if (word.startsWith("--")) return needsValue(camel(word.slice(2)), parameters);
  const letters = /^-[a-z]+$/i.test(word) ? Array.from(word.slice(1)) : [];
  const kinds = letters.map((letter) => needsValue(nameOf(letter, parameters), parameters));
  return kinds.indexOf(true) === letters.length - 1 && letters.length > 0;
}

function splitWord(word: string, parameters: FlagsOfVerb): readonly string[] | null {
  if (!/^-[a-z]./i.test(word) || isLongName(word, parameters)) return null;
  const flags: string[] = [];
  for (let index = 1; index < word.length; index++) {
    const letter = word[index] ?? "";
    const name = nameOf(letter, parameters);
    if (name === undefined && !everywhere.includes(letter)) return null;
    if (!needsValue(name, parameters)) {
      flags.push(`-${letter}`);
      continue;
    }
    const value = word.slice(index + 1).replace(/^=/, "");
    return word.endsWith("=") && value === "" ? null : [...flags, value === "" ? `-${letter}` : `-${letter}=${value}`];
  }
  return flags;
}

/** Whether a word is the long name of a flag with one hyphen instead of two, such as `-wide` or `-out=plan.json`. */
export function isLongName(word: string, { flags = {} }: FlagsOfVerb): boolean {
  const name = /^-([a-z][a-z-]+)(?:=|$)/s.exec(word)?.[1];
  return name !== undefined && (longEverywhere.includes(name) || Object.hasOwn(flags, camel(name)));
}

function nameOf(letter: string, { aliases = {} }: FlagsOfVerb): string | undefined {
  return Object.hasOwn(aliases, letter) ? (aliases as Readonly<Record<string, string>>)[letter] : undefined;
}

function needsValue(name: string | undefined, { flags = {} }: FlagsOfVerb): boolean {
  if (name === undefined || !Object.hasOwn(flags, name)) return false;
  const kind = flags[name]?.kind;
  return kind === "parsed" || kind === "enum";
}

/**
 * The first word that begins with one hyphen and a letter, has more behind it, and is neither a value nor short flags. null: there is
 * none.
 */
export function wrongShortFlag(split: readonly string[], parameters: FlagsOfVerb): string | null {
  const words = flagWords(split);
  const isWrong = (word: string, index: number): boolean =>
    /^-[a-z]./i.test(word) && !awaitsValue(words[index - 1] ?? "", parameters) && splitWord(word, parameters) === null;
  return words.find(isWrong) ?? null;
}

/** The first letter of a word that is not a flag. */
export function unknownLetter(word: string, parameters: FlagsOfVerb): string {
  const isKnown = (letter: string): boolean => everywhere.includes(letter) || nameOf(letter, parameters) !== undefined;
  return Array.from(word.slice(1)).find((letter) => !isKnown(letter)) ?? "";
}

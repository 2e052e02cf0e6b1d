import type { FlagHelp } from "../verb/help.ts";

/** A command line as far as it was typed: what the word under the cursor is for. */
export interface TypedLine {
  /** The values of the flags so far, by their long name. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** The flag whose value is typed. null: it is a flag or an argument. */
  readonly flag: FlagHelp | null;
  /** How many arguments come before. */
  readonly position: number;
  /** What is typed of the value, and what comes before it in the same word: `--format=` or nothing. */
  readonly current: string;
  readonly before: string;
}

/** Reads the words after the verb; the last one is under the cursor. */
export function readTypedLine(words: readonly string[], flags: readonly FlagHelp[]): TypedLine {
  const values = new Map<string, string[]>();
  const known = (name: string): FlagHelp | undefined => flags.find(({ names }) => names.includes(name));
  const add = (flag: FlagHelp, value: string): void => {
    const name = longName(flag);
    values.set(name, [...(values.get(name) ?? []), value]);
  };
  let open: FlagHelp | null = null;
  let position = 0;
  for (const word of words.slice(0, -1)) {
    const [name = "", ...rest] = word.split("=");
    const flag = known(name);
    if (open !== null) {
      add(open, word);
      open = null;
    } else if (flag === undefined) position += word.startsWith("-") ? 0 : 1;
    else if (rest.length > 0) add(flag, rest.join("="));
    else if (flag.value === null) add(flag, "");
    else open = flag;
  }
  const current = words.at(-1) ?? "";
  const [, name = "", value = ""] = /^(--[\w-]+)=(.*)$/s.exec(current) ?? [];
  const joined = open === null ? known(name) : undefined;
  if (joined !== undefined) return { values, flag: joined, position, current: value, before: `${name}=` };
  return { values, flag: open, position, current, before: "" };
}

/** The name of a flag with two dashes, without them. */
export function longName({ names }: FlagHelp): string {
  return (names.find((name) => name.startsWith("--")) ?? "").slice(2);
}

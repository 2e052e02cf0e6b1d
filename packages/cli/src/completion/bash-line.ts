/** A bash command line up to the cursor, as words, and the part of the last word that bash replaces. */
export interface BashLine {
  /** Without their quotes. The last one is under the cursor, and may be empty. */
  readonly words: readonly string[];
  /** The quote that is still open there. "": none. */
  readonly quote: "" | '"' | "'";
  /** The beginning of the last word that bash keeps: it replaces the rest by the candidate. */
  readonly kept: string;
}

/** The characters at which bash breaks words by default, blanks and quotes apart. */
const defaultBreaks = "@><=;|&(:";

/**
 * Reads a line as bash splits it: blanks outside of quotes, backslashes, both kinds of quotes. `breaks` is
 * `COMP_WORDBREAKS`: bash replaces what follows the last of them that is not quoted, or what follows an open quote.
 */
export function readBashLine(line: string, breaks: string = defaultBreaks): BashLine {
  const words: string[] = [];
  let word: string | null = null;
  let quote: BashLine["quote"] = "";
  let kept = "";
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at);
    if (character === "\\" && quote !== "'" && at + 1 < line.length) {
      const next = line.charAt(++at);
      word = (word ?? "") + (quote === '"' && !'"\\$`'.includes(next) ? character : "") + next;
    } else if (quote !== "") {
      if (character === quote) quote = "";
      else word = (word ?? "") + character;
    } else if (character === '"' || character === "'") {
      quote = character;
      word ??= "";
      kept = word;
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
      kept = "";
    } else {
      const before: string = word ?? "";
      word = before + character;
      // After `@` the replaced part includes the break; after any other break it does not.
      if (breaks.includes(character)) kept = character === "@" ? before : word;
    }
  }
  return { words: [...words, word ?? ""], quote, kept };
}

/** A candidate as bash inserts it after the part of the word that it keeps. null: it cannot be written with this quote. */
export function bashWord(value: string, { kept, quote }: Pick<BashLine, "kept" | "quote">): string | null {
  const rest = value.slice(kept.length);
  if (quote === "'") return rest.includes("'") ? null : rest;
  if (quote === '"') return rest.replaceAll(/["\\$`]/g, "\\$&");
  return rest.replaceAll(/[^\w@%+=:,./-]/gu, (special) => (special > "\u007f" ? special : `\\${special}`));
}

/** A command line of bash up to the cursor, as words, and how the last one is quoted. */
export interface BashLine {
  /** Without their quotes. The last one is under the cursor, and may be empty. */
  readonly words: readonly string[];
  /** The quote that is still open there. "": none. */
  readonly quote: "" | '"' | "'";
}

/** Reads a line as bash splits it: blanks outside of quotes, backslashes, both kinds of quotes. */
export function readBashLine(line: string): BashLine {
  const words: string[] = [];
  let word: string | null = null;
  let quote: BashLine["quote"] = "";
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
    } else if (/\s/.test(character)) {
      if (word !== null) words.push(word);
      word = null;
    } else word = (word ?? "") + character;
  }
  return { words: [...words, word ?? ""], quote };
}

/**
 * A candidate as bash inserts it. Outside of quotes bash breaks words at `:` and `=`, and replaces only what follows the
 * last of them. null: it cannot be written with this quote.
 */
export function bashWord(value: string, current: string, quote: BashLine["quote"]): string | null {
  if (quote === "'") return value.includes("'") ? null : value;
  if (quote === '"') return value.replaceAll(/["\\$`]/g, "\\$&");
  const [kept = ""] = /^.*[:=]/s.exec(current) ?? [];
  return value
    .slice(kept.length)
    .replaceAll(/[^\w@%+=:,./-]/gu, (special) => (special > "\u007f" ? special : `\\${special}`));
}

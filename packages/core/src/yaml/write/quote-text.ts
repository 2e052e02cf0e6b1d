import { stringify } from "yaml";
import { hiddenCharacters } from "../../model/hidden-text.ts";

/** A text as a YAML scalar of one line, plain where that is safe. Reading it gives the exact text. */
export function quoteText(text: string): string {
  // YAML 1.1 readers do not read `on` and `yes` as text: `compat` puts those in quotes too.
  const scalar = stringify(text, { lineWidth: 0, blockQuote: false, compat: "yaml-1.1" }).replace(/\n$/, "");
  const misleads =
    text !== text.trim() || text.includes(command) || text.search(hiddenCharacters) !== -1 || scalar.includes("\n");
  return misleads ? doubleQuoted(text) : scalar;
}

/** GitHub's runner reads it as the start of a command anywhere in a log, and a log may contain the file. */
const command = "##[";

/** A text in double quotes, as YAML and JSON both read it where no character beyond U+FFFF is hidden. */
export function doubleQuoted(text: string): string {
  return escapeHidden(JSON.stringify(text));
}

/** Text in which hidden characters, and the start of a runner's command, are YAML escapes. */
export function escapeHidden(text: string): string {
  return text.replaceAll(command, String.raw`#\u0023[`).replaceAll(hiddenCharacters, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\U${hex(code, 8)}` : `\\u${hex(code, 4)}`;
  });
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}

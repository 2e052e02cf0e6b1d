import { hiddenCharacters } from "@skyvia-schedules/core/hidden-text";

/** Text from the API or a file, made safe for a terminal: what would not show is shown as an escape. */
export function visible(text: string): string {
  return text.replaceAll(hiddenCharacters, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for text that may have lines of its own. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

/** JSON in which no hidden character stands raw; parsing gives the exact value. */
export function safeJson(value: unknown, indent?: number): string {
  return JSON.stringify(value, null, indent).replaceAll(hiddenCharacters, (character) =>
    character === "\n" ? character : escape(character),
  );
}

function escape(character: string): string {
  return character
    .split("")
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .join("");
}

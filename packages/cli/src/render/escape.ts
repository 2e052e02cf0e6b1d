import { hiddenCharacters } from "@skyvia-schedules/core/hidden-text";

export { visible, visibleLines } from "@skyvia-schedules/core/hidden-text";

/** JSON in which every hidden character is escaped; parsing gives the exact value. */
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

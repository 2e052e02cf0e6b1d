/**
 * Characters that a reader does not see, or that change how the rest is seen: controls, bidirectional and zero-width
 * characters, separators, lone surrogates. Variation selectors are not among them: they only choose the look of an emoji.
 * One match a character; the expression is global, for `replaceAll`.
 */
export const hiddenCharacters: RegExp =
  /[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u{fffe}\u{ffff}]--[\u{fe00}-\u{fe0f}]]/gv;

/** Text from the API or a file, safe for a terminal: hidden characters are shown as escapes. */
export function visible(text: string): string {
  return text.replaceAll(hiddenCharacters, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`);
}

/** The same for text with several lines. */
export function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

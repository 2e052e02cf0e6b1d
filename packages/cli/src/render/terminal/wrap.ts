import stringWidth from "string-width";
import { piecesOf } from "./line-breaks.ts";

/** Columns that a text takes in a terminal: wide characters and emoji take two, escapes of colours none. */
export function widthOf(text: string): number {
  return stringWidth(text);
}

/**
 * A text as lines that are at most `width` columns wide, broken between words only. Lines after the first one begin with
 * `indent` spaces, or fewer where a word needs the room. Only a word that is wider than `width` makes a wider line.
 * What is wider than `whole` is broken where its script allows that without a space.
 */
export function wrap(text: string, width: number, indent: number = 0, whole: number = width): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const lines: string[] = [];
  let line = "";
  let used = 0;
  for (const { spaces, text: word } of piecesOf(text, whole)) {
    const wordWidth = widthOf(word);
    const isFirst = lines.length === 0 && line === "";
    if (!isFirst && used + spaces + wordWidth <= width) {
      line += " ".repeat(spaces) + word;
      used += spaces + wordWidth;
      continue;
    }
    if (!isFirst) lines.push(line);
    const room = roomBefore(wordWidth, width, isFirst ? spaces : indent);
    line = " ".repeat(room) + word;
    used = room + wordWidth;
  }
  return line === "" ? lines : [...lines, line];
}

/** How many of the wanted spaces fit before a word. */
export function roomBefore(wordWidth: number, width: number, wanted: number): number {
  return Math.max(0, Math.min(wanted, width - wordWidth));
}

/** The width of the widest part that stays in one piece on lines of `width` columns. */
export function widestWord(text: string, width: number): number {
  return widestOf(piecesOf(text, width), (piece) => widthOf(piece.text));
}

/** The largest measure of any of the items; 0 if there are none. */
export function widestOf<T>(items: readonly T[], measure: (item: T) => number): number {
  return items.reduce((most, item) => Math.max(most, measure(item)), 0);
}

/** Replaces the space after a number, so that no line breaks between a number and its noun: a character without a meaning, one column wide. */
const bond = "\ue000";

/** Wraps each line of a text on its own; continued lines are indented by `indent` more. A number stays with the short word after it: `3 skipped`, `89 %`. */
export function wrapLines(text: string, width: number, indent: number): string {
  if (width === Infinity) return text;
  return text
    .replaceAll(/(?<=(?<![\w/.:-])\d{1,5}) (?=(?:%|[a-z]{1,10}\b))/g, bond)
    .split("\n")
    .map((line) => wrap(line, width, /^ */.exec(line)![0].length + indent).join("\n"))
    .join("\n")
    .replaceAll(bond, " ");
}

const segmenter = new Intl.Segmenter();

/** A text, cut with an ellipsis where it is wider than `width` columns. */
export function cut(text: string, width: number): string {
  if (text.length <= width && widthOf(text) <= width) return text;
  let kept = "";
  let used = 0;
  for (const { segment } of segmenter.segment(text)) {
    used += widthOf(segment);
    if (used > width) return `${trimmed(kept, width - 1)}…`;
    kept += segment;
  }
  return kept;
}

function trimmed(text: string, width: number): string {
  const segments = [...segmenter.segment(text)].map(({ segment }) => segment);
  while (segments.length > 0 && widthOf(segments.join("")) > width) segments.pop();
  return segments.join("");
}

/** A text of which each part that cannot be broken is at most `width` columns wide; wider ones are cut. */
export function cutWords(text: string, width: number): string {
  if (widestWord(text, width) <= width) return text;
  return piecesOf(text, width)
    .map((piece) => " ".repeat(piece.spaces) + cut(piece.text, width))
    .join("");
}

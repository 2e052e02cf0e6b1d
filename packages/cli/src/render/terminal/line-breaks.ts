import stringWidth from "string-width";

const words = new Intl.Segmenter("ja", { granularity: "word" });
const characters = new Intl.Segmenter();
const colour = /((?:\u001b\[[\d;]*m)+)/;
const wide = /[\u1100-\uffff]|[\u{10000}-\u{10ffff}]/u;
/** Punctuation that ends what is before it, long-vowel and repeat marks, and small kana: no line begins with them. */
const neverFirst = /^[\p{Pe}\p{Pf}\p{Po}ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ]/u;
const neverLast = /[\p{Ps}\p{Pi}]$/u;

/** A part of a text that stays on one line, and how many spaces are before it. */
export interface Piece {
  readonly spaces: number;
  readonly text: string;
}

/**
 * The parts of a text between which a line may break: at spaces. A part wider than `width` can also break between two words or emoji of scripts without spaces.
 * Escapes of colours stay with the text before them.
 */
export function piecesOf(text: string, width: number): readonly Piece[] {
  return [...text.matchAll(/( *)([^ ]+)/g)].flatMap(([, spaces = "", word = ""]) =>
    (stringWidth(word) <= width ? [word] : partsOf(word)).map((part, index) => ({
      spaces: index === 0 ? spaces.length : 0,
      text: part,
    })),
  );
}

function partsOf(word: string): readonly string[] {
  if (!wide.test(word)) return [word];
  const parts: string[] = [];
  let before = ""; // the last segment, without colours
  for (const part of word.split(colour)) {
    const isColour = part.startsWith("\u001b");
    for (const segment of isColour ? [part] : segmentsOf(part)) {
      if (before !== "" && !isColour && mayBreak(before, segment)) parts.push(segment);
      else parts.push((parts.pop() ?? "") + segment);
      if (!isColour) before = segment;
    }
  }
  return parts;
}

function segmentsOf(text: string): readonly string[] {
  return Array.from(words.segment(text), ({ segment }) => segment);
}

function mayBreak(before: string, after: string): boolean {
  if (neverLast.test(before) || neverFirst.test(after)) return false;
  return isWide(before) || isWide(after);
}

/** Whether a segment is of a script that is written without spaces, or an emoji: each of its characters takes two columns. */
function isWide(segment: string): boolean {
  return stringWidth(segment) >= 2 * Array.from(characters.segment(segment)).length;
}

import { hiddenCharacters } from "./hidden-text.ts";

/**
 * A text as it looks in print. Accents are composed. Spaces, dashes and quotes of every kind become plain ones. Letters of other alphabets become the Latin
 * letters that they look like. Hidden characters are removed.
 */
export function appearance(text: string): string {
  return text
    .normalize("NFKC")
    .replaceAll(/\p{Zs}/gu, " ")
    .replaceAll(/[\u{fe00}-\u{fe0f}]/gu, "")
    .replaceAll(hiddenCharacters, "")
    .replaceAll(notLatin, (letter) => twins.get(letter) ?? letter);
}

/** Characters that look like one of ASCII, each before that one. From Unicode's list of confusable characters. */
const twinText =
  "аaеeоoрpсcхxуyіiјjѕsԁdһhԛqԝwАAВBЕEКKМMНHОOРPСCТTХXУYІIЈJЅSαaοoνvρpιiΑAΒBΕEΖZΗHΙIΚKΜMΝNΟOΡPΤTΥYΧXıi∗*⁎*∶:꞉:‐-‑-‒-–-—-―-−-﹣-‘'’'ʼ'′'“\"”\"″\"⁄/∕/․.";
const twins: ReadonlyMap<string, string> = new Map(
  (twinText.match(/../gsu) ?? []).map((pair) => {
    const [from = "", to = ""] = pair;
    return [from, to] as const;
  }),
);
const notLatin = new RegExp(`[${[...twins.keys()].join("")}]`, "gu");

/** Whether two different texts look the same in print. */
export function areLookAlikes(a: string, b: string): boolean {
  return a !== b && appearance(a) === appearance(b);
}

/** One of two texts that look the same in print, with its label. */
interface Twin {
  readonly text: string;
  /** Such as `the file`. */
  readonly in: string;
}

/** A sentence that says how two look-alikes differ, by code point. "": they are the same, or do not look alike. */
export function lookAlikeSentence(a: Twin, b: Twin): string {
  if (!areLookAlikes(a.text, b.text)) return "";
  const [first, second] = [Array.from(a.text), Array.from(b.text)];
  let at = 0;
  while (at < first.length && first[at] === second[at]) at++;
  // An accent of its own belongs to the letter before it.
  if (at > 0 && [first[at], second[at]].some((point) => point !== undefined && /\p{M}/u.test(point))) at--;
  const [here, there] = [pieceAt(first, at), pieceAt(second, at)];
  return `They look alike: character ${at + 1} is ${here} in ${a.in}, and ${there} in ${b.in}.`;
}

/** The character at an index with the accents that follow it, as code points. */
function pieceAt(points: readonly string[], at: number): string {
  const [base, ...rest] = points.slice(at);
  if (base === undefined) return "missing";
  const end = rest.findIndex((point) => !/\p{M}/u.test(point));
  return [base, ...rest.slice(0, end === -1 ? rest.length : end)].map(codePointText).join(" ");
}

/** A code point as `U+00A0 (no-break space)`. */
function codePointText(point: string): string {
  const code = point.codePointAt(0) ?? 0;
  const name = names[code];
  return `U+${code.toString(16).toUpperCase().padStart(4, "0")}${name === undefined ? "" : ` (${name})`}`;
}

const names: Readonly<Record<number, string>> = {
  0x09: "tab",
  0x20: "space",
  0x2d: "hyphen",
  0xa0: "no-break space",
  0xad: "soft hyphen",
  0x2002: "en space",
  0x2003: "em space",
  0x2007: "figure space",
  0x2009: "thin space",
  0x200a: "hair space",
  0x200b: "zero width space",
  0x200c: "zero width non-joiner",
  0x200d: "zero width joiner",
  0x2010: "typographic hyphen",
  0x2011: "non-breaking hyphen",
  0x2013: "en dash",
  0x2014: "em dash",
  0x202f: "narrow no-break space",
  0x205f: "mathematical space",
  0x2060: "word joiner",
  0x2212: "minus sign",
  0x2217: "asterisk operator",
  0x3000: "ideographic space",
  0xfeff: "byte order mark",
};

/**
 * The characters that make a text look like plain ASCII although it is not, as ` (character 8 is U+00A0 (no-break space))` appended to the text. "": there are
 * none.
 */
export function disguiseNote(text: string): string {
  if (!/^[\x20-\x7e]*$/.test(appearance(text))) return "";
  const found = Array.from(text).flatMap((point, index) =>
    /^[\x20-\x7e\t\n\r]$/.test(point) ? [] : [`character ${index + 1} is ${codePointText(point)}`],
  );
  if (found.length === 0) return "";
  return ` [${found.slice(0, 3).join(", ")}${found.length > 3 ? ", ..." : ""}]`;
}

/**
 * The first character of a line that only looks like a space or a mark of YAML's syntax, as ` [character 5 of the line is U+00A0 (no-break space)]`. "": there
 * is none.
 */
export function disguisedMarkNote(line: string): string {
  const points = Array.from(line);
  const at = points.findIndex((point) => !/^[\x20-\x7e]$/.test(point) && /^[ :'"-]$/.test(appearance(point)));
  return at === -1 ? "" : ` [character ${at + 1} of the line is ${codePointText(points[at] ?? "")}]`;
}

/** The first known text that looks like the given text but differs. undefined: there is none. */
export function lookAlikeOf<T>(text: string, known: Iterable<T>, textOf: (item: T) => string | null): T | undefined {
  const wanted = appearance(text);
  for (const item of known) {
    const candidate = textOf(item);
    if (candidate !== null && candidate !== text && appearance(candidate) === wanted) return item;
  }
  return undefined;
}

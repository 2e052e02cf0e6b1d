import * as fc from "fast-check";
import { expect, test } from "vitest";
import { areLookAlikes, disguiseNote, lookAlikeSentence } from "../../src/model/look-alike.ts";
import { runs } from "../../../../test/laws/runs.ts";

/** `\u{a0}`-like escapes throughout: a reader must see what differs. */
test.each<[string, string, string, string]>([
  [
    "a no-break space",
    "Nightly\u{a0}orders",
    "Nightly orders",
    "character 8 is U+00A0 (no-break space) in A, and U+0020 (space) in B",
  ],
  ["a narrow one", "a\u{202f}b", "a b", "character 2 is U+202F (narrow no-break space) in A, and U+0020 (space) in B"],
  [
    "two other spaces",
    "a\u{2009}b",
    "a\u{3000}b",
    "character 2 is U+2009 (thin space) in A, and U+3000 (ideographic space) in B",
  ],
  ["an accent, composed and not", "Caf\u{e9}", "Cafe\u{301}", "character 4 is U+00E9 in A, and U+0065 U+0301 in B"],
  [
    "the same the other way round",
    "e\u{301}t\u{e9}",
    "\u{e9}t\u{e9}",
    "character 1 is U+0065 U+0301 in A, and U+00E9 in B",
  ],
  ["Hangul, composed and not", "\u{d55c}", "\u{1112}\u{1161}\u{11ab}", "character 1 is U+D55C in A, and U+1112 in B"],
  ["a zero width space", "a\u{200b}b", "ab", "character 2 is U+200B (zero width space) in A, and U+0062 in B"],
  ["one at the end", "ab\u{feff}", "ab", "character 3 is U+FEFF (byte order mark) in A, and missing in B"],
  ["a soft hyphen", "a\u{ad}b", "ab", "character 2 is U+00AD (soft hyphen) in A, and U+0062 in B"],
  ["a letter of another alphabet", "\u{410}pply", "Apply", "character 1 is U+0410 in A, and U+0041 in B"],
  ["a dash", "a\u{2013}b", "a-b", "character 2 is U+2013 (en dash) in A, and U+002D (hyphen) in B"],
  [
    "a character beyond U+FFFF before it",
    "\u{1f600}\u{a0}",
    "\u{1f600} ",
    "character 2 is U+00A0 (no-break space) in A, and U+0020 (space) in B",
  ],
  ["a full width letter", "\u{ff21}", "A", "character 1 is U+FF21 in A, and U+0041 in B"],
])("%s is shown by code point", (_, a, b, sentence) => {
  expect(lookAlikeSentence({ text: a, in: "A" }, { text: b, in: "B" })).toBe(`They look alike: ${sentence}.`);
});

test.each([
  ["the same text", "Nightly orders", "Nightly orders"],
  ["another letter", "Nightly orders", "Nightly order"],
  ["another case", "nightly", "Nightly"],
  ["no space at all", "Nightlyorders", "Nightly orders"],
])("%s is not a look-alike", (_, a, b) => {
  expect(areLookAlikes(a, b)).toBe(false);
  expect(lookAlikeSentence({ text: a, in: "A" }, { text: b, in: "B" })).toBe("");
});

test("look-alikes are symmetric, and each sentence names two different things", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "e", "\u{301}", " ", "\u{a0}", "\u{200b}", "\u{430}", "-", "\u{2011}"),
  });
  fc.assert(
    fc.property(text, text, (a, b) => {
      expect(areLookAlikes(a, b)).toBe(areLookAlikes(b, a));
      const sentence = lookAlikeSentence({ text: a, in: "A" }, { text: b, in: "B" });
      const [, first, second] = / is (.*) in A, and (.*) in B\.$/.exec(sentence) ?? [];
      if (sentence !== "") expect(first).not.toBe(second);
    }),
    runs(200),
  );
});

test.each([
  ["enabled", ""],
  ["enabled\u{a0}", " [character 8 is U+00A0 (no-break space)]"],
  ["dis\u{430}bled", " [character 4 is U+0430]"],
  ["\u{418}\u{432}\u{430}\u{43d}", ""],
  ["Caf\u{e9}", ""],
])("%j is followed by %j", (text, note) => {
  expect(disguiseNote(text)).toBe(note);
});

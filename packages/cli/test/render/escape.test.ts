import fc from "fast-check";
import { hiddenCharacters } from "@skyvia-schedules/core/hidden-text";
import { expect, test } from "vitest";
import { safeJson, visible, visibleLines } from "../../src/render/escape.ts";
import { runs } from "../../../../test/laws/runs.ts";

test.each([
  ["a plain name", "Nightly orders – Übersicht 日本 👩‍", "Nightly orders – Übersicht 日本 👩\\u{200d}"],
  ["an escape sequence", "\u001b[31mred", "\\u{1b}[31mred"],
  ["a line break", "a\nb", "a\\u{a}b"],
  ["a right-to-left override", "a\u202eb", "a\\u{202e}b"],
  ["a zero-width space", "a\u200bb", "a\\u{200b}b"],
  ["a lone surrogate", "a\ud800b", "a\\u{d800}b"],
  ["a tag character beyond the basic plane", "a\u{e0041}b", "a\\u{e0041}b"],
])("%s is made visible", (_, text, expected) => {
  expect(visible(text)).toBe(expected);
});

test("lines of a message stay lines", () => {
  expect(visibleLines("a\u0007\nb")).toBe("a\\u{7}\nb");
});

/** Any code points but surrogates: `unit: "binary"` is the same, and makes a table of a million strings first. */
const anyText = fc.oneof(
  fc.string(),
  fc.string({
    unit: fc.nat({ max: 0x10ffff - 0x800 }).map((n) => String.fromCodePoint(n < 0xd800 ? n : n + 0x800)),
  }),
);

test("visible text contains no hidden character", () => {
  fc.assert(
    fc.property(anyText, (text) => {
      expect(visible(text).search(hiddenCharacters)).toBe(-1);
    }),
    runs(200),
  );
});

test("safe JSON contains no hidden character except its own line breaks, and gives the exact value back", () => {
  fc.assert(
    fc.property(fc.dictionary(anyText, anyText), fc.constantFrom(0, 2), (value, indent) => {
      const json = safeJson(value, indent);
      expect(json.replaceAll("\n", "").search(hiddenCharacters)).toBe(-1);
      expect(JSON.parse(json)).toEqual(value);
    }),
    runs(200),
  );
});

import { describe, expect, test } from "vitest";
import { cut, cutWords, widthOf, wrap, wrapLines } from "../../../src/render/terminal/wrap.ts";

test.each([
  ["ASCII", "abc", 3],
  ["wide characters count twice", "日本語", 6],
  ["an emoji counts twice, with its modifier too", "👍🏽", 2],
  ["a combining accent counts nothing", "e\u0301", 1],
  ["Hebrew counts once a letter", "שלום", 4],
  ["the escapes of a colour count nothing", "\u001b[31mred\u001b[39m", 3],
])("width: %s", (_, text, width) => {
  expect(widthOf(text)).toBe(width);
});

test.each([
  ["what fits stays as it is", "one two", 7, 0, ["one two"]],
  ["it breaks at a space, and drops it", "one two three", 8, 0, ["one two", "three"]],
  [
    "a word that is too wide has a line of its own, whole",
    "a seventeen-letters b",
    10,
    0,
    ["a", "seventeen-letters", "b"],
  ],
  ["further lines are indented", "one two three", 8, 2, ["one two", "  three"]],
  ["less so where a word needs the room", "one two seventy", 8, 4, ["one two", " seventy"]],
  ["an indent of the first line gives way to its word, too", "      seventy one", 8, 0, [" seventy", "one"]],
  ["wide characters are measured", "日本 語学", 6, 0, ["日本", "語学"]],
  [
    "a script without spaces breaks between its words",
    "夜間バッチは停止します",
    12,
    2,
    ["夜間バッチは", "  停止します"],
  ],
  ["punctuation stays with the word before it", "停止します。再開", 10, 0, ["停止し", "ます。再開"]],
  ["an opening bracket stays with the word after it", "注文（本番）", 6, 0, ["注文", "（本番）"]],
  ["emoji break between each other, never inside", "👍🏽👍🏽👍🏽", 4, 0, ["👍🏽👍🏽", "👍🏽"]],
  [
    "accents, Hebrew and Cyrillic are words",
    "e\u0301te\u0301 שלום привет",
    6,
    0,
    ["e\u0301te\u0301", "שלום", "привет"],
  ],
  ["a colour is not torn apart", "\u001b[1m夜間バッチ\u001b[22m", 6, 0, ["\u001b[1m夜間", "バッチ\u001b[22m"]],
])("wrap: %s", (_, text, width, indent, lines) => {
  expect(wrap(text, width, indent)).toEqual(lines);
});

test("lines of a text are wrapped one by one, below their own indent", () => {
  expect(wrapLines("one two three\n  four five six\n", 10, 2)).toBe("one two\n  three\n  four\n    five\n    six\n");
  expect(wrapLines("one two three\n", Infinity, 2)).toBe("one two three\n");
});

test("a number stays with the word after it", () => {
  expect(wrapLines("Plan: 2 to enable, 1 unmanaged (coverage 89 %).\n", 28, 2)).toBe(
    "Plan: 2 to enable,\n  1 unmanaged (coverage\n  89 %).\n",
  );
});

describe("cutting", () => {
  test.each([
    ["what fits stays", "abc", 3, "abc"],
    ["an ellipsis takes a column", "abcdef", 4, "abc…"],
    ["a wide character is not cut in half", "日本語", 4, "日…"],
    ["nor is an emoji", "a👍🏽b👍🏽", 4, "a👍🏽…"],
  ])("%s", (_, text, width, shown) => {
    expect(cut(text, width)).toBe(shown);
  });

  test("of a text only the words that are too wide are cut", () => {
    expect(cutWords("夜間バッチは停止します", 6)).toBe("夜間バッチは停止します");
    expect(cutWords(`ab ${"x".repeat(10_000)} cd`, 6)).toBe("ab xxxxx… cd");
  });
});

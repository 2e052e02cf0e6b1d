import { expect, test } from "vitest";
import { bashWord, readBashLine } from "../../src/completion/bash-line.ts";

test.each<[string, readonly string[], string, string]>([
  ["a b", ["a", "b"], "", ""],
  ["a b ", ["a", "b", ""], "", ""],
  ["a  'b c' d", ["a", "b c", "d"], "", ""],
  ["a 'b c", ["a", "b c"], "'", ""],
  ['a "b \\"c', ["a", 'b "c'], '"', ""],
  ['a "b\\n', ["a", "b\\n"], '"', ""],
  ["a b\\ c", ["a", "b c"], "", ""],
  ["a name:x\\", ["a", "name:x\\"], "", "name:"],
  ["a ''", ["a", ""], "", ""],
  ["a --x='1 2'", ["a", "--x=1 2"], "", "--x="],
  ['a --x="name:b', ["a", "--x=name:b"], '"', "--x="],
  ["a name:b\\:c", ["a", "name:b:c"], "", "name:"],
  ["a b:c d", ["a", "b:c", "d"], "", ""],
  ["a owner:ana@x", ["a", "owner:ana@x"], "", "owner:ana"],
  ['a "owner:ana@x', ["a", "owner:ana@x"], '"', ""],
])("bash splits %j into %j, quoted by %j, and keeps %j of the last word", (line, words, quote, kept) => {
  expect(readBashLine(line)).toEqual({ words, quote, kept });
});

test("COMP_WORDBREAKS without a colon: the whole word is replaced", () => {
  expect(readBashLine("a name:x", " \t\n\"'><=;|&(").kept).toBe("");
});

test.each<[string, string, "" | '"' | "'", string | null]>([
  ["a b", "", "", "a\\ b"],
  ["$(x)`y`", "", "", "\\$\\(x\\)\\`y\\`"],
  ["name:a b", "name:", "", "a\\ b"],
  ["--format=json", "--format=", "", "json"],
  ["tag:x", "", "", "tag:x"],
  ["--select=name:a b", "--select=", '"', "name:a b"],
  ["owner:ana@example.com", "owner:ana", "", "@example.com"],
  ['a"$b', "", '"', 'a\\"\\$b'],
  ["it's", "", "'", null],
  ["grün", "", "", "grün"],
])("the candidate %j behind %j with the quote %j", (value, kept, quote, expected) => {
  expect(bashWord(value, { kept, quote })).toBe(expected);
});

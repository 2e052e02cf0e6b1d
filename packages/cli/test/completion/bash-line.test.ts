import { expect, test } from "vitest";
import { bashWord, readBashLine } from "../../src/completion/bash-line.ts";

test.each<[string, readonly string[], string]>([
  ["a b", ["a", "b"], ""],
  ["a b ", ["a", "b", ""], ""],
  ["a  'b c' d", ["a", "b c", "d"], ""],
  ["a 'b c", ["a", "b c"], "'"],
  ['a "b \\"c', ["a", 'b "c'], '"'],
  ['a "b\\n', ["a", "b\\n"], '"'],
  ["a b\\ c", ["a", "b c"], ""],
  ["a name:x\\", ["a", "name:x\\"], ""],
  ["a ''", ["a", ""], ""],
  ["a --x='1 2'", ["a", "--x=1 2"], ""],
])("bash splits %j", (line, words, quote) => {
  expect(readBashLine(line)).toEqual({ words, quote });
});

test.each<[string, string, "" | '"' | "'", string | null]>([
  ["a b", "a", "", "a\\ b"],
  ["$(x)`y`", "", "", "\\$\\(x\\)\\`y\\`"],
  ["name:a b", "name:a", "", "a\\ b"],
  ["--format=json", "--format=", "", "json"],
  ["tag:x", "ta", "", "tag:x"],
  ["name:a b", "name:a", '"', "name:a b"],
  ['a"$b', "", '"', 'a\\"\\$b'],
  ["it's", "", "'", null],
  ["grün", "", "", "grün"],
])("the candidate %j after %j with the quote %j", (value, current, quote, expected) => {
  expect(bashWord(value, current, quote)).toBe(expected);
});

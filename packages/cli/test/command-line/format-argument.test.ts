import { expect, test } from "vitest";
import { takeFormat } from "../../src/command-line/format-argument.ts";

test.each([
  ["nothing given", ["plan"], "text", ["plan"]],
  ["after the verb", ["plan", "--format", "json", "-f", "x"], "json", ["plan", "-f", "x"]],
  ["before the verb", ["--format", "json", "plan"], "json", ["plan"]],
  ["joined", ["plan", "--format=json"], "json", ["plan"]],
  ["at the very end", ["plan", "--bad", "--format", "json"], "json", ["plan", "--bad"]],
  ["the last one holds", ["plan", "--format=json", "--format", "text"], "text", ["plan"]],
  ["an unknown format is left for the parser", ["plan", "--format", "xml"], "text", ["plan", "--format", "xml"]],
  ["a missing value is left for the parser", ["plan", "--format"], "text", ["plan", "--format"]],
  ["after -- nothing is a flag", ["plan", "--", "--format", "json"], "text", ["plan", "--", "--format", "json"]],
] as const)("%s", (_, argv, format, rest) => {
  expect(takeFormat(argv)).toEqual({ format, rest });
});

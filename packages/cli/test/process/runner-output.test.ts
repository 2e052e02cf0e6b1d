import { expect, test } from "vitest";
import type { Output } from "../../src/process/output.ts";
import { withoutCommands, withoutCommandsInJson } from "../../src/process/runner-output.ts";

function written(wrap: (output: Output) => Output, ...texts: readonly string[]): string {
  let all = "";
  const output = wrap({
    isTerminal: false,
    columns: 80,
    failure: null,
    flush: async () => {},
    write: (text) => (all += text),
  });
  for (const text of texts) output.write(text);
  return all;
}

test.each<[string, readonly string[], string]>([
  ["a command at the start of a line", ["::error::x.yaml: bad\n"], "\\::error::x.yaml: bad\n"],
  ["after blanks", [" \t::error::x\n"], " \t\\::error::x\n"],
  ["after a carriage return", ["a\r::error::x"], "a\r\\::error::x"],
  ["in a later line", ["a\nb\r\n::set-output name=a::b\n"], "a\nb\r\n\\::set-output name=a::b\n"],
  ["in a write of its own", ["a\n", "::error::x"], "a\n\\::error::x"],
  ["after a write of blanks", ["  ", "::error::x"], "  \\::error::x"],
  ["of the old kind, anywhere", ["a ##[error]b"], "a ##\\[error]b"],
  ["within a line there is none", ["a::b", "::error::c\n"], "a::b::error::c\n"],
])("text on a runner: %s", (_, texts, expected) => {
  expect(written(withoutCommands, ...texts)).toBe(expected);
});

test("JSON on a runner keeps its value", () => {
  const value = { name: "##[error]x" };
  const text = written(withoutCommandsInJson, JSON.stringify(value));
  expect([text.includes("##["), JSON.parse(text)]).toEqual([false, value]);
});

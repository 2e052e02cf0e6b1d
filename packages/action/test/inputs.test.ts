import { describe, expect, test } from "vitest";
import { readInputs } from "../src/inputs.ts";

test("nothing given: a plan of the default file, with a comment", () => {
  expect(readInputs({})).toEqual({
    verb: "plan",
    files: [],
    workspaces: [],
    token: "",
    baseUrl: "",
    maxDisable: "",
    maxEnable: "",
    planFile: "",
    replan: false,
    environment: "",
    name: "",
    args: [],
    comment: "true",
    issue: false,
    githubToken: "",
  });
});

test("lists have one item on each line, with spaces around them", () => {
  const { files, workspaces } = readInputs({ INPUT_FILES: "\n  a b.yaml \r\n\n c*.yaml\n", INPUT_WORKSPACE: "7" });
  expect([files, workspaces]).toEqual([["a b.yaml", "c*.yaml"], ["7"]]);
});

describe("args", () => {
  test.each([
    ["a flag", "--with-history", ["--with-history"]],
    ["a flag with its value", "--expires 24h", ["--expires", "24h"]],
    [
      "a value with spaces needs no quotes",
      "--reason the year-end close, see OPS-12",
      ["--reason", "the year-end close, see OPS-12"],
    ],
    ["a value that is joined", "--select=tag:a b", ["--select=tag:a b"]],
    ["a short flag", "-f b.yaml", ["-f", "b.yaml"]],
    ["several", "--all\n--select id:1", ["--all", "--select", "id:1"]],
    ["a line that is not a flag is one argument", "a b", ["a b"]],
  ])("%s", (_, text, args) => {
    expect(readInputs({ INPUT_ARGS: text }).args).toEqual(args);
  });
});

test.each([
  ["verb", { INPUT_VERB: "run" }],
  ["comment", { INPUT_COMMENT: "always" }],
  ["issue", { INPUT_ISSUE: "yes" }],
])("an invalid word: the message names the input %s", (name, env) => {
  expect(() => readInputs(env)).toThrow(`the input ${name} is `);
});

import { expect, test } from "vitest";
import { checkToken } from "../../src/settings/check-token.ts";

test.each<[string, string, string]>([
  ["is taken as it is", "abc.DEF-1/+=", "abc.DEF-1/+="],
  ["loses the newline that a file ends with", "abc\n", "abc"],
  ["loses a Windows newline", "abc\r\n", "abc"],
])("a token %s", (_, text, token) => {
  expect(checkToken(text)).toBe(token);
});

test.each<[string, string]>([
  ["empty", ""],
  ["only a newline", "\n"],
  ["with two newlines at its end", "sesame\n\n"],
  ["with a newline inside", "ses\name"],
  ["with a blank", "Bearer sesame"],
  ["with a letter beyond ASCII", "sesamé"],
  ["with a control character", "sesame\u0000"],
])("a token %s is refused, and not repeated", (_, text) => {
  expect(() => checkToken(text)).toThrow(expect.objectContaining({ code: "bad-input", attempts: 0 }));
  expect(() => checkToken(text)).not.toThrow(/sesam|ses/);
});

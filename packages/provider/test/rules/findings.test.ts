import { expect, test } from "vitest";
import { oneOf } from "../../src/rules/findings.ts";

const rule = oneOf("enabled", "disabled");

test.each<[string, unknown, RegExp | null]>([
  ["one of the words", "enabled", null],
  ["a typo", "enabeld", /not "enabeld"; did you mean "enabled"\?$/],
  ["another word", "colour", /not "colour"$/],
  ["a boolean", true, /not true$/],
  ["an object", {}, /not an object$/],
])("one of two words: %s", (_, value, message) => {
  if (message === null) expect(rule(value)).toBeNull();
  else expect(rule(value)).toMatch(message);
});

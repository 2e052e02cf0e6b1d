import { expect, test } from "vitest";
import { sideBySide, widthBeside } from "../../src/demo/side-by-side.ts";

test.each([
  ["the right one is longer", "a\nbcd", "1\n2\n3", "a   │ 1\nbcd │ 2\n    │ 3\n"],
  ["the left one is longer", "a\nbcd\n", "1\n", "a   │ 1\nbcd │\n"],
  ["colours take no room", "\u001b[1mab\u001b[22m\nc", "1\n2", "\u001b[1mab\u001b[22m │ 1\nc  │ 2\n"],
  ["wide characters take two columns", "日\nab", "1\n2", "日 │ 1\nab │ 2\n"],
])("two texts beside each other: %s", (_, left, right, both) => {
  expect(sideBySide(left, right)).toBe(both);
});

test("the right one has the columns that the left one and the rule leave", () => {
  expect(widthBeside("abc\nd", 80)).toBe(74);
});

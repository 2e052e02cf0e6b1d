import { expect, test } from "vitest";
import { commonName } from "../../src/entries/common-name.ts";

test.each([
  ["stg-*", "*-orders", "stg-orders"],
  ["*", "stg-*", "stg-"],
  ["*", "**", "a"],
  ["stg-*", "prod-*", null],
  ["a?c", "ab*", "abc"],
  ["{stg,dev}-*", "dev-orders", "dev-orders"],
  ["{stg,dev}-*", "prod-*", null],
  ["[ab]x", "bx", "bx"],
  ["[!ab]x", "[!cd]x", expect.stringMatching(/^[^abcd]x$/)],
  ["[ab]x", "cx", null],
  ["a*b*c", "*xbx*c", expect.stringMatching(/^a.*xbx.*c$/)],
  ["Orders", "orders", null],
  [String.raw`a\*`, "a*", "a*"],
  ["a/b.*", "*.(x)", "a/b.(x)"],
])("%j and %j share %j", (first, second, expected) => {
  expect(commonName(first, second)).toEqual(expected);
  expect(commonName(second, first)).toEqual(expected === null ? null : expect.any(String));
});

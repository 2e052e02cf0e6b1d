import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isId, largestId, parseId } from "../../src/model/id.ts";

test.each<[string, number | null]>([
  ["1", 1],
  ["2147483647", 2_147_483_647],
  ["2147483648", null],
  ["9999999999", null],
  ["0", null],
  ["017", null],
  ["+1", null],
  ["-1", null],
  [" 1", null],
  ["1.0", null],
  ["1e3", null],
  ["0x65", null],
  ["1_000", null],
  ["", null],
  ["\u0661", null],
])("%j as an id is %j", (text, id) => {
  expect(parseId(text)).toBe(id);
});

test.each([0, -1, 1.5, 2_147_483_648, Number.NaN, "1", null])("%j is not an id", (value) => {
  expect(isId(value)).toBe(false);
});

test.each(["core/schema.json", "cli/plan.schema.json", "cli/ledger.schema.json"])("%s has the same range", (file) => {
  const text = readFileSync(new URL(`../../../${file}`, import.meta.url), "utf8");
  const { definitions } = JSON.parse(text) as { readonly definitions: { readonly id: object } };
  expect(definitions.id).toEqual({ type: "integer", minimum: 1, maximum: largestId });
});

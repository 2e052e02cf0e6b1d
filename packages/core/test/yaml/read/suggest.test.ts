import { expect, test } from "vitest";
import { suggest } from "../../../src/yaml/read/suggest.ts";

const words = ["id", "name", "match", "schedule", "mode", "owner", "tags", "reason"];

test.each([
  ["a missing letter", "shedule", "schedule"],
  ["an extra letter", "reasson", "reason"],
  ["another letter", "ownar", "owner"],
  ["a swap of two", "onwer", "owner"],
  ["capitals", "Name", "name"],
  ["a plural", "ids", "id"],
  ["a long word", "schedule_state", null],
  ["another word", "colour", null],
  ["nothing", "", null],
  ["two letters of a short word", "nm", null],
])("of %s", (_, written, meant) => {
  expect(suggest(written, words)).toBe(meant);
});

test("of two words that are equally near, the first", () => {
  expect(suggest("cat", ["bat", "hat"])).toBe("bat");
});

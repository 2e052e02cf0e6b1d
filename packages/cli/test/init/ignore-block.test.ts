import { expect, test } from "vitest";
import { ignoreBlock } from "../../src/init/ignore-block.ts";

const block = "# skyvia-schedules: plans and the ledger\nplan.json\n*.plan.json\nledger.jsonl\n";

test.each([
  ["that is empty", "", block],
  ["whose last line has a line feed", "node_modules\n", `\n${block}`],
  ["whose last line has none", "node_modules", `\n\n${block}`],
  ["with line breaks of Windows", "a\r\nb", `\r\n\r\n${block.replaceAll("\n", "\r\n")}`],
  ["that has a part of it", "plan.json\n", `\n${block}`],
])("a .gitignore %s gets a block of its own", (_, text, expected) => {
  expect(ignoreBlock(text)).toBe(expected);
  expect(ignoreBlock(text + expected)).toBeNull();
});

test("one that has the entries already is complete", () => {
  expect(ignoreBlock("ledger.jsonl\r\n/plan.json\r\n  *.plan.json")).toBeNull();
});

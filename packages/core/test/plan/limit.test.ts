import { expect, test } from "vitest";
import { readFileSync } from "node:fs";
import { ceiling, defaultLimitText, idleLimits } from "../../src/plan/limit.ts";
import type { Limit, PlacedLimit } from "../../src/model/model.ts";

const at = { file: "skyvia.yaml", line: 4, column: 23 };
const own = (limit: Limit): PlacedLimit => ({ limit, source: at });

test.each<[string, number, PlacedLimit | null, Limit | undefined, number, string]>([
  ["the default is 25 %", 40, null, undefined, 10, "25 %"],
  ["the default is rounded down", 43, null, undefined, 10, "25 %"],
  ["the default is at least 5", 12, null, undefined, 5, "5"],
  ["the default is 25 % from 20 on", 20, null, undefined, 5, "25 %"],
  ["the default is never all of a workspace", 4, null, undefined, 3, "3"],
  ["the default is never all of two", 2, null, undefined, 1, "1"],
  ["the default allows the only one", 1, null, undefined, 5, "5"],
  ["a percentage of the file", 40, own("10%"), undefined, 4, "10 %"],
  ["a percentage of the file is rounded down", 39, own("10%"), undefined, 3, "10 %"],
  ["a count of the file", 40, own(2), undefined, 2, "2"],
  ["0 of the file means none at all", 40, own(0), undefined, 0, "0"],
  ["0 % of the file means none at all", 40, own("0%"), undefined, 0, "0 %"],
  ["the file cannot widen the default", 40, own("100%"), undefined, 10, "25 %"],
  ["nor by a count", 40, own(25), undefined, 10, "25 %"],
  ["the file is stricter than the floor", 12, own(3), undefined, 3, "3"],
  ["of two equal limits the file's is named", 40, own(10), undefined, 10, "10"],
  ["a flag replaces the default", 40, null, 12, 12, "12"],
  ["a flag replaces the file's limit", 40, own("10%"), "50%", 20, "50 %"],
  ["a flag may be stricter than both", 40, own("10%"), 1, 1, "1"],
  ["a flag has no floor", 8, null, "10%", 0, "10 %"],
  ["a flag may allow all", 40, own(0), "100%", 40, "100 %"],
])("%s", (_, managed, limit, flag, allowed, text) => {
  expect(ceiling(managed, limit, flag)).toMatchObject({ allowed, text });
});

test("the place is the file's if the file decides", () => {
  expect(ceiling(40, own("10%"), undefined).source).toEqual(at);
  expect(ceiling(40, own("100%"), undefined).source).toBeNull();
  expect(ceiling(40, own("10%"), 3).source).toBeNull();
});

test("the schema describes the default in the same words", () => {
  const schema = readFileSync(new URL("../../schema.json", import.meta.url), "utf8");
  expect(schema).toContain(`the default (${defaultLimitText})`);
});

test.each<[string, number | null, Limit, number | null | undefined]>([
  ["100 % of many", 40, "100%", 10],
  ["a count above a quarter", 40, 11, 10],
  ["a count at a quarter has its effect", 40, 10, undefined],
  ["a percentage above a quarter is lower than the floor in a small workspace", 10, "40%", undefined],
  ["100 % of a small workspace", 4, "100%", 3],
  ["a count that is all of a small workspace", 4, 4, 3],
  ["the only schedule may be switched in any case", 1, 25, undefined],
  ["100 % of an unknown number never has an effect", null, "100%", null],
  ["40 % of an unknown number may have one", null, "40%", undefined],
  ["a count may have one in a large workspace", null, 400, undefined],
])("a limit without effect: %s", (_, managed, limit, standard) => {
  const found = idleLimits({ disable: own(limit), enable: null }, managed);
  expect(found).toEqual(standard === undefined ? [] : [{ key: "disable", limit, source: at, standard }]);
});

import { describe, expect, test } from "vitest";
import { given, isEqual } from "../../src/rules/properties.ts";

describe("isEqual", () => {
  test.each<[string, unknown, unknown, boolean]>([
    ["null and undefined", null, undefined, true],
    ["nothing and false", undefined, false, false],
    ["two texts", "a", "a", true],
    ["two other texts", "a", "b", false],
    ["a number and its text", 1, "1", false],
    ["mappings with their keys in another order", { a: 1, b: [2] }, { b: [2], a: 1 }, true],
    ["a mapping with a key more", { a: 1 }, { a: 1, b: 2 }, false],
    ["a mapping with a key more that is not set", { a: 1 }, { a: 1, b: undefined }, true],
    ["a mapping and a text", {}, "a", false],
    ["a mapping and a number", {}, 0, false],
    ["a list and a mapping", [], {}, false],
    ["lists in another order", [1, 2], [2, 1], false],
    ["a list and its beginning", [1, 2], [1], false],
    ["deep values that differ", { a: [{ b: 1 }] }, { a: [{ b: 2 }] }, false],
  ])("%s", (_, a, b, equal) => {
    expect([isEqual(a, b), isEqual(b, a)]).toEqual([equal, equal]);
  });
});

test("given leaves out what is not set, and the text of the provider", () => {
  expect(given({ a: 0, b: null, c: undefined, d: "", __provider: "text" })).toEqual({ a: 0, d: "" });
});

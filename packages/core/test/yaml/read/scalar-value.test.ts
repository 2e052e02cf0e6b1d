import * as fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { plainValue } from "../../../src/yaml/read/scalar-value.ts";
import { runs } from "../../../../../test/laws/runs.ts";

test.each([
  ["decimal digits are a number", "12", 12],
  ["so are negative ones", "-12", -12],
  ["and zero", "0", 0],
  ["a leading zero is another notation", "017", NaN],
  ["a sign is another notation", "+1", NaN],
  ["a point is another notation", "1.0", NaN],
  ["an exponent is another notation", "1e3", NaN],
  ["hexadecimal is another notation", "0x1F", NaN],
  ["octal is another notation", "0o17", NaN],
  ["infinity is another notation", "-.inf", NaN],
  ["an underscore makes text", "1_000", "1_000"],
  ["a date is text", "2024-01-01", "2024-01-01"],
  ["yes is text", "yes", "yes"],
  ["on is text", "on", "on"],
])("%s", (_, text, value) => {
  expect(plainValue(text)).toBe(value);
});

test("is of the type that the YAML 1.2 core schema says", () => {
  const part = fc.constantFrom(
    ..."0123456789+-.eExXoabfinulrtsyNTF~_".split(""),
    "null",
    "true",
    "False",
    ".inf",
    ".NaN",
    "0x",
    "0o",
  );
  fc.assert(
    fc.property(fc.array(part, { minLength: 1, maxLength: 5 }), (parts) => {
      const text = parts.join("");
      fc.pre(/^[^-.]|^[-.][^-\s]/.test(text) && text !== "---" && text !== "...");
      const expected: unknown = parse(text, { schema: "core" });
      const value = plainValue(text);
      expect(value === null ? "null" : typeof value).toBe(expected === null ? "null" : typeof expected);
      if (typeof value !== "number") expect(value).toBe(expected);
      else if (!Number.isNaN(value)) expect(value).toBe(expected);
    }),
    runs(500),
  );
});

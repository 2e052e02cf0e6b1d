import { expect, test } from "vitest";
import { asDesired, isAsDesired } from "../../src/model/schedule-state.ts";

test("a schedule that is not defined counts as disabled", () => {
  expect((["enabled", "disabled", "undefined"] as const).map(asDesired)).toEqual(["enabled", "disabled", "disabled"]);
});

test.each([
  ["enabled", "enabled", true],
  ["disabled", "disabled", true],
  ["undefined", "disabled", true],
  ["undefined", "enabled", false],
  ["disabled", "enabled", false],
  ["enabled", "disabled", false],
  [undefined, "disabled", false],
  ["undefined", "undefined", true],
] as const)("%s, where %s is desired: %s", (live, desired, expected) => {
  expect(isAsDesired(live, desired)).toBe(expected);
});

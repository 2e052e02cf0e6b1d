import * as fc from "fast-check";
import { expect, test } from "vitest";
import { backOff, createRetryBudget } from "../../src/call/retry-budget.ts";
import { runs } from "../../../../test/laws/runs.ts";

test("retries never exceed 100 and a tenth of the successes, in whatever order they come", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 2_000 }), (history) => {
      const budget = createRetryBudget();
      let successes = 0;
      let retries = 0;
      for (const succeeds of history) {
        if (succeeds) budget.refill();
        if (succeeds) successes++;
        else if (budget.take()) retries++;
        if (retries > 100 + successes / 10) return false;
      }
      return true;
    }),
    runs(200),
  );
});

test("an untouched budget gives 100 and not one more, however many calls succeeded before", () => {
  const budget = createRetryBudget();
  for (let n = 0; n < 5_000; n++) budget.refill();
  expect(Array.from({ length: 101 }, () => budget.take()).filter(Boolean)).toHaveLength(100);
});

test("ten successes pay one retry", () => {
  const budget = createRetryBudget();
  while (budget.take());
  for (let n = 0; n < 9; n++) budget.refill();
  expect(budget.take()).toBe(false);
  budget.refill();
  expect(budget.take()).toBe(true);
  expect(budget.take()).toBe(false);
});

test.each([
  [1, 0, 0],
  [1, 0.999_999, 250],
  [3, 0.5, 500],
  [40, 0.5, 8_000],
])("the wait before retry %i at chance %f is %i ms", (nth, chance, ms) => {
  expect(backOff(nth, () => chance)).toBe(ms);
});

import { expect, test } from "vitest";
import { Workshop } from "../../src/load/workers.ts";

/** Timers that end when a test says so. */
function timers(): { later: (act: () => void, ms: number) => void; ends: (() => void)[]; asked: number[] } {
  const ends: (() => void)[] = [];
  const asked: number[] = [];
  const later = (act: () => void, ms: number): void => {
    ends.push(act);
    asked.push(ms);
  };
  return { later, ends, asked };
}

test("two workers work on two calls at a time, and the others wait in their order", () => {
  const { later, ends, asked } = timers();
  const shop = new Workshop({ count: 2, service: 50 }, later);
  const done: string[] = [];
  for (const name of ["a", "b", "c", "d"]) shop.enter(() => done.push(name));
  expect([shop.waiting, asked]).toEqual([2, [50, 50]]);
  ends[1]?.();
  expect([done, shop.waiting, ends.length]).toEqual([["b"], 1, 3]);
  ends[2]?.();
  ends[0]?.();
  expect([done, shop.waiting, ends.length]).toEqual([["b", "c", "a"], 0, 4]);
});

test("more workers begin at once with what waits, fewer finish what they have begun", () => {
  const { later, ends } = timers();
  const shop = new Workshop({ count: 1 }, later);
  for (let i = 0; i < 5; i++) shop.enter(() => {});
  shop.change({ count: 3 });
  expect([shop.waiting, ends.length]).toEqual([2, 3]);
  shop.change({ count: 1 });
  ends[0]?.();
  ends[1]?.();
  expect([shop.waiting, ends.length]).toEqual([2, 3]);
  ends[2]?.();
  expect([shop.waiting, ends.length]).toEqual([1, 4]);
});

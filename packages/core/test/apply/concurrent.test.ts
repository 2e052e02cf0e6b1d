import { expect, test } from "vitest";
import { createWorkQueue } from "../../src/apply/concurrent.ts";

test("a queue runs a step for each item, a limited number at once, and further items wait", async () => {
  const begun: number[] = [];
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  const queue = createWorkQueue<number>(async (item) => {
    begun.push(item);
    await released;
  }, 3);
  for (let item = 1; item <= 10; item++) queue.add(item);
  expect(begun).toEqual([1, 2, 3]);
  release();
  await queue.done();
  expect(begun).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
});

test("when steps fail, no further item is begun", async () => {
  const begun: number[] = [];
  const queue = createWorkQueue<number>(async (item) => {
    begun.push(item);
    throw new Error(`item ${item}`);
  }, 2);
  for (let item = 1; item <= 10; item++) queue.add(item);
  await expect(queue.done()).rejects.toThrow("item 1");
  expect(begun).toEqual([1, 2]);
});

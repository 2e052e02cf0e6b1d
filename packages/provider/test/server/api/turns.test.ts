import { expect, test } from "vitest";
import { createTurns } from "../../../src/server/api/turns.ts";

test("no more than the limit are in at once, and they come in order", async () => {
  const turns = createTurns(2);
  let inside = 0;
  let most = 0;
  const order: number[] = [];
  const work = async (id: number): Promise<void> => {
    await turns.take();
    most = Math.max(most, ++inside);
    order.push(id);
    await Promise.resolve();
    inside--;
    turns.give();
  };
  const ids = Array.from({ length: 20 }, (_, index) => index);
  await Promise.all(ids.map(work));
  await Promise.all(ids.map(work)); // after all have gone, it begins anew
  expect(most).toBe(2);
  expect(order).toEqual([...ids, ...ids]);
});

import { expect, test } from "vitest";
import { Load } from "../../src/load/load.ts";

test("the mean time is the wait for a worker and the work", () => {
  let now = 0;
  const ends: (() => void)[] = [];
  const clock = { monotonic: () => now, now: () => now, later: (act: () => void) => void ends.push(act) };
  const load = new Load({ rate: null, workers: { count: 1, service: 10 } }, clock);
  for (let i = 0; i < 3; i++) load.work(() => {});
  for (let i = 0; i < 3; i++) {
    now += 10;
    ends[i]?.();
  }
  expect(load.report()).toMatchObject({ meanTime: 20, mostWaiting: 2, waiting: 0 });
});

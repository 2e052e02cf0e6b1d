import * as fc from "fast-check";
import { test } from "vitest";
import { History } from "./history.ts";
import { histories, seeds } from "./small-world.ts";
import { onStage } from "./stage.ts";

test("the laws hold over any history without faults", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, histories({ faulty: false }), async (seed, steps) =>
      onStage(seed, async (stage) => {
        const history = new History(stage);
        for (const step of steps) await history.take(step);
        await history.converge();
      }),
    ),
    { numRuns: 50 },
  );
});

test("the laws hold over any history with faults, and sweeps after them converge", async () => {
  await fc.assert(
    fc.asyncProperty(seeds, histories({ faulty: true }), async (seed, steps) =>
      onStage(seed, async (stage) => {
        const history = new History(stage);
        for (const step of steps) await history.take(step);
        await history.converge();
      }),
    ),
    { numRuns: 100 },
  );
});

import * as fc from "fast-check";
import { test } from "vitest";
import { History } from "./history.ts";
import { histories, seeds, type Step } from "./small-world.ts";
import { onStage } from "./stage.ts";
import { runs } from "./runs.ts";

/** Plays histories, each on a stage of its own. Without bias: its favourite, small values, leaves worlds with nothing to do. */
async function hold(steps: fc.Arbitrary<readonly Step[]>, usual: number, settings = {}): Promise<void> {
  await fc.assert(
    fc.asyncProperty(fc.noBias(seeds), fc.noBias(steps), async (seed, played) =>
      onStage(seed, async (stage) => {
        const history = new History(stage, settings);
        for (const step of played) await history.take(step);
        await history.converge();
      }),
    ),
    runs(usual),
  );
}

test("the laws are true of any history without faults, and sweeps converge", () =>
  hold(histories({ faulty: false }), 12));

test("the laws are true of any history with faults, and sweeps after them converge", () =>
  hold(histories({ faulty: true }), 18));

test("the laws are true when answers are missing", () => hold(withSilence, 6, { requestTimeout: 100 }));

/** One request gets no answer, or only a part of it; the operation may have been carried out. */
const withSilence: fc.Arbitrary<readonly Step[]> = fc
  .tuple(
    histories({ faulty: false }),
    fc.constantFrom("GET" as const, "POST" as const, "POST" as const),
    fc.integer({ min: 1, max: 4 }),
    fc.constantFrom("headers" as const, "body" as const),
    fc.boolean(),
  )
  .map(([[edit], method, nth, at, applied]) => [
    ...(edit === undefined ? [] : [edit]),
    { step: "fault", rule: { match: { method }, when: { nth }, fault: { type: "timeout", at, applied } } },
    { step: "apply", kind: "fresh", concurrency: 2, skipStale: false, meanwhile: [] },
  ]);

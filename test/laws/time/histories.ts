import * as fc from "fast-check";
import { playStory } from "./history.ts";
import { stories } from "./steps.ts";

/**
 * Plays random histories of holds, freezes, people, kills and time. Rejects with the smallest one that breaks a law, and its
 * seed. Gives the number of steps that were played.
 */
export async function playHistories(settings: {
  readonly numRuns: number;
  readonly seed?: number;
}): Promise<{ readonly steps: number }> {
  let steps = 0;
  await fc.assert(
    fc.asyncProperty(fc.noBias(stories), async (story) => {
      steps += story.steps.length;
      await playStory(story);
    }),
    settings,
  );
  return { steps };
}

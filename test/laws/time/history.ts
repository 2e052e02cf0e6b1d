import assert from "node:assert/strict";
import { actApply, actFreeze, actSwitch, actThaw, actUndo } from "./acts.ts";
import { memberOf } from "./asked.ts";
import { commitFreeze, commitHold, commitRemoval, removeExpired, turnFiles } from "./edits.ts";
import { checkDrift, pass, planNow } from "./reads.ts";
import { begin, hour, quiet, type Step, type Story } from "./steps.ts";
import { World } from "./world.ts";

/** Plays a story, and verifies the laws at every step. Rejects with an `AssertionError` for the first one that is broken. */
export async function playStory(story: Story): Promise<void> {
  const world = new World(story);
  for (const step of story.steps) await take(world, step);
  await end(world);
}

async function take(world: World, step: Step): Promise<void> {
  switch (step.step) {
    case "hold":
      return commitHold(world, step.hold);
    case "freeze entry":
      return commitFreeze(world, step.freeze);
    case "remove":
      return commitRemoval(world, step.nth);
    case "fix expired":
      return removeExpired(world);
    case "turn files":
      return turnFiles(world);
    case "person":
      return world.person(step.who, step.act);
    case "pass":
      return pass(world, step.hours * hour);
    case "apply":
      return actApply(world, step.fate);
    case "switch":
      return actSwitch(world, step);
    case "freeze":
      return actFreeze(world, step);
    case "thaw":
      return actThaw(world, step.slot, step.side, step.fate);
    case "undo":
      return actUndo(world, step.nth, step.fate);
    case "drift":
      return checkDrift(world);
  }
}

/** Law: once everything is over, one sweep sets the live state to that of the entries. */
async function end(world: World): Promise<void> {
  const { holds, freezes } = world.wanted.overlays;
  world.rewriteOverlays({ holds, freezes: freezes.filter(({ time }) => "from" in time) });
  world.now = begin + 400 * hour;
  await planNow(world);
  await removeExpired(world);
  await actApply(world, quiet);
  for (const [key, state] of world.live.states) {
    const base = world.wanted.bases.get(key);
    if (base === undefined || memberOf(key).mode === "observe" || state === "undefined") continue;
    assert.equal(state, base, `when everything is over, ${key} is as its entry says`);
  }
}

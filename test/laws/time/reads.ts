import assert from "node:assert/strict";
import {
  createEntryLookup,
  createLayers,
  decidingEntry,
  drift,
  ledgerWrites,
  plan,
  refresh,
  transitions,
  unfinishedRuns,
  type DesiredState,
  type LiveState,
  type Plan,
} from "@skyvia-schedules/core";
import { actionOf, changesOf, memberOf, wantedOf } from "./asked.ts";
import { load } from "./files.ts";
import { portOf, Process, undisturbed } from "./memory.ts";
import { ledgerFile } from "./verbs.ts";
import { keyOfChange, type World } from "./world.ts";

/** A plan of now. Law: it is what the naive rule says. `turned`: the files are read in the other order. */
export async function planNow(world: World, turned = false): Promise<Plan> {
  const { desired, problems } = load(world.disk, world.now, turned);
  assert.deepEqual(problems, [], "the files are valid");
  const { planned } = await refreshNow(world, desired);
  const changes = new Map(planned.changes.map((change) => [keyOfChange(change), change]));
  for (const [key, state] of world.live.states) {
    const asked = wantedOf(world.wanted, memberOf(key), world.now);
    const change = changes.get(key);
    assert.equal(change?.action ?? null, asked && actionOf(asked, memberOf(key), state), `the action for ${key}`);
    if (change !== undefined) assert.equal(change.effective?.by, asked?.by, `what decides ${key}`);
  }
  return planned;
}

async function refreshNow(
  { live: workspaces, now }: World,
  desired: DesiredState,
): Promise<{ readonly live: LiveState; readonly planned: Plan }> {
  const process = new Process("plan", undisturbed);
  const api = portOf(workspaces, process, (key) => assert.fail(`a plan writes ${key}`));
  const live = await refresh(api, desired, { at: now });
  return { live, planned: plan(desired, live, undefined, now) };
}

/** Lets time pass. Law: exactly the changes of that time are listed before it, and a plan shows the first one. */
export async function pass(world: World, length: number): Promise<void> {
  const [from, to] = [world.now, world.now + length];
  const { desired } = load(world.disk, from);
  const found = [...world.live.states.keys()].flatMap((key) => {
    const changes = changesOf(world.wanted, memberOf(key), from, to);
    assert.deepEqual(transitionsOf(desired, key, from, to), changes, `the transitions of ${key}`);
    return changes;
  });
  const next = Date.parse((await planNow(world)).next?.at ?? "");
  if (found.length > 0) assert.equal(next, Math.min(...found), "a plan shows the next transition");
  else assert.ok(!(next <= to), "a plan shows no transition where there is none");
  world.now = to;
}

/** The instants after one and until another at which core says that what is asked for changes. */
function transitionsOf({ workspaces, overlays }: DesiredState, key: string, from: number, to: number): number[] {
  const { workspace: id, ...subject } = memberOf(key);
  const workspace = workspaces.find((one) => one.id === id);
  const entry = workspace && decidingEntry(createEntryLookup(workspace), subject);
  if (entry === undefined) return [];
  return transitions(createLayers(overlays, id)(entry, subject), from, to + 1).map(({ at }) => at);
}

/** Law: nobody is blamed for a switch that nobody made. */
export async function checkDrift(world: World): Promise<void> {
  const { desired } = load(world.disk, world.now);
  const { live, planned } = await refreshNow(world, desired);
  const lines = world.disk.lines(ledgerFile);
  const known = { ledger: ledgerWrites(lines), unfinished: unfinishedRuns(lines) };
  const baseline = { applied: null, committed: null, decidedAt: null, ...known };
  for (const change of drift(desired, live, planned, baseline, world.now).changes) {
    if (!("cause" in change)) continue;
    const key = keyOfChange(change);
    if (change.cause.startsWith("turned-")) {
      assert.equal(world.live.lastBy.get(key), "person", `${key} is ${change.cause}: a person switched it`);
    }
    if (world.isQuiet && change.action !== "skip") {
      assert.ok(["time", "unknown"].includes(change.cause), `${key} is ${change.cause}: only time has passed`);
    }
  }
}

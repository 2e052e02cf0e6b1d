import assert from "node:assert/strict";
import { ledgerRuns, type ScheduleState, type Side } from "@skyvia-schedules/core";
import { afterApply, memberOf, wantedOf } from "./asked.ts";
import { keyOf, type States } from "./cast.ts";
import { isFrozen, type FreezeText, type HoldText } from "./oracle.ts";
import { hour, type FateText, type Step } from "./steps.ts";
import { applyFiles, freeze, ledgerFile, readSnapshot, switchForTime, thaw, undo, type FileFreeze } from "./verbs.ts";
import type { Ended, Frozen, World, Written } from "./world.ts";

/** Law: after an apply the live state is as desired, and only a hold with `overrides: freeze` overrides a freeze. */
export async function actApply(world: World, fate: FateText): Promise<void> {
  const expected = afterApply(world.wanted, world.live.states, world.now);
  const ended = await world.run("apply", fate, applyFiles, (key, to) => {
    const member = memberOf(key);
    assert.equal(wantedOf(world.wanted, member, world.now)?.schedule, to, `apply writes what is asked for ${key}`);
    const isPierced = to === "enabled" && isFrozen(world.wanted.overlays, member, world.now);
    assert.ok(!isPierced, `the freeze over ${key} is not pierced`);
  });
  world.expect(ended, expected, "after an apply live is as asked");
  world.isQuiet = ended.value !== null && ended.touched.size + ended.failed.size === 0;
}

/** Law: a schedule is switched for some time only once the hold is in the file. */
export async function actSwitch(
  world: World,
  { id, schedule, hours, fate }: Extract<Step, { readonly step: "switch" }>,
): Promise<void> {
  const { name, ...member } = memberOf(keyOf({ workspace: 7, id }));
  const key = keyOf(member);
  if (!world.live.states.has(key)) return;
  const until = world.now + hours * hour;
  const hold = { workspace: 7, select: { id }, schedule, from: null, until, reason: "INC-9", overrides: false };
  let isPlaced = false;
  const placed = (): void => {
    isPlaced = true;
    replaceHold(world, hold);
  };
  world.isQuiet = false;
  const wanted = { workspace: 7, id, name, schedule, until, reason: "INC-9", placed };
  const command = schedule === "enabled" ? "enable" : "disable";
  const expected = new Map(world.live.states);
  const ended = await world.run(
    command,
    fate,
    (machine) => switchForTime(machine, wanted),
    () => assert.ok(isPlaced, "the hold is in the file before the switch"),
  );
  if (ended.value !== "refused" && expected.get(key) !== "undefined") expected.set(key, schedule);
  world.expect(ended, expected, "a schedule is switched");
}

/** A hold replaces the active ones on just the same integration. */
function replaceHold(world: World, hold: HoldText): void {
  const { holds, freezes } = world.wanted.overlays;
  const isReplaced = ({ workspace, select, from, until }: HoldText): boolean => {
    const isOn = (from ?? 0) <= world.now && world.now < until;
    return isOn && workspace === hold.workspace && JSON.stringify(select) === JSON.stringify(hold.select);
  };
  const left = holds.filter((one) => !isReplaced(one));
  world.wanted = { ...world.wanted, overlays: { holds: [...left, hold], freezes } };
}

/** Law: the snapshot is on the disk before the first write, and what is selected is off afterwards. */
export async function actFreeze(
  world: World,
  { slot, ids, hours, fate }: Extract<Step, { readonly step: "freeze" }>,
): Promise<void> {
  const file = `snapshot-${slot}.json`;
  const { states } = world.live;
  const earlier = world.frozen.get(file);
  const isSelected = (key: string): boolean => key.startsWith("7/") && (ids?.includes(memberOf(key).id) ?? true);
  if (earlier === undefined && ![...states.keys()].some(isSelected)) return;
  const isDue = (key: string): boolean =>
    isSelected(key) && states.get(key) === "enabled" && (earlier?.original.get(key) ?? "enabled") === "enabled";
  const expected = new Map([...states].map(([key, state]) => [key, isDue(key) ? "disabled" : state] as const));
  const taken = (): void => {
    const original = new Map([...states].filter(([key]) => isSelected(key)));
    world.frozen.set(file, { original, left: frozenStates(original) });
  };
  world.isQuiet = false;
  const entry = hours === null ? null : fileFreeze(world, ids, hours);
  const ended = await world.run(
    "freeze",
    fate,
    (machine) => freeze(machine, file, { workspace: 7, ids }, entry, taken),
    () => assert.ok(world.disk.read(file) !== null, "the snapshot is on the disk before the first write"),
  );
  world.expect(ended, ended.value === "refused" ? ended.before : expected, "what is selected is frozen");
  for (const key of ended.touched) takeBefore(world, file, key, ended);
}

function frozenStates(original: States): States {
  return new Map([...original].map(([key, state]) => [key, state === "enabled" ? "disabled" : state]));
}

function fileFreeze(world: World, ids: readonly number[] | null, hours: number): FileFreeze {
  const name = `freeze ${world.now} ${ids?.join() ?? "all"} ${world.runs.size}`;
  const until = world.now + hours * hour;
  const time = { from: world.now, until };
  const written: FreezeText = { name, workspace: 7, select: ids && { id: ids }, except: null, time };
  return { name, until, placed: () => world.put({ freezes: [written] }) };
}

/**
 * What a person switched while a freeze went on. Law: what the freeze read as enabled, and is off by their hand at its end, the snapshot has as disabled. If a
 * freeze is continued, switches before its read cannot be distinguished from those of the killed run.
 */
function takeBefore(world: World, file: string, key: string, { value, reads, failed }: Ended<unknown>): void {
  const taken = readSnapshot(world.disk, file)?.integrations.find(
    ({ integrationId }) => key === keyOf({ workspace: 7, id: integrationId }),
  );
  if (taken === undefined) return;
  const { before } = taken;
  const isTheirs = world.live.states.get(key) === "disabled" && world.live.lastBy.get(key) === "person";
  const isWhole = value !== null && !failed.has(key) && reads.get(key)?.first === "enabled";
  if (isWhole && isTheirs) assert.equal(before, "disabled", `what a person disabled stays off: ${key}`);
  const known: Frozen = world.frozen.get(file) ?? { original: new Map(), left: new Map() };
  const original = new Map([...known.original, [key, before]]);
  world.frozen.set(file, { original, left: frozenStates(original) });
}

/** Law: a thaw restores exactly the earlier states, and changes of people stay, unless `ours` is given. */
export async function actThaw(world: World, slot: number, side: Side, fate: FateText): Promise<void> {
  const file = `snapshot-${slot}.json`;
  const { original, left } = world.frozen.get(file) ?? { original: new Map(), left: new Map() };
  const isOver = readSnapshot(world.disk, file)?.thawedAt !== undefined;
  const restored = (key: string, state: ScheduleState): ScheduleState => {
    const was = original.get(key);
    if (was === undefined || isOver) return state;
    if (state === left.get(key)) return was;
    if (side !== "ours" || state === "undefined") return state;
    return was === "enabled" ? "enabled" : "disabled";
  };
  const expected = new Map([...world.live.states].map(([key, state]) => [key, restored(key, state)]));
  world.isQuiet = false;
  const ended = await world.run("thaw", fate, (machine) => thaw(machine, file, side));
  world.expect(ended, expected, "a thaw restores exactly what was, and what people changed survives");
}

/** Law: the ledger has every run with a write, and an undo restores the states that its run found; changes of people stay. */
export async function actUndo(world: World, nth: number | null, fate: FateText): Promise<void> {
  const ledger = ledgerRuns(world.disk.lines(ledgerFile)).map(({ run }) => run);
  const own = [...world.runs].filter(([, { isBegun }]) => isBegun);
  assert.deepEqual(
    ledger,
    own.map(([run]) => run),
    "the ledger has every run with a write",
  );
  const wanted = nth === null ? null : (own[nth % own.length]?.[0] ?? "none");
  const found = own.findLast(([run, { command, written }]) =>
    wanted === null ? command !== "undo" && written.size > 0 : run === wanted,
  )?.[1];
  const undone: Written = found === undefined || found.command === "undo" ? new Map() : found.written;
  const expected = new Map(
    [...world.live.states].map(([key, state]) => {
      const one = undone.get(key);
      return [key, one?.left === state ? one.before : state];
    }),
  );
  world.isQuiet = false;
  const ended = await world.run("undo", fate, (machine) => undo(machine, wanted));
  world.expect(ended, expected, "an undo restores what its run found, and what people changed survives");
}

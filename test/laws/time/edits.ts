import assert from "node:assert/strict";
import type { Plan } from "@skyvia-schedules/core";
import { addFreeze, addHold, removePast, type EditedOverlays } from "@skyvia-schedules/core/yaml";
import { configFile, load, overlaysFile } from "./files.ts";
import type { FreezeText, HoldText } from "./oracle.ts";
import { planNow } from "./reads.ts";
import { removeOverlay } from "./verbs.ts";
import type { World } from "./world.ts";

/** Somebody commits a hold. */
export function commitHold(world: World, hold: HoldText): void {
  const { workspace: workspaceId, from, overrides: _unwritten, ...rest } = hold;
  const written = { workspaceId, ...rest, ...(from === null ? {} : { from }), owner: "ana" };
  merge(world, addHold(configFile(world.disk, overlaysFile), written), () => {
    world.put({ holds: [{ ...hold, overrides: false }] });
  });
}

/** Somebody commits a freeze. One that recurs is only in the file with which a history begins. */
export function commitFreeze(world: World, { workspace, select, except, time }: Omit<FreezeText, "name">): void {
  if (!("from" in time)) return;
  const name = `later ${world.wanted.overlays.freezes.length} ${world.now} ${time.from}`;
  if (world.wanted.overlays.freezes.some((one) => one.name === name)) return;
  const written = {
    name,
    ...(workspace === null ? {} : { workspaceId: workspace }),
    ...(select === null ? {} : { select }),
    ...(except === null ? {} : { except }),
    ...time,
  };
  merge(world, addFreeze(configFile(world.disk, overlaysFile), written), () => {
    world.put({ freezes: [{ name, workspace, select, except, time }] });
  });
}

/** An edit that the checks of the files refuse is not merged. */
function merge(world: World, edited: EditedOverlays, merged: () => void): void {
  assert.deepEqual(edited.problems, [], "the edit is possible");
  const before = world.disk.read(overlaysFile) ?? "";
  world.disk.files.set(overlaysFile, edited.text);
  if (load(world.disk, world.now).problems.length > 0) {
    world.disk.files.set(overlaysFile, before);
    return;
  }
  merged();
  world.isQuiet = false;
}

/** Somebody removes a hold or a freeze. `nth`: of all of them, holds first. */
export function commitRemoval(world: World, nth: number): void {
  const { holds, freezes } = world.wanted.overlays;
  removeOverlay(world.disk, world.now, nth);
  const overlays = {
    holds: holds.filter((_, index) => index !== nth),
    freezes: freezes.filter((_, index) => index !== nth - holds.length),
  };
  world.wanted = { ...world.wanted, overlays };
  world.isQuiet = false;
}

/** `validate --fix-expired`. Law: a hold or freeze that has ended changes nothing, whether it is in the file or not. */
export async function removeExpired(world: World): Promise<void> {
  const before = withoutPlaces(await planNow(world));
  merge(world, removePast(configFile(world.disk, overlaysFile), world.now), () => {
    const { holds, freezes } = world.wanted.overlays;
    const isOver = ({ until }: { readonly until: number }): boolean => until <= world.now;
    const overlays = {
      holds: holds.filter((hold) => !isOver(hold)),
      freezes: freezes.filter(({ time }) => !("from" in time && isOver(time))),
    };
    world.wanted = { ...world.wanted, overlays };
  });
  assert.deepEqual(withoutPlaces(await planNow(world)), before, "what is over changes nothing");
}

/** Law: neither the order of the files matters, nor that of the holds and freezes in them. */
export async function turnFiles(world: World): Promise<void> {
  const before = withoutPlaces(await planNow(world));
  assert.deepEqual(withoutPlaces(await planNow(world, true)), before, "the order of files does not matter");
  const { holds, freezes } = world.wanted.overlays;
  world.rewriteOverlays({ holds: holds.toReversed(), freezes: freezes.toReversed() });
  assert.deepEqual(withoutPlaces(await planNow(world)), before, "the order of holds and freezes does not matter");
}

/** A plan without the places in files. */
function withoutPlaces({ changes, problems, next }: Plan): unknown {
  return {
    changes: changes.map(({ source: _place, effective, ...rest }) => {
      return { ...rest, effective: effective && { ...effective, source: null } };
    }),
    problems: problems.map(({ code, integrationId, workspaceId }) => `${code} ${workspaceId}/${integrationId}`).sort(),
    next: next && { at: next.at, to: next.to, count: next.count },
  };
}

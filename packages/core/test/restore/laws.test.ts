import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { ScheduleState } from "../../src/model/model.ts";
import { freezeChanges, rememberedOf, type Snapshot } from "../../src/restore/snapshot.ts";
import { restoration, type LiveNow, type Side } from "../../src/restore/restore.ts";
import { emptySnapshot } from "../builders.ts";
import { runs } from "../../../../test/laws/runs.ts";

type World = Map<number, LiveNow>;

const states = fc.constantFrom<ScheduleState>("enabled", "disabled", "undefined");
const worlds = fc
  .uniqueArray(fc.tuple(fc.integer({ min: 1, max: 30 }), states), { selector: ([id]) => id, maxLength: 12 })
  .map((entries): World => new Map(entries));
/** What people do between freeze and thaw: set a schedule, or delete an integration. */
const people = fc.array(
  fc.tuple(fc.integer({ min: 1, max: 30 }), fc.constantFrom<LiveNow>("enabled", "disabled", "undefined", "missing")),
  {
    maxLength: 8,
  },
);

function snapshotOf(world: World): Snapshot {
  const integrations = [...world].flatMap(([integrationId, before]) =>
    before === "missing" ? [] : [{ integrationId, name: null, before }],
  );
  return {
    ...emptySnapshot,
    integrations,
  };
}

/** Disables what the snapshot asks for, up to a kill after `writes` writes. */
function freeze(world: World, snapshot: Snapshot, writes = Number.POSITIVE_INFINITY): void {
  freezeChanges(snapshot).forEach(({ integrationId }, index) => {
    if (index < writes && world.get(integrationId) === "enabled") world.set(integrationId, "disabled");
  });
}

/** Restores, up to a kill after `writes` writes; returns how many writes there were to do. */
function thaw(world: World, snapshot: Snapshot, side: Side = null, writes = Number.POSITIVE_INFINITY): number {
  const plan = restoration(
    rememberedOf(snapshot),
    ({ integrationId }) => world.get(integrationId) ?? "missing",
    () => side,
  );
  plan.writes.slice(0, writes).forEach(({ integrationId, after }) => world.set(integrationId, after));
  return plan.writes.length;
}

test("a thaw after a freeze restores exactly the earlier states", () => {
  fc.assert(
    fc.property(worlds, (before) => {
      const world = new Map(before);
      const snapshot = snapshotOf(before);
      freeze(world, snapshot);
      thaw(world, snapshot);
      expect(world).toEqual(before);
    }),
    runs(200),
  );
});

test("kills in freeze and thaw, and repeated runs, do not change that", () => {
  fc.assert(
    fc.property(worlds, fc.nat(12), fc.nat(12), fc.boolean(), (before, first, second, resumes) => {
      const world = new Map(before);
      const snapshot = snapshotOf(before);
      freeze(world, snapshot, first);
      if (resumes) freeze(world, snapshot);
      thaw(world, snapshot, null, second);
      thaw(world, snapshot);
      expect(world).toEqual(before);
      expect(thaw(world, snapshot)).toBe(0);
    }),
    runs(200),
  );
});

test("changes of people in between stay, and nothing else differs", () => {
  fc.assert(
    fc.property(worlds, people, (before, acts) => {
      const world = new Map(before);
      const snapshot = snapshotOf(before);
      freeze(world, snapshot);
      const frozen = new Map(world);
      for (const [id, state] of acts) if (world.has(id)) world.set(id, state);
      const touched = new Set([...world].filter(([id, state]) => frozen.get(id) !== state).map(([id]) => id));
      const theirs = new Map(world);
      thaw(world, snapshot);
      for (const [id, state] of world) expect(state).toBe(touched.has(id) ? theirs.get(id) : before.get(id));
    }),
    runs(200),
  );
});

test("with `ours` every schedule that can be switched has its earlier state", () => {
  fc.assert(
    fc.property(worlds, people, (before, acts) => {
      const world = new Map(before);
      const snapshot = snapshotOf(before);
      freeze(world, snapshot);
      for (const [id, state] of acts) if (world.has(id)) world.set(id, state);
      thaw(world, snapshot, "ours");
      for (const [id, state] of world) {
        if (state === "missing" || state === "undefined") continue;
        expect(state === "enabled").toBe(before.get(id) === "enabled");
      }
    }),
    runs(200),
  );
});

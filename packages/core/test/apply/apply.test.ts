import fc from "fast-check";
import { expect, test } from "vitest";
import { type Recorder, apply, type ApplyOptions } from "../../src/apply/apply.ts";
import type { Change } from "../../src/model/change.ts";
import type { ScheduleState } from "../../src/model/model.ts";
import { CallFailure, World, type Twist } from "../world.ts";
import { runs } from "../../../../test/laws/runs.ts";

function change(integrationId: number, after: "enabled" | "disabled"): Change {
  const enable = after === "enabled";
  return {
    workspaceId: 7,
    integrationId,
    name: null,
    action: enable ? "enable" : "disable",
    before: enable ? "disabled" : "enabled",
    after,
    source: null,
    why: "desired",
    effective: null,
  };
}

const fresh: ApplyOptions = { concurrency: 2, kind: "fresh" };

async function results(
  world: World,
  changes: readonly Change[],
  options: Partial<ApplyOptions> = {},
): Promise<string[]> {
  const applied = await apply(world, changes, { ...fresh, ...options });
  return applied.changes.map(
    ({ integrationId, result, error }) => `${integrationId} ${result}${error === null ? "" : ` ${error.code}`}`,
  );
}

const server = new CallFailure("server", { status: 500 });
const network = new CallFailure("network");
const stopped = new CallFailure("aborted", { outcome: "not-sent" });
const refused = new CallFailure("auth", { status: 403, endsRun: true });

test.each<[string, ScheduleState, Twist, string, number]>([
  ["is written, and the answer shows the state", "disabled", () => undefined, "1 done", 1],
  [
    "is written, and a read-back shows the state if the answer does not",
    "disabled",
    (c) => (c.startsWith("enable") ? "silent" : undefined),
    "1 done",
    1,
  ],
  ["is not written if it already has the state", "enabled", () => undefined, "1 unchanged", 0],
  ["is stale if it is not as planned", "undefined", () => undefined, "1 stale stale", 0],
  ["fails if its re-read fails", "disabled", (c) => (c.startsWith("get") ? server : undefined), "1 failed server", 0],
  [
    "fails if the write is accepted but nothing changes",
    "disabled",
    (c) => (c.startsWith("enable") ? "lost" : undefined),
    "1 failed not-taken",
    1,
  ],
  [
    "fails if the API refuses the write",
    "disabled",
    (c) => (c.startsWith("enable") ? server : undefined),
    "1 failed server",
    1,
  ],
  [
    "is done if it was applied despite the failure",
    "disabled",
    (c) => (c.startsWith("enable") ? { applied: network } : undefined),
    "1 done",
    1,
  ],
  [
    "is unknown if the write was cut off and its effect is not visible",
    "disabled",
    (c) => (c.startsWith("enable") ? network : undefined),
    "1 unknown network",
    1,
  ],
  [
    "is not started if a stop ends its write before it is sent",
    "disabled",
    (c) => (c.startsWith("enable") ? stopped : undefined),
    "1 not-started",
    1,
  ],
  [
    "fails if the token may not write",
    "disabled",
    (c) => (c.startsWith("enable") ? refused : undefined),
    "1 failed auth",
    1,
  ],
])("a change %s", async (_, state, twist, expected, writes) => {
  const world = new World({ 1: state });
  world.twist = twist;
  expect(await results(world, [change(1, "enabled")])).toEqual([expected]);
  expect(world.writes).toHaveLength(writes);
});

test("an unreadable outcome is unknown", async () => {
  const world = new World({ 1: "disabled" });
  world.twist = (call) => (call.startsWith("enable") || world.writes.length > 0 ? network : undefined);
  expect(await results(world, [change(1, "enabled")])).toEqual(["1 unknown network"]);
});

test.each<[string, boolean, boolean]>([
  ["the write", true, false],
  ["the read after it", false, true],
])("an error that ends the run, of %s, leaves the rest not started", async (_, ofWrite, ofRead) => {
  const world = new World({ 1: "disabled", 2: "disabled", 3: "disabled" });
  const written = (): boolean => world.calls.includes("enable 1");
  world.twist = (call) => {
    if (call.startsWith("enable")) return new CallFailure("network", { endsRun: ofWrite });
    return written() ? new CallFailure("network", { endsRun: ofRead }) : undefined;
  };
  const changes = [1, 2, 3].map((id) => change(id, "enabled"));
  expect(await results(world, changes, { concurrency: 1 })).toEqual([
    "1 unknown network",
    "2 not-started",
    "3 not-started",
  ]);
});

test("an answer that lags behind is read again, after a pause", async () => {
  const world = new World({ 1: "disabled" });
  const pauses: number[] = [];
  world.twist = (call) => (call.startsWith("enable") ? "lost" : undefined);
  const pause = async (nth: number): Promise<void> => {
    pauses.push(nth);
    if (nth === 2) world.schedules.set(1, "enabled");
  };
  expect(await results(world, [change(1, "enabled")], { pause })).toEqual(["1 done"]);
  expect(pauses).toEqual([1, 2]);
});

test("disables come before enables, and each schedule is re-read right before it is written", async () => {
  const world = new World({ 1: "disabled", 2: "enabled", 3: "disabled", 4: "enabled" });
  const changes = [change(1, "enabled"), change(2, "disabled"), change(3, "enabled"), change(4, "disabled")];
  await results(world, changes, { concurrency: 1 });
  expect(world.calls).toEqual(["get 2", "disable 2", "get 4", "disable 4", "get 1", "enable 1", "get 3", "enable 3"]);
});

test("one failure neither stops nor hides the others", async () => {
  const world = new World({ 1: "disabled", 2: "disabled", 3: "disabled" });
  world.twist = (call) => (call === "enable 2" ? server : undefined);
  const changes = [1, 2, 3].map((id) => change(id, "enabled"));
  expect(await results(world, changes)).toEqual(["1 done", "2 failed server", "3 done"]);
});

test("one call shows that a token may not write", async () => {
  const world = new World(Object.fromEntries([1, 2, 3, 4, 5].map((id) => [id, "disabled"])));
  world.twist = (call) => (call.startsWith("enable") ? refused : undefined);
  const changes = [1, 2, 3, 4, 5].map((id) => change(id, "enabled"));
  expect(await results(world, changes, { concurrency: 8 })).toEqual([
    "1 failed auth",
    ...[2, 3, 4, 5].map((id) => `${id} not-started`),
  ]);
  expect(world.writes).toEqual(["enable 1"]);
});

test("a write is sent after its intent, several at once; a change without a write has no intent", async () => {
  const world = new World({ 1: "disabled", 2: "enabled", 3: "enabled", 4: "disabled", 5: "disabled" });
  const refusedOnce = new CallFailure("rate-limited", { status: 429 });
  world.twist = (call) => (call === "disable 3" ? refusedOnce : call === "get 5" ? server : undefined);
  const intents: number[] = [];
  const outcomes: string[] = [];
  const changes = [
    change(1, "enabled"),
    change(2, "disabled"),
    change(3, "disabled"),
    change(4, "disabled"),
    change(5, "enabled"),
  ];
  const recorder: Recorder = {
    intend: async ({ integrationId }) => {
      await Promise.resolve();
      expect(world.writes.filter((write) => write.endsWith(` ${integrationId}`))).toEqual([]);
      intents.push(integrationId);
      return true;
    },
    record: async ({ integrationId, result }) => void outcomes.push(`${integrationId} ${result}`),
  };
  expect(await results(world, changes, { concurrency: 8, recorder })).toEqual([
    "1 done",
    "2 done",
    "3 failed rate-limited",
    "4 unchanged",
    "5 failed server",
  ]);
  expect(intents).toEqual([2, 3, 1]);
  expect(outcomes.toSorted()).toEqual(["1 done", "2 done", "3 failed"]);
});

test("a write whose intent cannot be recorded is not sent", async () => {
  const world = new World({ 1: "disabled", 2: "disabled" });
  let lost = false;
  const recorder: Recorder = {
    intend: async ({ integrationId }) => {
      lost = integrationId === 2;
      return !lost;
    },
    record: async () => {},
  };
  const changes = [change(1, "enabled"), change(2, "enabled")];
  expect(await results(world, changes, { recorder, stopRequested: () => lost })).toEqual(["1 done", "2 not-started"]);
  expect(world.writes).toHaveLength(1);
});

test("a requested stop begins nothing new", async () => {
  const world = new World({ 1: "disabled", 2: "disabled" });
  const changes = [change(1, "enabled"), change(2, "enabled")];
  expect(await results(world, changes, { stopRequested: () => world.writes.length > 0 })).toEqual([
    "1 done",
    "2 not-started",
  ]);
});

test("a saved plan with a stale change is refused as a whole, before any write", async () => {
  const world = new World({ 1: "disabled", 2: "undefined", 3: "enabled" });
  const applied = await apply(
    world,
    [1, 2, 3].map((id) => change(id, "enabled")),
    { ...fresh, kind: "saved" },
  );
  expect(applied.refused).toBe(true);
  expect(applied.changes.map(({ result }) => result)).toEqual(["not-started", "stale", "unchanged"]);
  expect(world.writes).toEqual([]);
});

test("a saved plan skips stale changes with `skipStale`", async () => {
  const world = new World({ 1: "disabled", 2: "undefined" });
  const changes = [change(1, "enabled"), change(2, "enabled")];
  expect(await results(world, changes, { kind: "saved", skipStale: true })).toEqual(["1 done", "2 stale stale"]);
});

test("a deleted integration is stale", async () => {
  const world = new World({});
  expect(await results(world, [change(1, "enabled")])).toEqual(["1 stale stale"]);
});

test("under any faults: one result for each change, done means as desired, and writes are part of the plan", async () => {
  const faults = fc.constantFrom<ReturnType<Twist>>(undefined, undefined, server, network, "silent", "lost", {
    applied: network,
  });
  const states = fc.constantFrom<ScheduleState>("enabled", "disabled", "undefined");
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ state: states, after: fc.constantFrom("enabled" as const, "disabled" as const) }), {
        maxLength: 8,
      }),
      fc.infiniteStream(faults),
      fc.integer({ min: 1, max: 4 }),
      fc.constantFrom("fresh" as const, "saved" as const),
      async (items, stream, concurrency, kind) => {
        const world = new World(Object.fromEntries(items.map(({ state }, index) => [index + 1, state])));
        world.twist = (call) => {
          const fault = stream.next().value as ReturnType<Twist>;
          return call.startsWith("get") && !(fault instanceof CallFailure) ? undefined : fault;
        };
        const changes = items.map(({ after }, index) => change(index + 1, after));
        const applied = await apply(world, changes, { concurrency, kind, skipStale: true });
        expect(applied.changes.map(({ integrationId }) => integrationId)).toEqual(changes.map((c) => c.integrationId));
        for (const { integrationId, result, after } of applied.changes) {
          const now = world.schedules.get(integrationId);
          const asDesired = now === after || (now === "undefined" && after === "disabled");
          if (result === "done" || result === "unchanged") expect(asDesired).toBe(true);
          if (result === "unchanged" || result === "stale" || result === "not-started") {
            expect(world.writes.some((call) => call.endsWith(` ${integrationId}`))).toBe(false);
          }
        }
        expect(new Set(world.writes).size).toBe(world.writes.length);
      },
    ),
    runs(200),
  );
});

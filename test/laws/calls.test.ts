import { isSkyviaError, type SkyviaError } from "@skyvia-schedules/client";
import { apply, isWrite, plan, refresh, type AppliedChange } from "@skyvia-schedules/core";
import { generateSeed, type Fault, type Seed, type SeedIntegration } from "@skyvia-schedules/emulator";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { openRepository } from "../gitops/repository.ts";
import { desiredOf, fileOf, type EntryText, type WorkspaceText } from "./config.ts";
import { applyCalls, pageCalls, planCalls, type Listed } from "./formula.ts";
import { onStage, type Stage } from "./stage.ts";
import { inFolder } from "./in-folder.ts";
import { cliIn } from "./in-process.ts";
import { runs } from "./runs.ts";

/** Workspace 1, Production, with ids from 1001 on, as the generator makes it. */
const world = (size: number, scheduledMeans: "active" | "defined" = "active"): Seed => ({
  ...generateSeed(size),
  scheduledMeans,
});

const integrationsOf = (seed: Seed): readonly SeedIntegration[] => seed.workspaces[0]?.integrations ?? [];

/** The listing of a seed. */
function listedIn(seed: Seed): readonly Listed[] {
  const isScheduled = ({ schedule }: SeedIntegration): boolean =>
    schedule === "enabled" || (seed.scheduledMeans === "defined" && schedule === "disabled");
  return integrationsOf(seed).map((item) => ({ id: item.id, name: item.name, scheduled: isScheduled(item) }));
}

/** The number of requests of a refresh with its plan, then of a fresh apply after it, and how much it changed. */
async function count(
  { run, watch }: Stage,
  workspace: WorkspaceText,
): Promise<{ readonly plan: number; readonly apply: number; readonly changes: number }> {
  const desired = desiredOf(fileOf([workspace]));
  const planned = await watch(() => run(async (client) => plan(desired, await refresh(client, desired))));
  const { changes } = planned.value;
  const applied = await watch(() => run((client) => apply(client, changes, { kind: "fresh", concurrency: 8 })));
  return {
    plan: planned.requests.length,
    apply: applied.requests.length,
    changes: changes.filter(isWrite).length,
  };
}

test.each([
  [0, 1],
  [1, 1],
  [199, 1],
  [200, 1],
  [201, 3],
  [399, 3],
  [400, 3],
  [598, 3],
  [599, 7],
  [1394, 7],
  [1395, 15],
  [2986, 15],
  [2987, 23],
])("a list of %i takes %i calls: waves of 1, 2, 4, 8, 8", async (size, calls) => {
  expect(pageCalls(size)).toBe(calls);
  await onStage(world(size), async ({ run, watch }) => {
    const desired = desiredOf(fileOf([{ id: 1, integrations: [] }]));
    const { requests } = await watch(() => run((client) => refresh(client, desired)));
    expect(requests.map(({ operation }) => operation)).toEqual(Array<string>(calls).fill("listIntegrations"));
  });
});

const glob = (match: string, schedule: EntryText["schedule"] = "enabled"): EntryText => ({ match, schedule });

/** 10 integrations 1001 to 1010, named A to J: A to D enabled, E to G disabled, H to J undefined. */
const ten: Seed = {
  workspaces: [
    {
      id: 1,
      name: "Production",
      integrations: Array.from("ABCDEFGHIJ").map((name, n) => ({
        id: 1001 + n,
        name,
        schedule: n < 4 ? "enabled" : n < 7 ? "disabled" : "undefined",
      })),
    },
  ],
};

describe("a plan of ten integrations, of which four are enabled and the list says so", () => {
  test.each<[string, number, Omit<WorkspaceText, "id">]>([
    ["no entry: the listing", 1, { integrations: [] }],
    ["no entry, unmanaged ignored: no call", 0, { unmanaged: "ignore", integrations: [] }],
    ["all enabled by glob: the listing and every schedule", 11, { integrations: [glob("*")] }],
    ["all disabled by glob: the listing and what it says is scheduled", 5, { integrations: [glob("*", "disabled")] }],
    ["all observed: as if it were enforced", 11, { integrations: [{ ...glob("*"), mode: "observe" }] }],
    [
      "two by id, the rest reported",
      3,
      {
        integrations: [
          { id: 1001, schedule: "enabled" },
          { id: 1002, schedule: "enabled" },
        ],
      },
    ],
    [
      "two by id, the rest ignored: no listing",
      2,
      {
        unmanaged: "ignore",
        integrations: [
          { id: 1001, schedule: "enabled" },
          { id: 1009, schedule: "disabled" },
        ],
      },
    ],
    [
      "one by id with its name, the rest ignored: the name needs the listing",
      2,
      { unmanaged: "ignore", integrations: [{ id: 1001, name: "A", schedule: "enabled" }] },
    ],
    [
      "one by id with another name: the listing alone",
      1,
      { unmanaged: "ignore", integrations: [{ id: 1001, name: "B", schedule: "enabled" }] },
    ],
    ["one by name", 2, { unmanaged: "ignore", integrations: [{ name: "E", schedule: "enabled" }] }],
    [
      "one by name, disabled as the listing says",
      1,
      { unmanaged: "ignore", integrations: [{ name: "E", schedule: "disabled" }] },
    ],
    ["the workspace's name asserted: one more", 2, { name: "Production", integrations: [] }],
    [
      "the workspace's name asserted, by id alone",
      2,
      { name: "Production", unmanaged: "ignore", integrations: [{ id: 1001, schedule: "enabled" }] },
    ],
    ["the workspace has another name: that call and no other", 1, { name: "Staging", integrations: [glob("*")] }],
    [
      "an id before a glob, a name before a glob: each schedule once",
      11,
      { integrations: [glob("*"), { id: 1001, schedule: "enabled" }, { name: "B", schedule: "enabled" }] },
    ],
  ])("%s", async (_, calls, workspace) => {
    await onStage(ten, async (stage) => {
      const counted = await count(stage, { id: 1, ...workspace });
      expect(counted.plan).toBe(calls);
      expect(counted.apply).toBe(2 * counted.changes);
      if (workspace.name !== "Staging") expect(planCalls({ id: 1, ...workspace }, listedIn(ten))).toBe(calls);
    });
  });
});

test("a listing that says only whether a schedule is defined also leaves the disabled ones open", async () => {
  await onStage({ ...ten, scheduledMeans: "defined" }, async (stage) => {
    expect((await count(stage, { id: 1, integrations: [glob("*", "disabled")] })).plan).toBe(1 + 7);
  });
});

test("an answer without active is read back: one call more for each", async () => {
  await onStage(ten, async (stage) => {
    stage.emulator.addFault({
      match: { method: "POST" },
      fault: { type: "wrong_content_type", contentType: "application/json", keepBody: true },
    });
    const { changes, apply: calls } = await count(stage, { id: 1, integrations: [glob("*", "disabled")] });
    expect([changes, calls]).toEqual([4, 8]);
  });
  await onStage(ten, async (stage) => {
    stage.emulator.addFault({ match: { method: "POST" }, fault: { type: "accept_without_changing" } });
    const { apply: calls } = await count(stage, { id: 1, integrations: [glob("*", "disabled")] });
    expect(calls, "three read-backs tell that nothing was taken").toBe(4 * (1 + 1 + 3));
  });
});

test("several workspaces take the sum of their calls", async () => {
  const [one] = ten.workspaces;
  const seed: Seed = { workspaces: [...(one === undefined ? [] : [one, { ...one, id: 2, name: "Staging" }])] };
  await onStage(seed, async ({ run, watch }) => {
    const desired = desiredOf(
      fileOf([
        { id: 1, integrations: [glob("*")] },
        { id: 2, name: "Staging", unmanaged: "ignore", integrations: [{ id: 1001, schedule: "enabled" }] },
      ]),
    );
    const { requests } = await watch(() => run((client) => refresh(client, desired)));
    expect(requests).toHaveLength(11 + 2);
  });
});

/** Mixes of ids, names and globs over a generated world. */
const mixes: fc.Arbitrary<{ readonly seed: Seed; readonly workspace: WorkspaceText }> = fc
  .tuple(fc.integer({ min: 0, max: 450 }), fc.constantFrom("active" as const, "defined" as const))
  .chain(([size, scheduledMeans]) => {
    const seed = world(size, scheduledMeans);
    const items = integrationsOf(seed);
    const index = fc.nat(Math.max(0, size - 1));
    const schedule = fc.constantFrom("enabled" as const, "disabled" as const);
    const byId = fc.record({ id: index.map((n) => 1001 + n), schedule });
    const byIdAndName = fc
      .tuple(index, schedule)
      .map(([n, asked]) => ({ id: 1001 + n, name: items[n]?.name ?? "none", schedule: asked }));
    const byName = fc.tuple(index, schedule).map(([n, asked]) => ({ name: items[n]?.name ?? "none", schedule: asked }));
    const byGlob = fc.record({ match: fc.constantFrom("*", "stg-*", "dev-*", "*Snowflake", "Night*"), schedule });
    const observed = byGlob.map((entry) => ({ ...entry, mode: "observe" as const }));
    const unique = { selector: ({ id, name, match }: EntryText) => id ?? match ?? name, maxLength: 60 };
    const entries = fc.oneof(
      fc.uniqueArray<EntryText, unknown>(byId, unique),
      fc.uniqueArray<EntryText, unknown>(fc.oneof(byId, byIdAndName, byName, byGlob, observed), unique),
    );
    return fc.record({
      seed: fc.constant(seed),
      workspace: fc.record({
        id: fc.constant(1),
        unmanaged: fc.constantFrom("ignore" as const, "report" as const),
        integrations: entries,
      }),
    });
  });

test("calls equal the formula, for any mix", async () => {
  await fc.assert(
    fc.asyncProperty(fc.noBias(mixes), async ({ seed, workspace }) =>
      onStage(seed, async (stage) => {
        const calls = planCalls(workspace, listedIn(seed));
        const counted = await count(stage, workspace);
        expect(counted.plan).toBe(calls);
        expect(counted.plan + counted.apply).toBe(applyCalls(calls, counted.changes));
      }),
    ),
    runs(10),
  );
});

const faults: readonly Fault[] = [
  { type: "status", status: 503 },
  { type: "reset_peer" },
  { type: "truncated_json" },
  { type: "rate_limit", retryAfter: 1 },
  { type: "apply_then_fail" },
];

const allDisabled: WorkspaceText = { id: 1, integrations: [glob("*", "disabled")] };

/** Everything is to be disabled: one run of refresh, plan and apply, which only an error of the API may end early. */
async function disableAll({ run }: Stage): Promise<readonly AppliedChange[] | SkyviaError> {
  const desired = desiredOf(fileOf([allDisabled]));
  return run(async (client) => {
    const { changes } = plan(desired, await refresh(client, desired));
    return (await apply(client, changes, { kind: "fresh", concurrency: 8 })).changes;
  }).catch((error: unknown) => {
    if (isSkyviaError(error)) return error;
    throw error;
  });
}

const attempts = 4;
const budget = 100;

test.each(faults)("an outage of $type ends with the first call that cannot be made", async (fault) => {
  await onStage(world(450), async (stage) => {
    stage.emulator.addFault({ fault });
    const { value, requests } = await stage.watch(() => disableAll(stage));
    expect(value).toMatchObject({ name: "SkyviaError" });
    // An answer of 429 costs no attempt and no retry: 15 minutes of nothing else end them, one request a second.
    expect(requests).toHaveLength(fault.type === "rate_limit" ? 15 * 60 + 1 : attempts);
  });
});

test("under faults of any probability, retries stay within the budget, and the next run needs no more than its formula", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.noBias(fc.integer({ min: 1, max: 450 })),
      fc.double({ min: 0.01, max: 0.9, noNaN: true }),
      fc.nat(),
      fc.constantFrom(...faults),
      async (size, probability, seed, fault) =>
        onStage(world(size), async (stage) => {
          stage.emulator.addFault({ when: { probability, seed }, fault });
          const { value, requests } = await stage.watch(() => disableAll(stage));
          const changed = isSkyviaError(value) ? 0 : value.length;
          const calls = planCalls(allDisabled, listedIn(world(size)));
          // An answer that failed carries no `active`: a change may take a read-back in addition to its re-read and its write.
          const formula = isSkyviaError(value) ? calls : applyCalls(calls, changed) + changed;
          const succeeded = requests.filter((request) => request.fault === null).length;
          const counted = requests.filter(({ status }) => status !== 429); // a 429 costs no retry
          expect(counted.length).toBeLessThanOrEqual(formula + budget + succeeded / 10);
          stage.emulator.clearFaults();
          const left = integrationsOf(world(size)).filter(
            ({ id }) => stage.emulator.world.schedule(1, id) === "enabled",
          );
          const done = isSkyviaError(value) ? [] : value.filter(({ result }) => result === "done");
          const leftIds = new Set(left.map(({ id }) => id));
          expect(done.filter(({ integrationId }) => leftIds.has(integrationId))).toEqual([]);
          const again = await stage.watch(() => disableAll(stage));
          expect(again.value).toHaveLength(left.length);
          expect(again.requests).toHaveLength(pageCalls(size) + 3 * left.length);
        }),
    ),
    runs(10),
  );
});

describe("through the verbs", () => {
  const unlimited = ["--max-disable", "100%"];
  const everything = fileOf([allDisabled]);

  test("a plan, a saved plan's apply and an import make no additional call", async () => {
    const seed = world(401);
    const scheduled = listedIn(seed).filter((item) => item.scheduled).length;
    await inFolder({ "skyvia.yaml": everything }, (folder) =>
      onStage(seed, async ({ emulator, watch }) => {
        const planned = await watch(() => cliIn(folder, emulator, "plan", "--out", "saved.json"));
        expect([planned.value.exitCode, planned.requests.length]).toEqual([0, pageCalls(401) + scheduled]);
        const applied = await watch(() => cliIn(folder, emulator, "apply", "saved.json", "--yes", ...unlimited));
        expect([applied.value.exitCode, applied.requests.length]).toEqual([0, 2 * scheduled]);
        const again = await watch(() => cliIn(folder, emulator, "apply", "--yes"));
        expect([again.value.exitCode, again.requests.length], "nothing is scheduled any more").toEqual([
          0,
          pageCalls(401),
        ]);
        const imported = await watch(() => cliIn(folder, emulator, "import", "-w", "1"));
        expect([imported.value.exitCode, imported.requests.length]).toEqual([0, pageCalls(401) + 401]);
      }),
    );
  });

  test("a fresh apply takes the plan's calls and two for each change; status those of a plan; list the pages", async () => {
    const seed = world(199);
    const scheduled = listedIn(seed).filter((item) => item.scheduled).length;
    await inFolder({ "skyvia.yaml": everything }, (folder) =>
      onStage(seed, async ({ emulator, watch }) => {
        const status = await watch(() => cliIn(folder, emulator, "status"));
        expect([status.value.exitCode, status.requests.length]).toEqual([0, 1 + scheduled]);
        const applied = await watch(() => cliIn(folder, emulator, "apply", "--yes", ...unlimited));
        expect([applied.value.exitCode, applied.requests.length]).toEqual([0, applyCalls(1 + scheduled, scheduled)]);
        const drift = await watch(() => cliIn(folder, emulator, "drift"));
        expect([drift.value.exitCode, drift.requests.length], "nothing is scheduled any more").toEqual([0, 1]);
        const listing = await watch(() => cliIn(folder, emulator, "list", "-w", "1"));
        expect(listing.requests).toHaveLength(1);
      }),
    );
  });

  test("drift takes the calls of a plan; --accept no more; --correct and a ledger those of an apply", async () => {
    const seed = world(401);
    const scheduled = listedIn(seed).filter((item) => item.scheduled).length;
    const calls = pageCalls(401) + scheduled;
    await inFolder({ "skyvia.yaml": everything }, (folder) =>
      onStage(seed, async ({ emulator, watch }) => {
        const drift = await watch(() => cliIn(folder, emulator, "drift", "--ledger", "ledger.jsonl"));
        expect([drift.value.exitCode, drift.requests.length]).toEqual([2, calls]);
        const ledger = ["--ledger", "ledger.jsonl", ...unlimited];
        const corrected = await watch(() => cliIn(folder, emulator, "drift", "--correct", "--yes", ...ledger));
        expect([corrected.value.exitCode, corrected.requests.length]).toEqual([0, applyCalls(calls, scheduled)]);
        const show = await watch(() => cliIn(folder, emulator, "show", "none.json"));
        expect([show.value.exitCode, show.requests.length]).toEqual([5, 0]);
      }),
    );
    await inFolder({ "skyvia.yaml": everything }, (folder) =>
      onStage(seed, async ({ emulator, watch }) => {
        openRepository(folder).commit();
        const accept = ["--applied", "HEAD", "--accept", "all"];
        const accepted = await watch(() => cliIn(folder, emulator, "drift", ...accept));
        expect([accepted.value.exitCode, accepted.requests.length]).toEqual([0, calls]);
        const again = await watch(() => cliIn(folder, emulator, "plan", "--detailed-exitcode"));
        expect(
          [again.value.exitCode, again.requests.length],
          "what is enabled is read, all else the list says",
        ).toEqual([0, calls]);
      }),
    );
  });

  test("a file is checked without a call", async () => {
    await inFolder({ "skyvia.yaml": everything }, (folder) =>
      onStage(ten, async ({ emulator, watch }) => {
        const { value, requests } = await watch(() => cliIn(folder, emulator, "validate"));
        expect([value.exitCode, requests.length]).toEqual([0, 0]);
      }),
    );
  });
});

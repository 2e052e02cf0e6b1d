import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOf, type CalledProvider } from "../called.ts";
import { startProvider } from "./in-process.ts";
import { openStage, seed, type Stage } from "./stage.ts";

const args = { workspaceId: 1, integrationId: 102, enabled: true };

/** Creates the resource, and returns the outputs without counting the calls. */
async function created(stage: Stage, inputs: Record<string, unknown>): Promise<Record<string, unknown>> {
  const { outs } = await stage.provider.create(inputs);
  stage.takeCalls();
  return outs;
}

describe("check", () => {
  test("reports every wrong input by its path, without a call", async () => {
    await using stage = await openStage();
    const { failures, inputs } = await stage.provider.check({
      workspaceId: "1",
      enabled: 1,
      nam: "x",
      onDelete: "off",
    });
    expect(failures.toSorted()).toEqual([
      "|enabled must be true or false, not 1",
      "|integrationId is required",
      "|nam is not a property; did you mean name?",
      '|onDelete must be "leave", "disable" or "restore", not "off"',
      '|workspaceId must be a whole number from 1 to 2147483647, not "1" (a number, not a string: 1)',
    ]);
    expect(inputs).toEqual({ workspaceId: "1", enabled: 1, nam: "x", onDelete: "off" });
    expect(stage.takeCalls()).toEqual([]);
  });

  test("accepts unknown values", async () => {
    await using stage = await openStage();
    const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
    const news = { workspaceId: unknown, integrationId: unknown, enabled: unknown, name: unknown, onDelete: unknown };
    expect(await stage.provider.check(news)).toEqual({ inputs: news, failures: [] });
  });
});

describe("create", () => {
  test("adopts a schedule that already has its state, and keeps the state that it found", async () => {
    await using stage = await openStage();
    const { id, outs } = await stage.provider.create({ ...args, integrationId: 101, onDelete: "restore" });
    expect(id).toBe("1/101");
    expect(outs).toEqual({
      workspaceId: 1,
      integrationId: 101,
      enabled: true,
      onDelete: "restore",
      name: "Nightly orders",
      type: "import",
      state: "enabled",
      previousState: "enabled",
    });
    expect(stage.takeCalls()).toEqual(["GET integrations", "GET integrations/101/schedule"]);
  });

  test("writes what differs, after a read, once", async () => {
    await using stage = await openStage();
    const { outs } = await stage.provider.create(args);
    expect(outs).toMatchObject({ enabled: true, state: "enabled", previousState: "disabled" });
    expect(stage.takeCalls()).toEqual([
      "GET integrations",
      "GET integrations/102/schedule",
      "POST integrations/102/schedule/enable",
    ]);
    expect(stage.emulator.world.schedule(1, 102)).toBe("enabled");
  });

  test("an integration without a schedule counts as off", async () => {
    await using stage = await openStage();
    const { outs } = await stage.provider.create({ ...args, integrationId: 104, enabled: false });
    expect(outs).toMatchObject({ state: "undefined", previousState: "undefined", enabled: false });
    expect(stage.takeWrites()).toEqual([]);
  });

  test.for([
    [
      "a schedule that is not defined",
      { integrationId: 104 },
      /104 "stg-hand" has no schedule to enable\n.*web editor/,
    ],
    ["an integration that is not there", { integrationId: 999 }, /999 does not exist in workspace 1\n/],
    ["a workspace that is not there", { workspaceId: 9 }, /102 does not exist in workspace 9\n/],
    ["another name", { name: "Weekly" }, /102 is named "Hourly leads", not "Weekly"\n/],
  ] as const)("fails for %s, with nothing written and nothing kept", async ([, differing, message]) => {
    await using stage = await openStage();
    const failure = await failureOf(stage.provider.create({ ...args, ...differing }));
    expect(failure.message).toMatch(message);
    expect(failure.message).not.toMatch(/\n\s+at /);
    expect(failure.kept).toBeNull();
    expect(stage.takeWrites()).toEqual([]);
  });

  test("a write with an open outcome keeps the resource, with the state that it found", async () => {
    await using stage = await openStage();
    const operation = {
      match: { method: "POST", integration: 102 },
      fault: { type: "reset_peer", applied: false },
    } as const;
    stage.emulator.addFault(operation);
    const failure = await failureOf(stage.provider.create(args));
    expect(failure.kept).toMatchObject({ id: "1/102", properties: { state: "disabled", previousState: "disabled" } });
    stage.emulator.clearFaults();

    const { properties } = failure.kept ?? { properties: {} };
    expect(await stage.provider.update("1/102", properties, args)).toMatchObject({
      state: "enabled",
      previousState: "disabled",
    });
  });

  test("many at once share the pages of the listing", async () => {
    const integrations = Array.from(
      { length: 450 },
      (_, index) => `{ id: ${index + 1}, name: n${index}, schedule: enabled }`,
    );
    const seedText = `workspaces: [{ id: 1, name: Large, integrations: [${integrations.join(", ")}] }]`;
    await using stage = await openStage({ seedText });
    const ids = Array.from({ length: 50 }, (_, index) => index * 9 + 1);
    const made = await Promise.all(ids.map((integrationId) => stage.provider.create({ ...args, integrationId })));
    expect(made.map(({ id }) => id)).toEqual(ids.map((id) => `1/${id}`));
    const calls = stage.takeCalls();
    expect(calls.filter((call) => call === "GET integrations")).toHaveLength(3);
    expect(calls).toHaveLength(3 + 50);
  });
});

describe("diff, which makes no call", () => {
  let provider: CalledProvider;
  beforeAll(async () => {
    provider = await startProvider();
  });
  afterAll(() => provider[Symbol.asyncDispose]());

  const olds = { ...args, name: "Hourly leads", type: "export", state: "enabled", previousState: "disabled" };
  test.for([
    ["as it is", {}, {}, false, []],
    ["another state", {}, { enabled: false }, true, []],
    ["drift that a refresh found", { state: "disabled", enabled: false }, {}, true, []],
    ["a schedule that has gone", { state: "undefined", enabled: false }, {}, true, []],
    ["one that has gone, and is to be off", { state: "undefined", enabled: false }, { enabled: false }, false, []],
    ["onDelete given", {}, { onDelete: "disable" }, true, []],
    ["onDelete as it is", { onDelete: "disable" }, { onDelete: "disable" }, false, []],
    ["onDelete taken out", { onDelete: "disable" }, {}, true, []],
    ["a name asserted now", {}, { name: "Hourly leads" }, true, []],
    ["a name asserted as before", { __assertsName: true }, { name: "Hourly leads" }, false, []],
    ["a name that a refresh found changed", { __assertsName: true, name: "Leads" }, { name: "Hourly leads" }, true, []],
    ["another integration", {}, { integrationId: 103 }, true, ["integrationId"]],
    ["another workspace", {}, { workspaceId: 2 }, true, ["workspaceId"]],
    ["what is not known yet", {}, { enabled: "04da6b54-80e4-46f7-96ec-b56ff0331ba9" }, true, []],
  ] as const)("%s", async ([, old, now, changes, replaces]) => {
    expect(await provider.diff("1/102", { ...olds, ...old }, { ...args, ...now })).toEqual({ changes, replaces });
  });
});

test("a name that may be secret is in the state once, under the key of the input", async () => {
  await using stage = await openStage();
  const { outs } = await stage.provider.create({ ...args, name: "Hourly leads" });
  expect(Object.entries(outs).filter(([, value]) => value === "Hourly leads")).toEqual([["name", "Hourly leads"]]);
});

describe("update", () => {
  test("switches, and gives all outputs", async () => {
    await using stage = await openStage();
    const olds = await created(stage, args);
    const outs = await stage.provider.update("1/102", olds, { ...args, enabled: false });
    expect(outs).toEqual({ ...olds, enabled: false, state: "disabled" });
    expect(stage.takeWrites()).toEqual(["disable 102"]);
  });

  test.for([
    ["onDelete alone", {}, { onDelete: "restore" }, { onDelete: "restore" }],
    ["an assertion that is dropped", { name: "Hourly leads" }, {}, { name: "Hourly leads" }],
  ] as const)("makes no call for %s", async ([, old, now, expected]) => {
    await using stage = await openStage();
    const olds = await created(stage, { ...args, ...old });
    const outs = await stage.provider.update("1/102", olds, { ...args, ...now });
    const { __assertsName: _, ...rest } = olds;
    expect(outs).toEqual({ ...rest, ...expected });
    expect(stage.takeCalls()).toEqual([]);
  });

  test("fails for a changed name, with both names, and writes nothing", async () => {
    await using stage = await openStage();
    const olds = await created(stage, { ...args, name: "Hourly leads" });
    stage.emulator.world.rename(1, 102, "Leads\u001b[31m\u202e");
    stage.emulator.world.disable(1, 102);
    await using next = await stage.nextRun();
    const found = await next.read("1/102", olds);
    expect(found?.inputs).toEqual({ ...args, enabled: false, name: "Leads\u001b[31m\u202e" });
    const failure = await failureOf(next.update("1/102", found?.props ?? {}, { ...args, name: "Hourly leads" }));
    expect(failure.message).toMatch(/102 is named "Leads.*\[31m.*", not "Hourly leads"/);
    expect(failure.message).not.toMatch(/[\u001b\u202e]/);
    expect(stage.takeWrites()).toEqual([]);
  });
});

describe("read", () => {
  test("without drift gives the earlier outputs, adds no input, and reads only what the listing leaves open", async () => {
    await using stage = await openStage();
    for (const [inputs, calls] of [
      [args, ["GET integrations/102/schedule"]],
      [{ ...args, integrationId: 103, enabled: false, name: "stg-orders", onDelete: "disable" }, []],
    ] as const) {
      const outs = await created(stage, inputs);
      await using fresh = await stage.nextRun();
      const found = await fresh.read(`1/${inputs.integrationId}`, outs);
      expect(found).toEqual({ props: outs, inputs });
      expect(stage.takeCalls()).toEqual(["GET integrations", ...calls]);
    }
  });

  test("of 500 makes as many calls as the listing has pages, and one for each that the listing leaves open", async () => {
    const ids = Array.from({ length: 500 }, (_, index) => index + 1);
    const isOn = (id: number): boolean => id % 5 === 0;
    const integrations = ids.map((id) => `{ id: ${id}, name: n${id}, schedule: ${isOn(id) ? "enabled" : "disabled"} }`);
    await using stage = await openStage({
      seedText: `workspaces: [{ id: 1, name: Large, integrations: [${integrations.join(", ")}] }]`,
    });
    const read = async (integrationId: number): Promise<unknown> => {
      const state = isOn(integrationId) ? "enabled" : "disabled";
      const olds = { workspaceId: 1, integrationId, enabled: isOn(integrationId), state, previousState: state };
      return (await stage.provider.read(`1/${integrationId}`, olds))?.props["state"];
    };
    expect(await Promise.all(ids.map(read))).toEqual(ids.map((id) => (isOn(id) ? "enabled" : "disabled")));
    expect(stage.takeCalls()).toHaveLength(3 + ids.filter(isOn).length);
  });

  test("shows drift as the inputs that would say so", async () => {
    await using stage = await openStage();
    const outs = await created(stage, args);
    stage.emulator.world.disable(1, 102);
    expect(await stage.provider.read("1/102", outs)).toEqual({
      props: { ...outs, enabled: false, state: "disabled" },
      inputs: { ...args, enabled: false },
    });
    stage.emulator.world.undefineSchedule(1, 102);
    expect(await stage.provider.read("1/102", outs)).toMatchObject({ props: { enabled: false, state: "undefined" } });
  });

  test.for(["active", "defined"])(
    'shows drift of a schedule that was off, if a listed "scheduled" means %s',
    async (meaning) => {
      await using stage = await openStage({ seedText: `scheduledMeans: ${meaning}\n${seed}` });
      const off = { ...args, enabled: false };
      const outs = await created(stage, off);
      await using quiet = await stage.nextRun();
      expect(await quiet.read("1/102", outs)).toEqual({ props: outs, inputs: off });
      stage.emulator.world.enable(1, 102);
      await using next = await stage.nextRun();
      expect(await next.read("1/102", outs)).toEqual({
        props: { ...outs, enabled: true, state: "enabled" },
        inputs: { ...off, enabled: true },
      });
    },
  );

  test("finds nothing if the integration was deleted", async () => {
    await using stage = await openStage();
    const outs = await created(stage, args);
    stage.emulator.world.delete(1, 102);
    await using fresh = await stage.nextRun();
    expect(await fresh.read("1/102", outs)).toBeNull();
  });

  test("of an integration that does not exist fails, where nothing of it is known", async () => {
    await using stage = await openStage();
    expect((await failureOf(stage.provider.read("1/999", {}))).message).toMatch(
      /^integration 999 does not exist in workspace 1\n/,
    );
  });

  test("by the id alone reads all properties", async () => {
    await using stage = await openStage();
    expect((await stage.provider.read("1/104", {}))?.props).toEqual({
      workspaceId: 1,
      integrationId: 104,
      enabled: false,
      name: "stg-hand",
      type: "sync",
      state: "undefined",
      previousState: "undefined",
    });
  });

  test.for(["7", "1/", "1/x", "0/5", "1/2/3", "1/02"])("of the id %s fails saying how ids are written", async (id) => {
    await using stage = await openStage();
    const failure = await failureOf(stage.provider.read(id, {}));
    expect(failure.message).toBe(
      `"${id}" is not the id of an IntegrationSchedule\n  Write workspace and integration, as in "123/456".`,
    );
  });
});

describe("delete", () => {
  test.for([
    ["leave, the default, makes no call", {}, [], "enabled"],
    ["disable", { onDelete: "disable" }, ["disable 102"], "disabled"],
    ["restore puts back what was found", { onDelete: "restore" }, ["disable 102"], "disabled"],
  ] as const)("%s", async ([, onDelete, writes, state]) => {
    await using stage = await openStage();
    const outs = await created(stage, { ...args, ...onDelete });
    await using later = await stage.nextRun();
    await later.delete("1/102", outs);
    const calls = stage.takeCalls();
    expect(calls.filter((call) => call.startsWith("POST"))).toHaveLength(writes.length);
    if (writes.length === 0) expect(calls).toEqual([]);
    expect(stage.emulator.world.schedule(1, 102)).toBe(state);
  });

  test("restore leaves integrations without a schedule, and schedules that are as they were", async () => {
    await using stage = await openStage();
    const base = { workspaceId: 1, onDelete: "restore", name: null, type: null };
    await stage.provider.delete("1/104", {
      ...base,
      integrationId: 104,
      enabled: false,
      state: "undefined",
      previousState: "undefined",
    });
    expect(stage.takeCalls()).toEqual([]);
    await stage.provider.delete("1/101", {
      ...base,
      integrationId: 101,
      enabled: true,
      state: "enabled",
      previousState: "enabled",
    });
    expect(stage.takeWrites()).toEqual([]);
  });

  test.for(["integration", "schedule"] as const)("of what has lost its %s is done", async (lost) => {
    await using stage = await openStage();
    const outs = { ...args, onDelete: "restore", name: null, type: null, state: "disabled", previousState: "enabled" };
    if (lost === "integration") stage.emulator.world.delete(1, 102);
    else stage.emulator.world.undefineSchedule(1, 102);
    await stage.provider.delete("1/102", outs);
    expect(stage.takeWrites()).toEqual([]);
  });

  test("does not switch a schedule that this run has set: a resource under a new name is created first and deleted last", async () => {
    await using stage = await openStage();
    const old = { ...args, onDelete: "disable", name: null, type: null, state: "enabled", previousState: "disabled" };
    await stage.provider.create({ ...args, onDelete: "disable" });
    await stage.provider.delete("1/102", old);
    expect(stage.takeWrites()).toEqual(["enable 102"]);
    expect(stage.emulator.world.schedule(1, 102)).toBe("enabled");
  });
});

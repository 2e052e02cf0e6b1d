import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { failureOf } from "../called.ts";
import { openProcessStage, type ProcessStage } from "./stage.ts";

const single = { workspaceId: 1, integrationId: 102, enabled: true };
const bulk = { workspaceId: 1, schedules: { 101: "disabled", 102: "enabled" }, onDelete: "disable" };
const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

describe("through the server of the SDK, as the engine calls it", () => {
  let stage: ProcessStage;
  beforeAll(async () => {
    stage = await openProcessStage();
  });
  afterAll(() => stage[Symbol.asyncDispose]());

  test("check answers with the inputs and with everything that is wrong with them", async () => {
    const { inputs, failures } = await stage.provider.check({ ...single, enabled: 1, onDelete: unknown });
    expect(inputs).toEqual({ ...single, enabled: 1, onDelete: unknown });
    expect(failures).toEqual(["|enabled must be true or false, not 1"]);
  });

  test("diff says whether there are changes, and what replaces", async () => {
    const olds = { ...single, state: "enabled", previousState: "enabled" };
    expect(await stage.provider.diff("1/102", olds, single)).toEqual({ changes: false, replaces: [] });
    expect(await stage.provider.diff("1/102", olds, { ...single, integrationId: 103 })).toEqual({
      changes: true,
      replaces: ["integrationId"],
    });
  });

  test("a schedule is created, read, updated and deleted", async () => {
    const { provider } = stage;
    const { id, outs } = await provider.create({ ...single, integrationId: 103 });
    expect(await provider.read(id, outs)).toEqual({ props: outs, inputs: { ...single, integrationId: 103 } });
    const updated = await provider.update(id, outs, { ...single, integrationId: 103, onDelete: "restore" });
    expect(updated).toEqual({ ...outs, onDelete: "restore" });
    await provider.delete(id, updated);
    expect(stage.takeWrites()).toEqual(["enable 103"]); // this run has set it
  });

  test("a workspace is created, read, updated and deleted", async () => {
    const { provider } = stage;
    const { id, outs } = await provider.create(bulk);
    expect(await provider.read(id, outs)).toEqual({ props: outs, inputs: bulk });
    const updated = await provider.update(id, outs, { ...bulk, onDelete: "leave" });
    await provider.delete(id, updated);
    expect(stage.takeWrites()).toEqual(["disable 101", "enable 102"]);
  });

  test("a deleted integration is reported as deleted", async () => {
    expect(await stage.provider.read("1/999", { ...single, integrationId: 999, state: "enabled" })).toBeNull();
  });

  test("a partial failure keeps properties and reasons", async () => {
    const schedules = { 101: "enabled", 104: "enabled" };
    const failure = await failureOf(stage.provider.create({ workspaceId: 1, schedules }));
    expect(failure.kept).toMatchObject({ id: "1", properties: { schedules: { 101: "enabled", 104: "undefined" } } });
    expect(failure.kept?.reasons.slice(1)).toEqual([
      expect.stringContaining('104 "stg-hand" has no schedule to enable'),
    ]);
    stage.takeCalls();
  });

  test("errors are printed without a stack", async () => {
    for (const call of [
      stage.provider.read("7", single),
      stage.provider.delete("7", { ...single, onDelete: "disable" }),
      stage.provider.create({ ...single, integrationId: 999 }),
    ]) {
      expect((await failureOf(call)).message).not.toMatch(/\n\s+at /);
    }
    expect(stage.provider.errors()).toContain("of an IntegrationSchedule");
    expect(stage.provider.errors()).not.toMatch(/\n\s+at /);
  });
});

test("settings come from the environment of the process", async () => {
  await using stage = await openProcessStage({ config: {}, fromEnvironment: true });
  expect((await stage.provider.read("1/101", single))?.props).toMatchObject({ name: "Nightly orders" });
});

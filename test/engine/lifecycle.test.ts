import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage } from "./stage.ts";

/** A program of one schedule; what is given replaces or adds to its arguments. */
function one(args: string = "", { name = "one", options = "{}" } = {}): string {
  return `export const one = new skyvia.IntegrationSchedule("${name}", { workspaceId: 1, integrationId: 12, enabled: true, ${args} }, ${options});`;
}

describe("create", () => {
  test("adopts what is already so without a write, and keeps what it found", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`
      new skyvia.IntegrationSchedule("on", { workspaceId: 1, integrationId: 11, enabled: true });
      new skyvia.IntegrationSchedule("off", { workspaceId: 1, integrationId: 12, enabled: false });
      new skyvia.WorkspaceSchedules("staging", { workspaceId: 2, schedules: { 11: "disabled" } });`);
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites()).toEqual([]);
    const [on, off, staging] = ["on", "off", "staging"].map((name) => stage.resource(name));
    expect(on).toMatchObject({
      id: "1/11",
      outputs: { name: "Nightly orders", type: "import", state: "enabled", previousState: "enabled" },
    });
    expect(off).toMatchObject({ id: "1/12", outputs: { state: "disabled", previousState: "disabled" } });
    expect(staging?.id).toBe("2");
  });

  test("writes what differs, once, and up twice is unchanged with 0 calls", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`${one()}
      new skyvia.WorkspaceSchedules("staging", { workspaceId: 2, schedules: { 11: "enabled" } });`);
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
    expect(stage.resource("one")).toMatchObject({ outputs: { state: "enabled", previousState: "disabled" } });

    expect(await stage.succeed("up --yes --skip-preview")).toContain("3 unchanged");
    expect(stage.takeCalls()).toEqual([]);
    expect(await stage.succeed("preview --diff")).toContain("3 unchanged");
    expect(stage.takeCalls()).toEqual([]);
  });

  test("a preview makes no write, and tolerates what is not known yet", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`${one()}
      const known = one.state.apply((state) => state === "enabled");
      new skyvia.IntegrationSchedule("two", { workspaceId: 1, integrationId: known.apply((is) => (is ? 11 : 13)), name: known.apply(() => "Nightly orders"), enabled: known.apply((is) => !is) });
      new skyvia.WorkspaceSchedules("three", { workspaceId: 2, schedules: { 11: known.apply((is) => (is ? "enabled" : "disabled")) } });
      new skyvia.WorkspaceSchedules("four", { workspaceId: known.apply(() => 1), schedules: known.apply(() => ({ 13: "disabled" })) });`);
    expect(await stage.succeed("preview")).toContain("+ 5 to create");
    expect(stage.takeWrites()).toEqual([]);
    await stage.succeed("up --yes");
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/11", "disable 1/13", "enable 1/12", "enable 2/11"]);
    expect(await stage.succeed("up --yes --skip-preview")).toContain("5 unchanged");
  });
});

describe("update", () => {
  test("a change of enabled is an update; of onDelete one without a call; of the integration a replacement", async ({
    engine,
    expect,
  }) => {
    await using stage = await openStage(engine);
    stage.program(one());
    await stage.succeed("up --yes --skip-preview");
    stage.takeCalls();

    stage.program(one(`onDelete: "disable"`));
    expect(await stage.succeed("up --yes --skip-preview")).toContain("~ 1 updated");
    expect(stage.takeCalls()).toEqual([]);
    expect(stage.resource("one")).toMatchObject({
      inputs: { onDelete: "disable" },
      outputs: { state: "enabled", name: "Hourly leads" },
    });

    stage.program(one(`enabled: false`).replace("enabled: true, ", ""));
    expect(await stage.succeed("up --yes --skip-preview")).toContain("~ 1 updated");
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);

    stage.program(one(`integrationId: 13`).replace("integrationId: 12, ", ""));
    expect(await stage.succeed("up --yes --skip-preview")).toContain("+-1 replaced");
    expect(stage.takeWrites()).toEqual([]);
    expect(stage.resource("one")?.id).toBe("1/13");
  });

  test("a rename in the web page shows as a failed assertion with both names", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(one(`name: "Hourly leads"`));
    await stage.succeed("up --yes --skip-preview");
    stage.emulator.world.rename(1, 12, "Leads, old");
    stage.emulator.world.disable(1, 12);
    stage.takeCalls();

    const output = await stage.fail("up --yes --skip-preview --refresh");
    expect(output).toContain("Hourly leads");
    expect(output).toContain("Leads, old");
    expect(stage.takeWrites()).toEqual([]);
    expect(stage.resource("one")?.id).toBe("1/12");
  });
});

describe("drift", () => {
  test("is seen by preview --refresh --diff as a change of a property, and repaired by up", async ({
    engine,
    expect,
  }) => {
    await using stage = await openStage(engine);
    stage.program(`${one()}
      new skyvia.WorkspaceSchedules("staging", { workspaceId: 2, schedules: { 11: "enabled" } });`);
    await stage.succeed("up --yes --skip-preview");
    stage.emulator.world.disable(1, 12);
    stage.emulator.world.disable(2, 11);
    stage.takeCalls();

    const preview = await stage.succeed("preview --refresh --diff");
    expect(preview).toMatch(/~ enabled\s*: false => true/);
    expect(preview).toMatch(/~ 11: "disabled" => "enabled"/);
    expect(stage.takeWrites()).toEqual([]);

    await stage.succeed("up --yes --skip-preview --refresh");
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
    expect(await stage.succeed("up --yes --skip-preview --refresh")).toContain("3 unchanged");
    expect(stage.takeWrites()).toEqual([]);
  });

  test("refresh adds no input that the program did not give", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`${one()}
      new skyvia.WorkspaceSchedules("staging", { workspaceId: 2, schedules: { 11: "enabled" } });`);
    await stage.succeed("up --yes --skip-preview");
    const inputs = stage.resources().map((resource) => resource.inputs);
    expect(await stage.succeed("refresh --yes --diff")).toContain("3 unchanged");
    expect(stage.resources().map((resource) => resource.inputs)).toEqual(inputs);
    expect(
      inputs.map((given) =>
        Object.keys(given ?? {})
          .filter((key) => key !== "__provider")
          .toSorted(),
      ),
    ).toMatchInlineSnapshot(`
      [
        [
          "enabled",
          "integrationId",
          "workspaceId",
        ],
        [
          "schedules",
          "workspaceId",
        ],
      ]
    `);
  });

  test("refresh drops an integration that is gone, and up then fails saying so", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(one(`name: "Hourly leads"`));
    await stage.succeed("up --yes --skip-preview");
    stage.emulator.world.delete(1, 12);
    stage.takeCalls();

    await stage.succeed("refresh --yes");
    expect(stage.resource("one")).toBeUndefined();
    const output = await stage.fail("up --yes --skip-preview");
    expect(output).toMatch(/error:.*12.*/);
    expect(stage.takeWrites()).toEqual([]);
  });
});

describe("destroy", () => {
  test("does what onDelete says: nothing, disable, or put back what was found", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`
      new skyvia.IntegrationSchedule("leave", { workspaceId: 1, integrationId: 11, enabled: true });
      new skyvia.IntegrationSchedule("disable", { workspaceId: 1, integrationId: 13, enabled: true, onDelete: "disable" });
      new skyvia.IntegrationSchedule("restore", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "restore" });
      new skyvia.IntegrationSchedule("undefined", { workspaceId: 1, integrationId: 14, enabled: false, onDelete: "restore" });
      new skyvia.WorkspaceSchedules("bulk", { workspaceId: 2, schedules: { 11: "enabled" }, onDelete: "restore" });`);
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13", "disable 2/11"]);
    expect(stage.resources()).toEqual([]);
  });
});

describe("reading what somebody else manages", () => {
  test("{ id } and IntegrationSchedule.get read, and write nothing", async ({ engine, expect }) => {
    await using stage = await openStage(engine);
    stage.program(`
      const got = skyvia.IntegrationSchedule.get("got", "1/12");
      export const name = got.name, state = got.state, enabled = got.enabled;
      const read = new skyvia.IntegrationSchedule("read", { workspaceId: 1, integrationId: 13, enabled: false }, { id: "1/13" });
      export const live = read.state;`);
    await stage.succeed("up --yes --skip-preview");
    expect(JSON.parse(await stage.succeed("stack output --json"))).toEqual({
      name: "Hourly leads",
      state: "disabled",
      enabled: false,
      live: "enabled",
    });
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites()).toEqual([]);
  });
});

test("the frozen text of the provider is exactly as released", async ({ engine, expect }) => {
  await using stage = await openStage(engine);
  stage.program(`${one()}
    new skyvia.WorkspaceSchedules("staging", { workspaceId: 2, schedules: { 11: "enabled" } });`);
  await stage.succeed("up --yes --skip-preview");
  const frozen = `exports.handler=()=>require("@skyvia-schedules/pulumi/provider").provider`; // never to be changed
  const text = (name: string) => {
    const { type, inputs, outputs } = stage.resource(name) ?? {};
    return [type, inputs?.["__provider"], outputs?.["__provider"]];
  };
  expect(text("one")).toEqual(["pulumi-nodejs:dynamic/skyvia:IntegrationSchedule", frozen, frozen]);
  expect(text("staging")).toEqual(["pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules", frozen, frozen]);
});

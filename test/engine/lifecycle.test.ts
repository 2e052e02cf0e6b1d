import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage, shareStage } from "./stage.ts";

const frozen = `exports.handler=()=>require("@skyvia-schedules/pulumi/provider").provider`; // never to be changed
const up = "up --yes --skip-preview";

/** A schedule; what is given replaces or adds to its arguments. */
function one(args: object = {}): string {
  const all = { workspaceId: 1, integrationId: 12, enabled: true, ...args };
  return `const one = new skyvia.IntegrationSchedule("one", ${JSON.stringify(all)});`;
}

const staging = `new skyvia.WorkspaceSchedules("staging", { workspaceId: 2, schedules: { 11: "enabled" } });`;

describe("a stack from its first preview to its destroy", () => {
  const stage = shareStage();

  test("a preview makes no write, and tolerates unknown values", async ({ expect }) => {
    stage().program(`${one()}${staging}
      const isOn = one.state.apply((state) => state === "enabled");
      new skyvia.IntegrationSchedule("found", { workspaceId: 1, integrationId: isOn.apply((is) => (is ? 11 : 13)), name: isOn.apply(() => "Nightly orders"), enabled: isOn });
      new skyvia.WorkspaceSchedules("late", { workspaceId: isOn.apply(() => 1), schedules: isOn.apply(() => ({ 13: "disabled" })) });`);
    expect(await stage().succeed("preview")).toContain("+ 5 to create");
    expect(stage().takeWrites()).toEqual([]);
  });

  test("up writes what differs, once; it adopts what already has its state, and keeps what it found", async ({
    expect,
  }) => {
    await stage().succeed(up);
    expect(stage().takeWrites().toSorted()).toEqual(["disable 1/13", "enable 1/12", "enable 2/11"]);
    expect(stage().resource("one")).toMatchObject({ outputs: { state: "enabled", previousState: "disabled" } });
    expect(stage().resource("found")).toMatchObject({
      id: "1/11",
      outputs: { name: "Nightly orders", type: "import", state: "enabled", previousState: "enabled" },
    });
    expect(stage().resource("staging")?.id).toBe("2");
  });

  test("the frozen text of the provider is exactly as released", ({ expect }) => {
    const text = (name: string) => {
      const { type, inputs, outputs } = stage().resource(name) ?? {};
      return [type, inputs?.["__provider"], outputs?.["__provider"]];
    };
    expect(text("one")).toEqual(["pulumi-nodejs:dynamic/skyvia:IntegrationSchedule", frozen, frozen]);
    expect(text("staging")).toEqual(["pulumi-nodejs:dynamic/skyvia:WorkspaceSchedules", frozen, frozen]);
  });

  test("up twice is unchanged with 0 calls", async ({ expect }) => {
    expect(await stage().succeed(up)).toContain("5 unchanged");
    expect(stage().takeCalls()).toEqual([]);
  });

  test("drift is seen by preview --refresh --diff as a change of a property, and repaired by up", async ({
    expect,
  }) => {
    stage().emulator.world.disable(1, 12);
    stage().emulator.world.disable(2, 11);
    const preview = await stage().succeed("preview --refresh --diff");
    expect(preview).toMatch(/~ enabled\s*: false => true/);
    expect(preview).toMatch(/~ 11: "disabled" => "enabled"/);
    expect(stage().takeWrites()).toEqual([]);

    await stage().succeed(`${up} --refresh`);
    expect(stage().takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
  });

  test("refresh adds no input that the program did not give", async ({ expect }) => {
    expect(await stage().succeed("refresh --yes --skip-preview")).toContain("5 unchanged");
    const given = ["one", "staging"].map((name) => Object.keys(stage().resource(name)?.inputs ?? {}).toSorted());
    expect(given).toEqual([
      ["__provider", "enabled", "integrationId", "workspaceId"],
      ["__provider", "schedules", "workspaceId"],
    ]);
  });

  test("a change of enabled is an update; of onDelete one without a call; of the integration a replacement", async ({
    expect,
  }) => {
    stage().takeCalls();
    stage().program(one({ onDelete: "disable" }) + staging);
    expect(await stage().succeed(up)).toContain("~ 1 updated");
    expect(stage().takeCalls()).toEqual([]);
    expect(stage().resource("one")).toMatchObject({
      inputs: { onDelete: "disable" },
      outputs: { state: "enabled", name: "Hourly leads" },
    });

    stage().program(one({ enabled: false }) + staging);
    expect(await stage().succeed(up)).toContain("~ 1 updated");
    expect(stage().takeWrites()).toEqual(["disable 1/12"]);

    stage().program(one({ enabled: false, integrationId: 13 }) + staging);
    expect(await stage().succeed(up)).toContain("+-1 replaced");
    expect(stage().takeWrites()).toEqual([]);
    expect(stage().resource("one")?.id).toBe("1/13");
  });

  test("a rename in the web page shows as a failed assertion with both names", async ({ expect }) => {
    stage().emulator.world.rename(1, 13, "Invoices, old");
    stage().program(one({ integrationId: 13, name: "Invoices" }) + staging);
    const output = await stage().fail(`${up} --refresh`);
    expect(output).toContain('is named "Invoices, old", not "Invoices"');
    expect(stage().takeWrites()).toEqual([]);
    expect(stage().resource("one")?.id).toBe("1/13");
  });

  test("refresh removes a deleted integration, and up then fails with a message", async ({ expect }) => {
    stage().emulator.world.delete(1, 13);
    await stage().succeed("refresh --yes --skip-preview");
    expect(stage().resource("one")).toBeUndefined();
    expect(await stage().fail(up)).toMatch(/error:.*13.*/);
    expect(stage().takeWrites()).toEqual([]);
  });

  test("{ id } and IntegrationSchedule.get read what somebody else manages; a destroy leaves it", async ({
    expect,
  }) => {
    stage().program(`
      const got = skyvia.IntegrationSchedule.get("got", "1/12");
      export const name = got.name, state = got.state, enabled = got.enabled;
      const read = new skyvia.IntegrationSchedule("read", { workspaceId: 1, integrationId: 11, enabled: false }, { id: "1/11" });
      export const live = read.state;`);
    await stage().succeed(up);
    expect(JSON.parse(await stage().succeed("stack output --json"))).toEqual({
      name: "Hourly leads",
      state: "disabled",
      enabled: false,
      live: "enabled",
    });
    await stage().succeed("destroy --yes --skip-preview");
    expect(stage().takeWrites()).toEqual([]);
    expect(stage().resources()).toEqual([]);
  });
});

test("destroy does what onDelete says: nothing, disable, or restore the first state", async ({ engine, expect }) => {
  await using stage = await openStage(engine);
  stage.program(`
    new skyvia.IntegrationSchedule("leave", { workspaceId: 1, integrationId: 11, enabled: true });
    new skyvia.IntegrationSchedule("disable", { workspaceId: 1, integrationId: 13, enabled: true, onDelete: "disable" });
    new skyvia.IntegrationSchedule("restore", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "restore" });
    new skyvia.IntegrationSchedule("undefined", { workspaceId: 1, integrationId: 14, enabled: false, onDelete: "restore" });
    new skyvia.WorkspaceSchedules("bulk", { workspaceId: 2, schedules: { 11: "enabled" }, onDelete: "restore" });`);
  await stage.succeed(up);
  expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
  await stage.succeed("destroy --yes --skip-preview");
  expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13", "disable 2/11"]);
  expect(stage.resources()).toEqual([]);
});

import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { languages, openIn } from "./language.ts";
import { bulk, single, type Program } from "./program.ts";

const up = "up --yes --skip-preview";

/** Each resource has another `onDelete`. */
const program = (enabled: boolean): Program => ({
  resources: [
    single("left", { workspaceId: 1, integrationId: 12, enabled, onDelete: "leave" }),
    single("restored", { workspaceId: 1, integrationId: 11, enabled: false, onDelete: "restore" }),
    bulk("all", { workspaceId: 1, schedules: { 13: "enabled" }, onDelete: "disable" }),
  ],
  outputs: { state: { of: "left", property: "state" } },
});

describe.each(languages)("a program in $name", (language) => {
  test("preview, up, unchanged, drift by refresh, update, and destroy with each onDelete", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip);
    stage.want(program(true));
    expect(await stage.succeed("preview", { env: { SKYVIA_TOKEN: undefined } })).toContain("+ 4 to create");
    expect(stage.takeCalls()).toEqual([]);
    expect(await stage.succeed(up)).toMatch(/state: "enabled"/);
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/11", "enable 1/12"]);
    expect(await stage.succeed(up)).toContain("4 unchanged");
    expect(stage.takeCalls()).toEqual([]);

    stage.emulator.world.disable(1, 13);
    const preview = await stage.succeed("preview --refresh --diff");
    expect(preview).toMatch(/~ schedules: \{\s+~ 13: "disabled" => "enabled"\s+\}/);
    expect(stage.takeWrites()).toEqual([]);
    await stage.succeed(`${up} --refresh`);
    expect(stage.takeWrites()).toEqual(["enable 1/13"]);

    stage.want(program(false));
    expect(await stage.succeed(up)).toMatch(/state: "enabled" => "disabled"/);
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/13", "enable 1/11"]);
    expect(stage.names()).toEqual([]);
  });

  test("an id that a function finds by name, and an output that another resource needs, known and not yet known", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip);
    const found = { call: "getIntegration", args: { workspaceId: 1, name: "Invoices" }, property: "id" };
    const owner = single("invoices", { workspaceId: 1, integrationId: found, enabled: false });
    const follower = single("stored", {
      workspaceId: 2,
      integrationId: 11,
      enabled: { of: "invoices", property: "enabled" },
    });
    stage.want({ resources: [owner, follower], outputs: { id: found } });
    expect(await stage.succeed("preview")).toMatch(/id: 13/);
    expect(stage.takeWrites()).toEqual([]);
    await stage.succeed(up);
    expect(stage.takeWrites()).toEqual(["disable 1/13"]);
    const enabled = { ...owner, inputs: { ...owner.inputs, enabled: true } };
    stage.want({ resources: [enabled, follower], outputs: { id: found } });
    await stage.succeed("up --yes");
    expect(stage.takeWrites()).toEqual(["enable 1/13", "enable 2/11"]);
  });
});

import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage } from "./stage.ts";

const ids = Array.from({ length: 100 }, (_, index) => 1001 + index);
const hundred = `
workspaces:
  - id: 1
    name: Production
    integrations:
${ids.map((id, index) => `      - { id: ${id}, name: "Load ${id}", type: import, schedule: ${index % 2 === 0 ? "disabled" : "enabled"} }`).join("\n")}
`;

describe("WorkspaceSchedules", () => {
  test("writes disables before enables, shows the ids under schedules, lists what is unmanaged, releases what is taken out", async ({
    engine,
    expect,
  }) => {
    await using stage = await openStage(engine);
    stage.program(
      `export const { unmanagedIds } = new skyvia.WorkspaceSchedules("all", { workspaceId: 1, schedules: { 11: "enabled", 12: "disabled", 13: "enabled" }, onDelete: "restore" });`,
    );
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites()).toEqual([]);
    expect(JSON.parse(await stage.succeed("stack output --json"))).toEqual({ unmanagedIds: [14] });

    stage.program(
      `new skyvia.WorkspaceSchedules("all", { workspaceId: 1, schedules: { 11: "disabled", 12: "enabled", 13: "disabled" }, onDelete: "restore" });`,
    );
    const preview = await stage.succeed("preview --diff");
    expect(preview).toMatch(
      /~ schedules\s*: \{\s*~ 11: "enabled" => "disabled"\s*~ 12: "disabled" => "enabled"\s*~ 13: "enabled" => "disabled"/,
    );
    await stage.succeed("up --yes --skip-preview");
    const written = stage.takeWrites();
    expect(written.slice(0, 2).toSorted()).toEqual(["disable 1/11", "disable 1/13"]);
    expect(written.slice(2)).toEqual(["enable 1/12"]);

    stage.program(
      `new skyvia.WorkspaceSchedules("all", { workspaceId: 1, schedules: { 12: "enabled" }, onDelete: "restore" });`,
    );
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/11", "enable 1/13"]);
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites()).toEqual(["disable 1/12"]);
  });

  test("one of 100 fails: 99 are done, one is reported, and the next up does only that one", async ({
    engine,
    expect,
  }) => {
    await using stage = await openStage(engine, { seed: hundred });
    stage.program(
      `new skyvia.WorkspaceSchedules("all", { workspaceId: 1, schedules: Object.fromEntries(${JSON.stringify(ids)}.map((id) => [id, id % 2 === 0 ? "disabled" : "enabled"])) });`,
    );
    stage.emulator.addFault({
      match: { method: "POST", integration: 1051 },
      fault: { type: "status", status: 400, body: { message: "not today" } },
    });
    const output = await stage.fail("up --yes --skip-preview");
    expect(output.match(/^.*1051.*$/gm)?.filter((line) => line.includes("not today"))).toHaveLength(1);
    const written = stage.takeWrites();
    expect(new Set(written.filter((write) => !write.endsWith("/1051"))).size).toBe(99);
    const kept = stage.resource("all");
    expect(kept?.id).toBe("1");
    expect(kept?.outputs?.["schedules"]).toMatchObject({
      1049: "enabled",
      1050: "disabled",
      1051: "disabled",
      1053: "enabled",
    });

    stage.emulator.clearFaults();
    await stage.succeed("up --yes --skip-preview");
    expect(stage.takeWrites()).toEqual(["enable 1/1051"]);
  });
});

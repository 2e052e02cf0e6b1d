import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { languages, openIn } from "./language.ts";
import { bulk, single } from "./program.ts";

const up = "up --yes --skip-preview";
const orders = { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "disable" };

describe.each(languages)("a program in $name", (language) => {
  test("a rename, and a hand-over over two deploys, switch nothing", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip);
    stage.want({ resources: [single("first", orders)] });
    await stage.succeed(up);
    stage.takeCalls();

    stage.want({ resources: [single("second", orders)] });
    expect(await stage.succeed(up)).toMatch(/\+ 1 created\n\s+- 1 deleted/);
    stage.want({ resources: [single("third", orders, { aliases: ["second"] })] });
    expect(await stage.succeed(up)).toContain("2 unchanged");

    const all = bulk(
      "all",
      { workspaceId: 1, schedules: { 12: "enabled" }, onDelete: "disable" },
      { dependsOn: ["third"] },
    );
    stage.want({ resources: [single("third", orders), all] });
    expect(await stage.succeed(up)).toContain("two resources manage integration 12 of workspace 1 and agree");
    stage.want({ resources: [{ ...all, options: {} }] });
    await stage.succeed(up);
    expect(stage.names()).toEqual(["all"]);

    const back = single("back", orders);
    stage.want({ resources: [back, { ...all, options: { dependsOn: ["back"] } }] });
    await stage.succeed(up);
    const none = bulk("all", { workspaceId: 1, schedules: {}, onDelete: "disable" }, { dependsOn: ["back"] });
    stage.want({ resources: [back, none] });
    await stage.succeed(up);
    expect(stage.names()).toEqual(["all", "back"]);
    expect(stage.emulator.world.schedule(1, 12)).toBe("enabled");
    expect(stage.takeWrites()).toEqual([]);
  });
});

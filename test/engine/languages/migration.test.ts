import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { languages, nodeProject, openIn, type LanguageStage } from "./language.ts";
import { bulk, single, type Program } from "./program.ts";
import { typescriptProgram } from "./typescript.ts";

const up = "up --yes --skip-preview";
const program: Program = {
  resources: [
    single("orders", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "disable" }),
    bulk("all", { workspaceId: 1, schedules: { 11: "disabled", 13: "enabled" }, onDelete: "disable" }),
  ],
};

/** Makes the program one of the dynamic package. */
function wantDynamic(stage: LanguageStage): void {
  stage.write("Pulumi.yaml", nodeProject);
  stage.write("index.ts", typescriptProgram(program, "@skyvia-schedules/pulumi"));
}

const types = (stage: LanguageStage): string[] =>
  stage
    .resources()
    .map(({ type }) => type)
    .toSorted();
const live = ({ emulator }: LanguageStage): string[] => [11, 12, 13].map((id) => emulator.world.schedule(1, id));

describe.each(languages)("the plugin in $name", (language) => {
  test("from the dynamic package to the plugin nothing changes, and back again", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip);
    wantDynamic(stage);
    await stage.succeed(up);
    stage.takeCalls();
    stage.want(program);
    expect(await stage.succeed(up)).toContain("3 unchanged");
    expect(types(stage)).toEqual(["skyvia:index:IntegrationSchedule", "skyvia:index:WorkspaceSchedules"]);
    wantDynamic(stage);
    await stage.succeed(up);
    expect(stage.takeCalls()).toEqual([]);
    await stage.succeed("refresh --yes --skip-preview");
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13"]);
  });

  test("from the plugin to the dynamic package each resource is updated once at most, without a request", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip);
    stage.want(program);
    await stage.succeed(up);
    const before = live(stage);
    stage.takeCalls();
    wantDynamic(stage);
    expect(await stage.succeed(up)).toMatch(/~ 2 updated/);
    expect(await stage.succeed(up)).toContain("3 unchanged");
    expect([stage.takeCalls(), live(stage)]).toEqual([[], before]);
    expect(await stage.succeed("refresh --yes --skip-preview")).toContain("3 unchanged");
    await stage.succeed("destroy --yes --skip-preview");
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13"]);
  });
});

import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { canary } from "../stage.ts";
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
function wantDynamic(stage: LanguageStage, wanted = program): void {
  stage.write("Pulumi.yaml", nodeProject);
  stage.write("index.ts", typescriptProgram(wanted, "@skyvia-schedules/pulumi"));
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

  test("with an explicit provider and refreshes on the way, there and back", async ({ engine, expect, skip }) => {
    await using stage = await openIn(language, engine, skip);
    const none = { env: { SKYVIA_TOKEN: undefined } };
    await stage.succeed(`config set --secret token ${canary}`);
    const wanted = { ...program, account: { token: { secret: "token" }, baseUrl: stage.emulator.url } };
    wantDynamic(stage, wanted);
    await stage.succeed(up, none);
    const before = live(stage);
    stage.takeCalls();
    stage.want(wanted);
    // The providers alone are other ones.
    expect(await stage.succeed(`${up} --refresh`, none)).toMatch(
      /\+ 1 created\n\s+- 1 deleted\n\s+2 changes. 3 unchanged/,
    );
    expect(await stage.succeed("refresh --yes --skip-preview", none)).toContain("4 unchanged");
    wantDynamic(stage, wanted);
    const back = await stage.succeed(`${up} --refresh`, none);
    expect(back).toMatch(/\+ 1 created\n\s+~ 2 updated\n\s+- 1 deleted\n/);
    expect([stage.takeWrites(), live(stage)]).toEqual([[], before]);
    await stage.succeed("destroy --yes --skip-preview", none);
    expect(stage.takeWrites().toSorted()).toEqual(["disable 1/12", "disable 1/13"]);
  });
});

import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { canary } from "../stage.ts";
import { languages, openIn } from "./language.ts";
import { bulk, single, type Program } from "./program.ts";

const up = "up --yes --skip-preview";

describe.each(languages)("a program in $name", (language) => {
  test("a partial failure keeps the finished changes, and the next update continues", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip);
    stage.emulator.addFault({ match: { integration: 12, method: "POST" }, fault: { type: "status", status: 500 } });
    stage.want({ resources: [bulk("all", { workspaceId: 1, schedules: { 11: "disabled", 12: "enabled" } })] });
    expect(await stage.fail(up)).toContain("1 of 2 schedules of workspace 1 are not as the program says");
    expect(stage.resource("all")?.outputs?.["schedules"]).toEqual({ 11: "disabled", 12: "disabled" });
    stage.emulator.clearFaults();
    stage.takeCalls();
    await stage.succeed(up);
    expect(stage.takeWrites()).toEqual(["enable 1/12"]);
    expect(await stage.succeed(up)).toContain("2 unchanged");
  });

  test("an explicit provider with a secret works, and one with a wrong token writes nothing", async ({
    engine,
    expect,
    skip,
  }) => {
    await using stage = await openIn(language, engine, skip);
    const none = { env: { SKYVIA_TOKEN: undefined } };
    const program = (token: string | { readonly secret: string }, enabled: boolean): Program => ({
      account: { token, baseUrl: stage.emulator.url },
      resources: [single("orders", { workspaceId: 1, integrationId: 12, enabled })],
    });
    await stage.succeed(`config set --secret token ${canary}`);
    stage.want(program({ secret: "token" }, true));
    const output = await stage.succeed(`${up} --diff`, none);
    expect(stage.takeWrites()).toEqual(["enable 1/12"]);
    for (const text of [output, stage.state()]) expect(text).not.toContain(canary);
    stage.want(program("wrong", false));
    expect(await stage.fail(up, none)).toMatch(/the token was refused/);
    expect(stage.takeWrites()).toEqual([]);
  });
});

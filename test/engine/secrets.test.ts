import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { leaksIn } from "./leaks.ts";
import { canary, openStage, type How, type Stage } from "./stage.ts";

const schedules = (options: string) => `
  new skyvia.IntegrationSchedule("one", { workspaceId: 1, integrationId: 12, enabled: true, onDelete: "restore" }${options});
  new skyvia.WorkspaceSchedules("bulk", { workspaceId: 2, schedules: { 11: "enabled" }, onDelete: "restore" }${options});`;

/** Ways to hand the token over. */
const ways: readonly {
  readonly way: string;
  readonly verbose: number;
  readonly prepare: (stage: Stage) => Promise<How>;
}[] = [
  {
    way: "by the environment",
    verbose: 3,
    prepare: async (stage) => {
      stage.program(schedules(""));
      return {};
    },
  },
  {
    way: "by a secret of the stack, which comes before the environment",
    verbose: 3,
    prepare: async (stage) => {
      await stage.succeed(`config set skyvia:token ${canary} --secret`);
      stage.program(schedules(""));
      return { env: { SKYVIA_TOKEN: "wrong" } };
    },
  },
  {
    way: "by an explicit provider",
    verbose: 2, // from 3 on the SDK itself logs what any resource was registered with, secrets included
    prepare: async (stage) => {
      stage.program(`
        const provider = new skyvia.Provider("account", { token: ${JSON.stringify(canary)}, baseUrl: ${JSON.stringify(stage.emulator.url)} });
        ${schedules(", { provider }")}`);
      return { env: { SKYVIA_TOKEN: undefined } };
    },
  },
];

describe("the token is in no state, output, log, error or export", () => {
  test.for(ways)("given $way", async ({ prepare, verbose }, { engine, expect }) => {
    await using stage = await openStage(engine);
    const how = await prepare(stage);
    const outputs: string[] = [];
    const run = async (command: string): Promise<void> => void outputs.push((await stage.pulumi(command, how)).output);

    await run(`up --yes --diff --verbose=${verbose} --logtostderr`);
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
    await run("stack export");
    stage.emulator.addFault({
      fault: { type: "status", status: 403, body: { message: `The token ${canary} is unknown.` } },
    });
    await run("refresh --yes --skip-preview --diff");
    await run(`destroy --yes --skip-preview --verbose=${verbose} --logtostderr`);
    expect(outputs.join("")).toContain("answered 403: The token [token] is unknown");
    expect(outputs.join("")).not.toContain(canary);
    expect(leaksIn(stage)).toEqual([]);
  });
});

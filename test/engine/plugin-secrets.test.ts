import { join } from "node:path";
import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { leaksIn } from "./leaks.ts";
import { openPluginStage, resource, type PluginStage } from "./plugin-stage.ts";
import { canary, type How } from "./stage.ts";

const schedules = (options: object = {}): string =>
  [
    resource("one", "IntegrationSchedule", { workspaceId: 1, integrationId: 12, enabled: true }, options),
    resource("bulk", "WorkspaceSchedules", { workspaceId: 2, schedules: { 11: "enabled" } }, options),
  ].join("\n");
const none: How = { env: { SKYVIA_TOKEN: undefined } };

/** Ways to hand the token over. */
const ways: readonly {
  readonly way: string;
  readonly prepare: (stage: PluginStage) => Promise<How>;
  /** The engine's history of updates copies the settings of the stack as they are written. */
  readonly isPlain?: boolean;
}[] = [
  {
    way: "by the environment",
    prepare: async (stage) => {
      stage.yaml(schedules());
      return {};
    },
  },
  {
    way: "by a file",
    prepare: async (stage) => {
      stage.write("token", `${canary}\n`);
      stage.yaml(schedules());
      return { env: { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_FILE: join(stage.folder, "token") } };
    },
  },
  {
    way: "by a secret of the stack",
    prepare: async (stage) => {
      stage.yaml(schedules());
      await stage.succeed(`config set skyvia:token ${canary} --secret`);
      return none;
    },
  },
  {
    way: "by a plain setting of the stack",
    isPlain: true,
    prepare: async (stage) => {
      stage.yaml(schedules());
      await stage.succeed(`config set skyvia:token ${canary} --plaintext`);
      return none;
    },
  },
  {
    way: "by an explicit provider",
    prepare: async (stage) => {
      await stage.succeed(`config set --secret token ${canary}`);
      const account = { token: "${token}", baseUrl: stage.emulator.url };
      stage.yaml(
        `  account: ${JSON.stringify({ type: "pulumi:providers:skyvia", properties: account })}\n${schedules({ provider: "${account}" })}`,
        "config: { token: { type: string, secret: true } }\n",
      );
      return none;
    },
  },
];

describe("with the plugin the token is in no state, output, log, error or export", () => {
  test.for(ways)("given $way", async ({ prepare, isPlain = false }, { engine, expect }) => {
    await using stage = await openPluginStage(engine);
    const how = await prepare(stage);
    const outputs: string[] = [];
    const run = async (command: string): Promise<void> => void outputs.push((await stage.pulumi(command, how)).output);

    await run("preview --diff");
    await run("up --yes --diff --verbose=3 --logtostderr");
    expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
    await run("stack export");
    await run("refresh --yes --diff");
    stage.emulator.addFault({
      fault: { type: "status", status: 403, body: { message: `The token ${canary} is unknown.` } },
    });
    await run("refresh --yes");
    await run("destroy --yes --verbose=3 --logtostderr");
    expect(outputs.join("")).toContain("answered 403: The token [token] is unknown");
    expect(outputs.join("")).not.toContain(canary);
    expect(leaksIn(stage).filter((file) => !isPlain || !file.includes("/history/"))).toEqual([]);
  });
});

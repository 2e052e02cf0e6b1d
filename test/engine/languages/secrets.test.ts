import { join } from "node:path";
import { describe } from "vitest";
import { test } from "../engine-test.ts";
import { leaksIn } from "../leaks.ts";
import { canary, type How } from "../stage.ts";
import { languages, openIn, type LanguageStage } from "./language.ts";
import { bulk, single, type Account } from "./program.ts";

const none = { SKYVIA_TOKEN: undefined };

/** A way to hand the token over. */
interface Way {
  readonly way: string;
  readonly prepare: (stage: LanguageStage) => Promise<NonNullable<How["env"]>>;
  /** The provider of the program. Default: none. */
  readonly account?: (stage: LanguageStage) => Account;
  /** The engine's history of updates copies the settings of the stack as they are written. */
  readonly isPlain?: boolean;
  /** Only the plugin decides this, so one language proves it. */
  readonly only?: string;
}

const ways: readonly Way[] = [
  { way: "by the environment", prepare: async () => ({}) },
  {
    way: "by a file",
    only: "YAML",
    prepare: async (stage) => {
      stage.write("token", `${canary}\n`);
      return { ...none, SKYVIA_TOKEN_FILE: join(stage.folder, "token") };
    },
  },
  {
    way: "by a secret of the stack",
    prepare: async (stage) => {
      await stage.succeed(`config set skyvia:token ${canary} --secret`);
      return none;
    },
  },
  {
    way: "by a plain setting of the stack",
    only: "YAML",
    isPlain: true,
    prepare: async (stage) => {
      await stage.succeed(`config set skyvia:token ${canary} --plaintext`);
      return none;
    },
  },
  {
    way: "by an explicit provider",
    account: ({ emulator }) => ({ token: { secret: "token" }, baseUrl: emulator.url }),
    prepare: async (stage) => {
      await stage.succeed(`config set --secret token ${canary}`);
      return none;
    },
  },
];

describe.each(languages)(
  "the token is in no state, preview, output, log, error or export of a program in $name",
  (language) => {
    const here = ways.filter(({ only = language.name }) => only === language.name);
    test.for(here)("given $way", async ({ prepare, account, isPlain = false }, { engine, expect, skip }) => {
      await using stage = await openIn(language, engine, skip);
      const env = await prepare(stage);
      stage.want({
        ...(account && { account: account(stage) }),
        resources: [
          single("one", { workspaceId: 1, integrationId: 12, enabled: true }),
          bulk("all", { workspaceId: 2, schedules: { 11: "enabled" } }),
        ],
      });
      // From 3 on the SDK for Node.js itself logs what any resource was registered with, secrets included.
      const logs = `--logtostderr --verbose=${language.name === "TypeScript" && account ? 2 : 3}`;
      const outputs: string[] = [];
      const run = async (command: string): Promise<void> =>
        void outputs.push((await stage.pulumi(command, { env })).output);

      await run(isPlain ? "preview --diff" : "preview --json"); // the second one prints the settings
      await run(`up --yes --diff ${logs}`);
      expect(stage.takeWrites().toSorted()).toEqual(["enable 1/12", "enable 2/11"]);
      await run("stack export");
      await run("refresh --yes --diff");
      stage.emulator.addFault({
        fault: { type: "status", status: 403, body: { message: `The token ${canary} is unknown.` } },
      });
      await run("refresh --yes");
      await run(`destroy --yes ${logs}`);
      expect(outputs.join("")).toContain("answered 403: The token [token] is unknown");
      expect(outputs.join("")).not.toContain(canary);
      expect(leaksIn(stage).filter((file) => !isPlain || !file.includes("/history/"))).toEqual([]);
    });
  },
);

import { rm } from "node:fs/promises";
import { join } from "node:path";
import { guards } from "@skyvia-schedules/core";
import { fromYaml } from "@skyvia-schedules/pulumi";
import { describe, test } from "vitest";
import { failureOf, type Properties } from "../../packages/provider/test/called.ts";
import { programFolder, startProviderProcess } from "../../packages/provider/test/process/provider-process.ts";
import { openPlace, type Place } from "../cli/place.ts";
import { printed } from "../cli/laws.ts";

/** Three enabled schedules; two are to be disabled, and one of the guards is against it. */
const workspaces: Readonly<
  Record<string, { readonly workspace: string; readonly entry: string; readonly says: string }>
> = {
  "unmanaged-not-allowed": { workspace: "    unmanaged: fail\n", entry: "", says: "are unmanaged: 3" },
  "limit-exceeded": { workspace: "    limits: { disable: 0 }\n", entry: "", says: "the limit is 0" },
  protected: { workspace: "", entry: "        protected: true\n", says: "is protected" },
};

async function open({ workspace, entry }: { readonly workspace: string; readonly entry: string }): Promise<Place> {
  const integrations = [1, 2, 3].map((id) => ({ id, name: `I${id}`, schedule: "enabled" as const }));
  const place = await openPlace({ seed: { workspaces: [{ id: 7, name: "Production", integrations }] } });
  const entries = [1, 2].map((id) => `      - id: ${id}\n        schedule: disabled\n${id === 1 ? entry : ""}`);
  place.write("skyvia.yaml", `version: 1\nworkspaces:\n  - id: 7\n${workspace}    integrations:\n${entries.join("")}`);
  return place;
}

describe.concurrent("a guard gives the same answer to every verb", () => {
  // The flap brake needs a ledger, which a plan and a program do not have: test/cli/flap.test.ts is about it.
  test.for(guards.map(({ code }) => code).filter((code) => code !== "flapping"))("%s", async (code, { expect }) => {
    const situation = workspaces[code];
    if (situation === undefined) throw new Error(`the guard ${code} needs a situation in this test`);
    await using place = await open(situation);
    // A flag would lift the limit of the file: it is left out where the limit is asked for.
    const flags = code === "limit-exceeded" ? [] : ["--max-disable", "100%"];
    const run = async (args: readonly string[]): Promise<readonly [number, readonly string[]]> => {
      const { problems, exitCode } = printed(await place.run([...args, "--format", "json"]));
      return [exitCode, problems.map((problem) => problem.code)];
    };
    const stopsPlan = code === "unmanaged-not-allowed";
    expect(await run(["plan", "--out", "plan.json", ...flags])).toEqual([stopsPlan ? 4 : 0, [code]]);
    expect(await run(["apply", "--yes", ...flags])).toEqual([4, [code]]);
    expect(await run(["apply", "plan.json", "--yes", ...flags])).toEqual([4, [code]]);
    expect(await run(["drift", "--correct", "--yes", ...flags])).toEqual([4, [code]]);
    expect((await run(["explain", "1", "-w", "7"]))[1]).toEqual([code]);

    const folder = programFolder();
    try {
      const config = { "skyvia:token": place.emulator.token, "skyvia:baseUrl": place.emulator.url };
      await using provider = await startProviderProcess({ config, folder });
      const inputs = fromYaml(join(place.folder, "skyvia.yaml"), { workspace: 7 }) as unknown as Properties;
      expect((await failureOf(provider.create(inputs))).message).toContain(situation.says);
    } finally {
      await rm(folder, { recursive: true });
    }
    expect(place.writes()).toEqual([]);
    // Last, as it edits the file: what is left of the drift is guarded, too.
    expect((await run(["drift", "--accept", "2", ...flags]))[1]).toEqual([code]);
  });
});

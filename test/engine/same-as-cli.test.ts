import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { openStage } from "./stage.ts";

const bin = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));

const seed = `
workspaces:
  - id: 123
    name: Production
    integrations:
      - { id: 1, name: Nightly orders, schedule: disabled }
      - { id: 2, name: Hourly leads, schedule: enabled }
      - { id: 3, name: stg-orders, schedule: enabled }
      - { id: 4, name: stg-leads, schedule: disabled }
      - { id: 5, name: stg-by-hand, schedule: undefined }
      - { id: 6, name: Partner feed, schedule: disabled }
      - { id: 7, name: Nobody's, schedule: enabled }
`;

/** A configuration, and what each front end has to find in it. */
const configs: readonly (readonly [string, string])[] = [
  ["entries by id", `- { id: 1, schedule: enabled }\n- { id: 2, name: Hourly leads, schedule: disabled }`],
  ["entries by name", `- { name: Nightly orders, schedule: enabled }\n- { name: Hourly leads, schedule: disabled }`],
  [
    "globs, where an entry wins and the first glob does",
    `- { id: 4, schedule: enabled }\n- { match: "stg-*", schedule: disabled }\n- { match: "*orders", schedule: enabled }`,
  ],
  ["what is only observed", `- { id: 6, schedule: enabled, mode: observe }\n- { id: 1, schedule: enabled }`],
];

function yaml(entries: string): string {
  return `version: 1\nworkspaces:\n  - id: 123\n    name: Production\n    integrations:\n${entries.replace(/^/gm, "      ")}\n`;
}

function schedules({ world }: Emulator): string[] {
  return world.integrations(123, 200, 0).data?.map(({ id }) => `${id} ${world.schedule(123, id)}`) ?? [];
}

describe("L11: the CLI and the provider reach the same state from the same YAML", () => {
  test.for(configs)("%s", async ([, entries], { engine, expect }) => {
    await using stage = await openStage(engine, { seed });
    stage.write("skyvia.yaml", yaml(entries));
    stage.program(`new skyvia.WorkspaceSchedules("from-yaml", skyvia.fromYaml("skyvia.yaml", { workspace: 123 }));`);
    await stage.succeed("up --yes --skip-preview");
    const written = stage.takeWrites().toSorted();

    const other = await startEmulator({ seed: parseSeed(seed, "seed.yaml") });
    try {
      const env = { ...process.env, SKYVIA_BASE_URL: other.url, SKYVIA_TOKEN: other.token };
      await promisify(execFile)(process.execPath, [bin, "apply", "-f", join(stage.folder, "skyvia.yaml"), "--yes"], {
        env,
      });
      const posts = other.requests().filter(({ method }) => method === "POST");
      expect(schedules(stage.emulator)).toEqual(schedules(other));
      expect(written).toHaveLength(posts.length);
      expect(posts.length).toBeGreaterThan(0);
    } finally {
      await other.close();
    }
    expect(await stage.succeed("up --yes --skip-preview --refresh")).toContain("2 unchanged");
  });

  test("problems carry file:line:column, all of them, at preview, without a write", async ({ engine, expect }) => {
    await using stage = await openStage(engine, { seed });
    stage.write("skyvia.yaml", yaml(`- { id: 0x1, schedule: enabled }\n- { id: 2, schedule: on }`));
    stage.program(`new skyvia.WorkspaceSchedules("from-yaml", skyvia.fromYaml("skyvia.yaml", { workspace: 123 }));`);
    const output = await stage.fail("preview");
    expect(output).toMatch(/skyvia\.yaml:6:15.*0x1/);
    expect(output).toMatch(/skyvia\.yaml:7:\d+.*`on`/);
    expect(stage.takeWrites()).toEqual([]);
  });
});

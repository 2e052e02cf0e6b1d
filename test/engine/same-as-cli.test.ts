import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { parseSeed, startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { describe } from "vitest";
import { test } from "./engine-test.ts";
import { shareStage } from "./stage.ts";

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

/** Every way to select: by id, by name, by globs, where an entry wins and the first glob does; and what is only observed. */
const everyWay = `- { id: 1, name: Nightly orders, schedule: enabled }
- { name: Hourly leads, schedule: disabled }
- { id: 4, schedule: enabled }
- { id: 6, schedule: enabled, mode: observe }
- { match: "stg-*", schedule: disabled }
- { match: "*orders", schedule: enabled }`;

const program = `new skyvia.WorkspaceSchedules("from-yaml", skyvia.fromYaml("skyvia.yaml", { workspace: 123 }));`;

function yaml(entries: string): string {
  return `version: 1\nworkspaces:\n  - id: 123\n    name: Production\n    integrations:\n${entries.replace(/^/gm, "      ")}\n`;
}

function schedules({ world }: Emulator): string[] {
  return world.integrations(123, 200, 0).data?.map(({ id }) => `${id} ${world.schedule(123, id)}`) ?? [];
}

// Random files, holds and freezes are in test/laws/front-ends.test.ts, through the SDK's server.
describe("L11: the CLI and the provider reach the same state from the same YAML", () => {
  const stage = shareStage({ seed });

  test("with the same writes", async ({ expect }) => {
    stage().write("skyvia.yaml", yaml(everyWay));
    stage().program(program);
    await stage().succeed("up --yes --skip-preview");
    const written = stage().takeWrites().toSorted();

    const other = await startEmulator({ seed: parseSeed(seed, "seed.yaml") });
    try {
      const env = { ...process.env, SKYVIA_BASE_URL: other.url, SKYVIA_TOKEN: other.token };
      const args = [bin, "apply", "-f", join(stage().folder, "skyvia.yaml"), "--yes"];
      await promisify(execFile)(process.execPath, args, { env });
      const posts = other.requests().filter(({ method }) => method === "POST");
      expect(schedules(stage().emulator)).toEqual(schedules(other));
      expect(written).toHaveLength(posts.length);
      expect(posts.length).toBeGreaterThan(0);
    } finally {
      await other.close();
    }
  });

  test("all problems have file:line:column, at preview, without a write", async ({ expect }) => {
    stage().write("skyvia.yaml", yaml(`- { id: 0x1, schedule: enabled }\n- { id: 2, schedule: on }`));
    stage().program(program);
    const output = await stage().fail("preview");
    expect(output).toMatch(/skyvia\.yaml:6:15.*0x1/);
    expect(output).toMatch(/skyvia\.yaml:7:\d+.*`on`/);
    expect(stage().takeWrites()).toEqual([]);
  });
});

import { execFile, spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { bin } from "./binary.ts";
import { openPlace, type Place } from "./place.ts";

const canMount = spawnSync("sh", ["-c", "unshare -rm true"]).status === 0;

const file = "version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - id: 1\n        schedule: enabled\n";

/** Runs the tool where skyvia.yaml is mounted by itself, as Docker mounts a single file. */
async function mounted({ folder, emulator }: Place, args: string): Promise<{ code: number; stderr: string }> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    SKYVIA_BASE_URL: emulator.url,
    SKYVIA_TOKEN: emulator.token,
  };
  const script = `mount --bind skyvia.yaml skyvia.yaml && exec "${process.execPath}" "${bin}" ${args}`;
  return new Promise((resolve) => {
    execFile("sh", ["-c", `exec unshare -rm sh -c "$0"`, script], { cwd: folder, env }, (error, _stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stderr });
    });
  });
}

describe.skipIf(!canMount).concurrent("a file that is mounted by itself is written in place", () => {
  test.for([
    ["drift --accept", "drift --accept 1", "schedule: disabled"],
    ["import --merge", "import -w 7 --out skyvia.yaml --merge", "id: 2"],
  ] as const)("%s", async ([, args, text], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", file);
    const { ino, mode } = statSync(join(place.folder, "skyvia.yaml"));
    const { code, stderr } = await mounted(place, args);
    expect([code, stderr]).toEqual([0, expect.not.stringContaining("error")]);
    expect(place.read("skyvia.yaml")).toContain(text);
    expect(statSync(join(place.folder, "skyvia.yaml"))).toMatchObject({ ino, mode });
    expect(place.files()).toEqual(["skyvia.yaml"]);
  });
});

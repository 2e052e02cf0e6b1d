import { execFile } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { bin, type Ended } from "./binary.ts";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

/** Runs the binary where no file can grow: as on a full disk, an append to the ledger fails. */
async function withoutRoom(place: Place, ...args: readonly string[]): Promise<Ended> {
  return withRoom(0, place, ...args);
}

/** The same with a largest size of files, in blocks of 512 bytes. */
async function withRoom(blocks: number, { folder, emulator }: Place, ...args: readonly string[]): Promise<Ended> {
  const env = {
    PATH: process.env["PATH"],
    HOME: folder,
    SKYVIA_BASE_URL: emulator.url,
    SKYVIA_TOKEN: emulator.token,
    NODE_DISABLE_COMPILE_CACHE: "1",
  };
  const script = `ulimit -f ${blocks} && exec "$@"`;
  return new Promise((resolve) => {
    const typed = ["-c", script, "sh", process.execPath, bin, ...args];
    execFile("sh", typed, { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr });
    }).stdin?.end();
  });
}

test("no room for the ledger: the write is not sent, nothing is begun after it, 1", async ({ expect }) => {
  await using place = await openPlace();
  place.write("skyvia.yaml", config);
  const ledger = ["--ledger", "ledger.jsonl"];
  expect(seen(await withoutRoom(place, "apply", "--yes", ...ledger))).toMatchInlineSnapshot(`
    "Workspace 7 Production  4 managed, 3 unmanaged
      + enable   1  Nightly orders  disabled → enabled  not-started
      - disable  2  Hourly leads    enabled → disabled  not-started
      - disable  3  stg-orders      enabled → disabled  not-started

    Applied: 0 done, 0 failed, 3 not started.
    error: the ledger ledger.jsonl cannot be written (EFBIG): disable of integration 2 in workspace 7 was not sent, and no further write was started
      Make room or correct the permissions, then run again for the rest.
    exit code 1
    "
  `);
  const single = printed(await withoutRoom(place, "enable", "1", "-w", "7", ...ledger, "--format", "json"));
  expect(single).toMatchObject({ exitCode: 1, changes: [{ result: "not-started" }] });
  expect(place.writes()).toEqual([]);
});

test("no room for one of the files of init: 1, and the message names the complete files; no part of the others exists", async ({
  expect,
}) => {
  const many = Array.from({ length: 300 }, (_, index) => {
    return { id: index + 1, name: `${index} ${"long ".repeat(50)}`, schedule: "enabled" };
  });
  const workspaces = [
    { id: 1, name: "Small", integrations: many.slice(0, 2) },
    { id: 2, name: "Large", integrations: many },
  ];
  await using place = await openPlace({ seed: { workspaces } as never });
  place.write(".gitignore", "node_modules\n");
  const init = ["init", "--yes", "--all"];
  const { code, stderr } = await withRoom(128, place, ...init);
  expect(code).toBe(1);
  expect(stderr).toContain("skyvia/large.yaml could not be written (EFBIG)");
  expect(stderr).toContain("; written as a whole: .gitignore, .skyvia/schema.json, skyvia/small.yaml\n");
  expect(readdirSync(join(place.folder, "skyvia"))).toEqual(["small.yaml"]);
  expect((await place.run(init)).code).toBe(0);
});

test("no room for any file of init: 1, and nothing was written", async ({ expect }) => {
  await using place = await openPlace();
  const { code, stderr } = await withoutRoom(place, "init", "--yes", "--all");
  expect([code, stderr]).toEqual([1, expect.stringContaining("; nothing was written")]);
  expect(place.files()).toEqual([".skyvia"]);
});

test("no room for the mark that a snapshot was thawed: every result is printed, with 3", async ({ expect }) => {
  await using place = await openPlace();
  await place.run(["freeze", "-w", "7", "--snapshot", "frozen.json", "--reason", "migration", "--yes"]);
  const taken = place.read("frozen.json");
  const thawed = await withoutRoom(place, "thaw", "--snapshot", "frozen.json", "--yes");
  expect(seen(thawed)).toContain("Applied: 4 done, 3 unchanged, 0 failed.");
  expect([thawed.code, thawed.stderr]).toEqual([
    3,
    expect.stringContaining("frozen.json could not be written (EFBIG)"),
  ]);
  expect([place.read("frozen.json"), place.files()]).toEqual([taken, ["frozen.json"]]);
  const again = await place.run(["thaw", "--snapshot", "frozen.json", "--yes"]);
  expect([again.code, again.stdout]).toEqual([0, expect.stringContaining("Applied: 0 done, 7 unchanged, 0 failed.")]);
});

import { execFileSync } from "node:child_process";
import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

/** With one observed integration: 6 is enabled, but should be disabled. */
const observing = `${config}      - id: 6
        schedule: enabled
        mode: observe
`;

/** Everything is as the files say, and the ledger says so. */
async function open(text: string = observing): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", text);
  await place.run(["apply", "--yes", "--ledger", "ledger.jsonl", "--max-disable", "100%", "--max-enable", "100%"]);
  place.emulator.clearRequests();
  return place;
}

/** The drift as `cause workspace/integration`, and the codes of the problems. */
async function causes(place: Place, ...args: readonly string[]): Promise<string[]> {
  const { changes, problems } = printed(await place.run(["drift", ...args, "--format", "json"]));
  return [
    ...changes.map(({ workspaceId, integrationId, cause }) => `${cause} ${workspaceId}/${integrationId}`),
    ...problems.map(({ code }) => code),
  ];
}

function commit({ folder: cwd }: Place, message: string, at: Date = new Date()): void {
  const who = { GIT_AUTHOR_NAME: "ana", GIT_AUTHOR_EMAIL: "ana@example.com" };
  const committer = {
    GIT_COMMITTER_NAME: "ana",
    GIT_COMMITTER_EMAIL: "ana@example.com",
    GIT_COMMITTER_DATE: at.toISOString(),
  };
  const env = { PATH: process.env["PATH"], HOME: cwd, ...who, ...committer };
  for (const args of [
    ["init", "--quiet"],
    ["add", "skyvia.yaml"],
    ["commit", "--quiet", "--message", message],
  ]) {
    execFileSync("git", args, { cwd, env, stdio: "pipe" });
  }
}

describe.concurrent("drift", () => {
  test("none: 0, with the coverage", async ({ expect }) => {
    await using place = await open();
    expect(seen(await place.run(["drift", "--ledger", "ledger.jsonl"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  5 managed (1 observed), 2 unmanaged

      Drift: none; 5 managed (1 observed), 2 unmanaged (coverage 71 %).
      "
    `);
  });

  test("a schedule that was switched by hand is reported with its cause: 2, and nothing is written", async ({
    expect,
  }) => {
    await using place = await open();
    const { world } = place.emulator;
    world.disable(7, 1);
    world.enable(7, 3);
    world.disable(7, 6);
    const ended = await place.run(["drift", "--ledger", "ledger.jsonl"]);
    expect(seen(ended)).toMatchInlineSnapshot(`
      "Workspace 7 Production  5 managed (1 observed), 2 unmanaged
        !  1  Nightly orders  disabled → enabled  turned off outside; owner ana     skyvia.yaml:8:19
        !  3  stg-orders      enabled → disabled  turned on outside; match "stg-*"  skyvia.yaml:15:19
        Observed, not enforced
        ~  6  Twin  disabled → enabled  skyvia.yaml:17:19

      Drift: 1 turned off outside, 1 turned on outside; 1 observed difference; 5 managed (1 observed), 2 unmanaged (coverage 71 %).
      exit code 2
      "
    `);
    const all = await place.run(["drift", "--ledger", "ledger.jsonl", "--all"]);
    expect(all.stdout).toContain("     2  Hourly leads ");
    const json = printed(await place.run(["drift", "--ledger", "ledger.jsonl", "--format", "json"]));
    expect(json).toMatchObject({
      command: "drift",
      exitCode: 2,
      error: null,
      summary: { enable: 1, disable: 1, skipped: 1, problems: 0 },
      changes: [
        { integrationId: 1, action: "enable", cause: "turned-off-outside", modified: "2026-03-01T12:00:00.000Z" },
        { integrationId: 3, action: "disable", cause: "turned-on-outside" },
        { integrationId: 6, action: "skip", cause: "unknown" },
      ],
      data: { coverage: [{ workspaceId: 7, managed: 5, observed: 1, unmanaged: 2 }] },
    });
    expect(place.writes()).toEqual([]);
  });

  test("an observed difference alone is shown under its own heading, and is 0", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.disable(7, 6);
    expect(seen(await place.run(["drift", "--ledger", "ledger.jsonl"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  5 managed (1 observed), 2 unmanaged
        Observed, not enforced
        ~  6  Twin  disabled → enabled  skyvia.yaml:17:19

      Drift: none; 1 observed difference; 5 managed (1 observed), 2 unmanaged (coverage 71 %).
      "
    `);
    const { stdout } = await place.run(["drift", "--ledger", "ledger.jsonl", "--format", "markdown"]);
    expect(stdout).toContain("### Observed, not enforced\n");
    expect(stdout).not.toContain("### Changes");
  });

  test("it says when the integration was edited, if that was after the last apply", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.disable(7, 1);
    place.emulator.world.rename(7, 2, "x");
    place.emulator.world.rename(7, 2, "Hourly leads");
    place.emulator.world.enable(7, 2);
    const { stdout } = await place.run(["drift", "--ledger", "ledger.jsonl"]);
    expect(stdout).not.toMatch(/Nightly orders.*edited/);
    expect(stdout).toMatch(/Hourly leads.* integration edited 20\d\d-/);
  });

  test("with entries by id alone the listing is not read, and modified is not known", async ({ expect }) => {
    await using place = await open(
      "version: 1\nworkspaces:\n  - id: 7\n    unmanaged: ignore\n    integrations:\n      - {id: 2, schedule: disabled}\n",
    );
    place.emulator.world.enable(7, 2);
    const { changes } = printed(await place.run(["drift", "--format", "json"]));
    expect(changes).toMatchObject([{ integrationId: 2, cause: "unknown", modified: null }]);
    expect(place.emulator.requests()).toHaveLength(1);
  });

  test("renamed, gone, not defined any more, new: problems with these codes, and 2", async ({ expect }) => {
    await using place = await open();
    const { world } = place.emulator;
    world.rename(7, 1, "Daily orders");
    world.delete(7, 6);
    world.rename(7, 2, "Hourly contacts");
    world.add(7, { name: "Fresh", schedule: "enabled" });
    const ended = await place.run(["drift", "--ledger", "ledger.jsonl"]);
    expect(seen(ended).replaceAll(/created \S+/g, "created THEN)")).toMatchInlineSnapshot(`
      "Workspace 7 Production  3 managed, 4 unmanaged

      Drift: 4 problems; 3 managed, 4 unmanaged (coverage 43 %).
      skyvia.yaml:11:15: error: integration 2 was renamed: it is "Hourly contacts" now, not "Hourly leads"
        If it is still the integration that you mean, correct the name in the file. Until then nothing is written for it.
      skyvia.yaml:16:13: error: integration 6 is no longer in workspace 7
        Remove the entry, or correct its selector.
      skyvia.yaml:7:15: error: integration 1 was renamed: it is "Daily orders" now, not "Nightly orders"
        If it is still the integration that you mean, correct the name in the file. Until then nothing is written for it.
      skyvia.yaml:3:9: error: integration 9 "Fresh" is new in workspace 7 (created THEN) and no entry covers it
        Add \`- id: 9\` with a \`schedule\` to the entries of workspace 7, or set \`unmanaged: ignore\` for it.
      exit code 2
      "
    `);
    expect(printed(await place.run(["drift", "--format", "json"]))).toMatchObject({ exitCode: 2, error: null });
    world.undefineSchedule(7, 1);
    world.rename(7, 1, "Nightly orders");
    expect(await causes(place, "--select", "id:1")).toEqual(["schedule-not-defined", "unmanaged-new"]);
  });

  test("an integration that existed at the last apply is not new", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.add(7, { name: "Fresh", schedule: "enabled" });
    expect(await causes(place, "--ledger", "ledger.jsonl")).toEqual(["unmanaged-new"]);
    commit(place, "before", new Date(Date.now() - 3_600_000));
    expect(await causes(place, "--ledger", "ledger.jsonl")).toEqual(["unmanaged-new"]);
    place.write("skyvia.yaml", `${observing}# we have seen it\n`);
    commit(place, "after", new Date(Date.now() + 3_600_000));
    expect(await causes(place, "--ledger", "ledger.jsonl")).toEqual([]);
  });

  test("`unmanaged: fail` is 4, what cannot be read is 1", async ({ expect }) => {
    await using place = await open();
    place.write("fail.yaml", observing.replace("name: Production", "unmanaged: fail"));
    expect((await place.run(["drift", "-f", "fail.yaml"])).code).toBe(4);
    place.emulator.addFault({
      match: { operation: "getSchedule", integration: 1 },
      fault: { type: "status", status: 400 },
    });
    expect((await place.run(["drift"])).code).toBe(1);
  });
});

describe.concurrent("an edit of the files is not drift from outside", () => {
  const edited = observing.replace("schedule: enabled\n        owner", "schedule: disabled\n        owner");

  test("by the config hash in the ledger", async ({ expect }) => {
    await using place = await open();
    place.write("skyvia.yaml", edited);
    place.emulator.world.enable(7, 3);
    expect(await causes(place, "--ledger", "ledger.jsonl")).toEqual(["config-changed 7/1", "turned-on-outside 7/3"]);
  });

  test("by the config hash in the ledger and the version of the files with that hash", async ({ expect }) => {
    await using place = await open();
    commit(place, "as applied");
    place.write("skyvia.yaml", edited);
    commit(place, "one off");
    place.emulator.world.enable(7, 4); // this tool never wrote it, so the ledger alone could not decide
    expect(await causes(place, "--ledger", "ledger.jsonl")).toEqual(["config-changed 7/1", "turned-on-outside 7/4"]);
  });

  test("by git alone: what is not committed yet", async ({ expect }) => {
    await using place = await open();
    commit(place, "as applied");
    place.emulator.world.enable(7, 3);
    expect(await causes(place)).toEqual(["unknown 7/3"]);
    place.write("skyvia.yaml", edited);
    expect(await causes(place)).toEqual(["config-changed 7/1", "unknown 7/3"]);
    expect(await causes(place, "-f", ".")).toEqual(["config-changed 7/1", "unknown 7/3"]);
  });
});

describe.concurrent("drift --correct", () => {
  test("writes what differs, as apply does; observed differences are left, and do not count", async ({ expect }) => {
    await using place = await open();
    const { world } = place.emulator;
    world.disable(7, 1);
    world.enable(7, 3);
    expect(seen(await place.run(["drift", "--correct", "--yes", "--ledger", "ledger.jsonl"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  5 managed (1 observed), 2 unmanaged
        + enable   1  Nightly orders  disabled → enabled  done
        - disable  3  stg-orders      enabled → disabled  done

      Applied: 2 done, 0 failed.
      "
    `);
    expect(printed(await place.run(["drift", "--format", "json"]))).toMatchObject({ exitCode: 0, changes: [] });
    world.disable(7, 1);
    world.disable(7, 6);
    const json = printed(await place.run(["drift", "--correct", "--yes", "--format", "json"]));
    expect(json).toMatchObject({
      exitCode: 0,
      changes: [
        { integrationId: 1, cause: "unknown", result: "done", error: null },
        { integrationId: 6, action: "skip", cause: "unknown" },
      ],
    });
    expect(place.writes().filter((line) => line.includes("/6/"))).toEqual([]);
  });

  test("an integration that is new and has no entry does not count after it", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.add(7, { name: "Fresh", schedule: "enabled" });
    place.emulator.world.enable(7, 3);
    const { exitCode, problems } = printed(await place.run(["drift", "--correct", "--yes", "--format", "json"]));
    expect([exitCode, problems]).toMatchObject([0, [{ code: "unmanaged-new" }]]);
  });

  test("a problem that no write can correct makes the result partial: 3, or 1 if nothing was written", async ({
    expect,
  }) => {
    await using place = await open();
    place.emulator.world.delete(7, 6);
    expect((await place.run(["drift", "--correct", "--yes"])).code).toBe(1);
    place.emulator.world.enable(7, 3);
    expect((await place.run(["drift", "--correct", "--yes"])).code).toBe(3);
  });

  test("asks first: without a terminal and without --yes it is 5, before the first call", async ({ expect }) => {
    await using place = await open();
    expect(seen(await place.run(["drift", "--correct"]))).toMatchInlineSnapshot(`
      "error: there is no terminal to confirm on
        Pass --yes to apply without asking.
      exit code 5
      "
    `);
    expect((await place.run(["drift", "--correct", "--yes", "--accept", "all"])).code).toBe(5);
    expect((await place.run(["drift", "--override", "protected:1", "--reason", "x"])).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("--read-only: 4, nothing written", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.enable(7, 3);
    expect((await place.run(["drift", "--correct", "--yes", "--read-only"])).code).toBe(4);
    expect(place.writes()).toEqual([]);
  });
});

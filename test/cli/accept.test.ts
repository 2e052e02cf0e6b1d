import { chmodSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { openRepository } from "../gitops/repository.ts";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

/** A file as people write it: with comments, blank lines, all kinds of quotes, and its own order. */
const text = `# Production, reviewed weekly
version: 1
workspaces:
  - id: 7

    integrations:
      # by id
      - id: 1
        schedule: "enabled"   # nightly

      - { name: Hourly leads, schedule: 'disabled' }
      # everything in staging
      - match: "stg-*"
        owner: ana
        schedule: disabled
      - id: 6
        mode: observe
        schedule: enabled
`;

async function open(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", text);
  const { world } = place.emulator;
  world.disable(7, 2);
  world.enable(7, 1);
  world.disable(7, 3);
  return place;
}

/** Commits the files as they are. */
function commit({ folder }: Place): void {
  openRepository(folder).commit();
}

describe.concurrent("drift --accept", () => {
  test("edits the file in place, prints the diff, sends no write; the plan after it is empty", async ({ expect }) => {
    await using place = await open();
    const { world } = place.emulator;
    world.disable(7, 1);
    world.enable(7, 2);
    world.enable(7, 3);
    world.enable(7, 4);
    expect(seen(await place.run(["drift", "--accept", "1,2,3,4"]))).toMatchInlineSnapshot(`
      "--- a/skyvia.yaml
      +++ b/skyvia.yaml
      @@ -6,9 +6,17 @@
           integrations:
             # by id
             - id: 1
      -        schedule: "enabled"   # nightly
      +        schedule: "disabled"   # nightly
       
      -      - { name: Hourly leads, schedule: 'disabled' }
      +      - { name: Hourly leads, schedule: 'enabled' }
      +      - id: 3
      +        name: stg-orders
      +        schedule: enabled
      +        owner: ana
      +      - id: 4
      +        name: stg-leads
      +        schedule: enabled
      +        owner: ana
             # everything in staging
             - match: "stg-*"
               owner: ana

      Workspace 7  5 managed (1 observed), 2 unmanaged

      Drift: none; 5 managed (1 observed), 2 unmanaged (coverage 71 %).
      "
    `);
    expect(place.read("skyvia.yaml")).toMatchInlineSnapshot(`
      "# Production, reviewed weekly
      version: 1
      workspaces:
        - id: 7

          integrations:
            # by id
            - id: 1
              schedule: "disabled"   # nightly

            - { name: Hourly leads, schedule: 'enabled' }
            - id: 3
              name: stg-orders
              schedule: enabled
              owner: ana
            - id: 4
              name: stg-leads
              schedule: enabled
              owner: ana
            # everything in staging
            - match: "stg-*"
              owner: ana
              schedule: disabled
            - id: 6
              mode: observe
              schedule: enabled
      "
    `);
    expect(place.writes()).toEqual([]);
    expect(printed(await place.run(["plan", "--detailed-exitcode", "--format", "json"]))).toMatchObject({
      exitCode: 0,
      changes: [],
    });
  });

  test("`all` accepts what was switched outside, but not an observed difference; its id accepts it", async ({
    expect,
  }) => {
    await using place = await open();
    commit(place);
    place.emulator.world.disable(7, 1);
    place.emulator.world.disable(7, 6);
    const all = printed(await place.run(["drift", "--applied", "HEAD", "--accept", "all", "--format", "json"]));
    expect(all).toMatchObject({
      exitCode: 0,
      changes: [{ integrationId: 6, action: "skip" }],
      data: {
        accepted: [{ workspaceId: 7, integrationId: 1, schedule: "disabled" }],
        leftOut: [],
        files: [{ file: "skyvia.yaml" }],
      },
    });
    expect((await place.run(["drift", "--accept", "6"])).code).toBe(0);
    expect(place.read("skyvia.yaml")).toContain("mode: observe\n        schedule: disabled\n");
  });

  test("`all` leaves out merged edits that are not applied yet, and says so: 2", async ({ expect }) => {
    await using place = await open();
    commit(place);
    const edited = text.replace('"enabled"', '"disabled"');
    place.write("skyvia.yaml", edited);
    commit(place);
    const ended = await place.run(["drift", "--accept", "all"]);
    expect(seen(ended)).toMatchInlineSnapshot(`
      "--accept all leaves out 1 difference that may be an edit of the files which is not applied yet: pass --accept 1 to accept them anyway.
      Workspace 7  5 managed (1 observed), 2 unmanaged
        !  1  Nightly orders  enabled → disabled  not applied yet, or switched outside  skyvia.yaml:9:19

      Drift: 1 not applied yet or switched outside; 5 managed (1 observed), 2 unmanaged (coverage 71 %).
      note: the last apply is not known; name it with --ledger <file> or --applied <git revision>
      exit code 2
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(edited);
    place.emulator.world.enable(7, 3);
    const known = printed(await place.run(["drift", "--applied", "HEAD~1", "--accept", "all", "--format", "json"]));
    expect(known).toMatchObject({
      exitCode: 2,
      data: {
        accepted: [{ integrationId: 3, schedule: "enabled" }],
        leftOut: [{ workspaceId: 7, integrationId: 1, cause: "config-changed" }],
      },
    });
    expect(place.read("skyvia.yaml")).toContain('schedule: "disabled"   # nightly');
    expect((await place.run(["drift", "--accept", "1"])).code, "a named id is taken whatever the cause").toBe(0);
    expect(place.read("skyvia.yaml")).toContain('schedule: "enabled"   # nightly');
  });

  test("`all` leaves out an edit that enables an integration without a schedule", async ({ expect }) => {
    await using place = await open();
    place.write("skyvia.yaml", text.replace("'disabled'", "'enabled'"));
    place.emulator.world.undefineSchedule(7, 2);
    const { exitCode, data } = printed(await place.run(["drift", "--accept", "all", "--format", "json"]));
    expect([exitCode, data]).toMatchObject([2, { accepted: [], leftOut: [{ integrationId: 2, cause: "unknown" }] }]);
  });

  test("with no drift `all` writes no file", async ({ expect }) => {
    await using place = await open();
    const { mtimeMs } = statSync(join(place.folder, "skyvia.yaml"));
    expect((await place.run(["drift", "--accept", "all"])).code).toBe(0);
    expect(statSync(join(place.folder, "skyvia.yaml")).mtimeMs).toBe(mtimeMs);
  });

  test("a schedule that is not defined any more is disabled", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.undefineSchedule(7, 1);
    expect((await place.run(["drift", "--accept", "1"])).code).toBe(0);
    expect(place.read("skyvia.yaml")).toBe(text.replace('"enabled"', '"disabled"'));
  });

  test("the mode of a file is kept, and a symbolic link stays one", async ({ expect }) => {
    await using place = await open();
    place.emulator.world.disable(7, 1);
    chmodSync(join(place.folder, "skyvia.yaml"), 0o640);
    symlinkSync("skyvia.yaml", join(place.folder, "link.yaml"));
    expect((await place.run(["drift", "-f", "link.yaml", "--accept", "1"])).code).toBe(0);
    expect(statSync(join(place.folder, "skyvia.yaml")).mode & 0o777).toBe(0o640);
    expect(place.read("skyvia.yaml")).toBe(text.replace('"enabled"', '"disabled"'));
    expect(place.files()).toEqual(["link.yaml", "skyvia.yaml"]);
  });
});

describe.concurrent("drift --accept writes no file", () => {
  test("for an id that no entry covers, or that does not drift: 5, and all of them are reported", async ({
    expect,
  }) => {
    await using place = await open();
    place.emulator.world.disable(7, 1);
    expect(seen(await place.run(["drift", "--accept", "1,5,99,2"]))).toMatchInlineSnapshot(`
      "error: --accept 5: no entry of these files covers integration 5
        Correct the id, or add an entry for it.
      error: --accept 99: no entry of these files covers integration 99
        Correct the id, or add an entry for it.
      error: --accept 2: the schedule of integration 2 does not differ from the files
        Run \`skyvia-schedules drift\` to list what differs.
      exit code 5
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(text);
  });

  test("for a finding that is not about a schedule: 5, with the finding", async ({ expect }) => {
    await using place = await open();
    place.write("skyvia.yaml", text.replace("- id: 1\n", "- id: 1\n        name: Weekly orders\n"));
    place.emulator.world.delete(7, 6);
    expect(seen(await place.run(["drift", "--accept", "1,6"]))).toMatchInlineSnapshot(`
      "error: --accept 1: integration 1 was renamed: it is "Nightly orders" now, not "Weekly orders"
        Change the file by hand: --accept writes only schedules.
      error: --accept 6: integration 6 is no longer in workspace 7
        Change the file by hand: --accept writes only schedules.
      exit code 5
      "
    `);
  });

  test("for a value with an alias or an anchor: 5, with its place", async ({ expect }) => {
    await using place = await open();
    const shared = text
      .replace('"enabled"', "&on enabled")
      .replace("observe\n        schedule: enabled", "observe\n        schedule: *on");
    place.write("skyvia.yaml", shared);
    place.emulator.world.disable(7, 1);
    place.emulator.world.disable(7, 6);
    expect(seen(await place.run(["drift", "--accept", "1,6"]))).toMatchInlineSnapshot(`
      "skyvia.yaml:9:23: error: --accept 1: the entry for integration 1 is shared through a YAML anchor; changing it could change other entries
        Write it out by hand: \`id: 1\` with \`schedule: disabled\`.
      skyvia.yaml:18:19: error: --accept 6: the entry for integration 6 is shared through a YAML anchor; changing it could change other entries
        Write it out by hand: \`id: 6\` with \`schedule: disabled\`.
      exit code 5
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(shared);
  });

  test("for an id that drifts in two workspaces, until one is named", async ({ expect }) => {
    await using place = await open();
    place.write(
      "sandbox.yaml",
      "version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - {id: 1, schedule: disabled}\n",
    );
    place.emulator.world.disable(7, 1);
    const files = ["-f", "skyvia.yaml", "-f", "sandbox.yaml", "--accept", "1"];
    expect(seen(await place.run(["drift", ...files]))).toMatchInlineSnapshot(`
      "error: --accept 1: integration 1 drifts in the workspaces 7, 9
        Name the workspace with -w.
      exit code 5
      "
    `);
    expect((await place.run(["drift", ...files, "-w", "9"])).code).toBe(0);
    expect(place.read("sandbox.yaml")).toContain("{id: 1, schedule: enabled}");
    expect(place.read("skyvia.yaml")).toBe(text);
  });

  test("if one of the files was changed since it was read: 1", async ({ expect }) => {
    await using place = await open();
    const sandbox = "version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - {id: 1, schedule: disabled}\n";
    place.write("a.yaml", sandbox);
    commit(place);
    place.emulator.world.disable(7, 1);
    place.emulator.addFault({ match: { operation: "getSchedule" }, fault: { type: "latency", latency: 400 } });
    const running = place.start(["drift", "-f", "a.yaml", "-f", "skyvia.yaml", "--applied", "HEAD", "--accept", "all"]);
    while (place.emulator.requests().length < 2) await new Promise((resolve) => setImmediate(resolve));
    place.write("skyvia.yaml", `${text}# edited meanwhile\n`);
    expect(seen(await running.ended)).toMatchInlineSnapshot(`
      "error: skyvia.yaml was changed meanwhile, and every file is kept as it is
        Run again.
      exit code 1
      "
    `);
    expect([place.read("skyvia.yaml"), place.read("a.yaml")]).toEqual([`${text}# edited meanwhile\n`, sandbox]);
    expect(place.files()).toEqual([".git", "a.yaml", "skyvia.yaml"]);
  });

  test.for(["", "1,", "some", "1;2"])("for --accept=%j: bad usage", async (ids, { expect }) => {
    await using place = await open();
    expect((await place.run(["drift", "--accept", ids])).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });
});

import { mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { canary, config } from "./world.ts";

/** The same workspace in two more files, and another workspace. */
const more = `version: 1
workspaces:
  - id: 7
    integrations:
      - id: 6
        schedule: disabled
        mode: observe
        owner: ben
`;
const sandbox = `version: 1
workspaces:
  - id: 9
    name: Sandbox
    integrations:
      - id: 1
        schedule: disabled
`;

/** A place where the files ask for three changes. */
async function openConfigured(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  return place;
}

/** The ids of the changes that a plan shows, by sign. */
async function planned(place: Place, ...args: readonly string[]): Promise<readonly unknown[]> {
  const { changes } = printed(await place.run(["plan", "--format", "json", ...args]));
  return changes.map(({ action, workspaceId, integrationId }) => `${action} ${workspaceId}/${integrationId}`);
}

describe.concurrent("plan", () => {
  test("shows the changes, and with --all also what stays", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.world.enable(7, 1);
    expect(seen(await place.run(["plan"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        - disable  2  Hourly leads  enabled → disabled  replaced by 1  skyvia.yaml:12:19
        - disable  3  stg-orders    enabled → disabled  match "stg-*"  skyvia.yaml:15:19

      Plan: 0 to enable, 2 to disable, 2 unchanged, 0 skipped, 0 problems, 3 unmanaged.
      "
    `);
    expect(seen(await place.run(["plan", "--all", "--detailed-exitcode"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
          keep     1  Nightly orders  enabled                owner ana      skyvia.yaml:8:19
        - disable  2  Hourly leads    enabled → disabled     replaced by 1  skyvia.yaml:12:19
        - disable  3  stg-orders      enabled → disabled     match "stg-*"  skyvia.yaml:15:19
          keep     4  stg-leads       disabled or undefined  match "stg-*"  skyvia.yaml:15:19

      Plan: 0 to enable, 2 to disable, 2 unchanged, 0 skipped, 0 problems, 3 unmanaged.
      exit code 2
      "
    `);
    expect(place.writes()).toEqual([]);
  });

  test("its JSON follows the contract, and has the same bytes each time except for `at`", async ({ expect }) => {
    await using place = await openConfigured();
    const [one, two] = await Promise.all([
      place.run(["plan", "--format", "json"]),
      place.run(["--format=json", "plan"]),
    ]);
    const timeless = (text: string): string =>
      text.replace(/"at": "[^"]+"/, '"at": "THEN"').replace(/"version": "[^"]+"/, '"version": "THIS"');
    expect(timeless(one.stdout)).toBe(timeless(two.stdout));
    expect(timeless(one.stdout)).toMatchInlineSnapshot(`
      "{
        "formatVersion": 1,
        "tool": {
          "name": "skyvia-schedules",
          "version": "THIS"
        },
        "command": "plan",
        "exitCode": 0,
        "at": "THEN",
        "summary": {
          "enable": 1,
          "disable": 2,
          "unchanged": 1,
          "skipped": 0,
          "observed": 0,
          "problems": 0,
          "unmanaged": 3,
          "next": null
        },
        "changes": [
          {
            "workspaceId": 7,
            "integrationId": 1,
            "name": "Nightly orders",
            "action": "enable",
            "before": "disabled",
            "after": "enabled",
            "source": {
              "file": "skyvia.yaml",
              "line": 8,
              "column": 19
            },
            "why": "desired enabled, live is disabled",
            "effective": {
              "by": "base",
              "name": null,
              "source": {
                "file": "skyvia.yaml",
                "line": 8,
                "column": 19
              },
              "until": null,
              "reason": null,
              "owner": "ana"
            }
          },
          {
            "workspaceId": 7,
            "integrationId": 2,
            "name": "Hourly leads",
            "action": "disable",
            "before": "enabled",
            "after": "disabled",
            "source": {
              "file": "skyvia.yaml",
              "line": 12,
              "column": 19
            },
            "why": "desired disabled, live is enabled: replaced by 1",
            "effective": {
              "by": "base",
              "name": null,
              "source": {
                "file": "skyvia.yaml",
                "line": 12,
                "column": 19
              },
              "until": null,
              "reason": "replaced by 1",
              "owner": null
            }
          },
          {
            "workspaceId": 7,
            "integrationId": 3,
            "name": "stg-orders",
            "action": "disable",
            "before": "enabled",
            "after": "disabled",
            "source": {
              "file": "skyvia.yaml",
              "line": 15,
              "column": 19
            },
            "why": "desired disabled by match \\"stg-*\\", live is enabled",
            "effective": {
              "by": "base",
              "name": null,
              "source": {
                "file": "skyvia.yaml",
                "line": 15,
                "column": 19
              },
              "until": null,
              "reason": null,
              "owner": null
            }
          }
        ],
        "problems": [],
        "error": null
      }
      "
    `);
  });

  test("files, a folder, a glob", async ({ expect }) => {
    await using place = await openConfigured();
    mkdirSync(join(place.folder, "teams/deep"), { recursive: true });
    place.write("teams/more.yaml", more);
    place.write("teams/deep/sandbox.yml", sandbox);
    place.write("teams/README.md", "not YAML: {");
    const all = ["enable 7/1", "disable 7/2", "disable 7/3", "skip 7/6", "disable 9/1"];
    expect(await planned(place, "-f", "skyvia.yaml", "-f", "teams")).toEqual(all);
    expect(await planned(place, "-f", "**/*.{yml,yaml}")).toEqual(all);
    expect(await planned(place, "-f", "teams/more.yaml", "-f", "teams/deep/sandbox.yml")).toEqual(all.slice(3));
  });

  test("-w by id and by name, repeated", async ({ expect }) => {
    await using place = await openConfigured();
    place.write("sandbox.yaml", sandbox);
    const files = ["-f", "skyvia.yaml", "-f", "sandbox.yaml"];
    expect(await planned(place, ...files, "-w", "9")).toEqual(["disable 9/1"]);
    expect(await planned(place, ...files, "-w", "Sandbox")).toEqual(["disable 9/1"]);
    expect(await planned(place, ...files, "-w", "Sandbox", "-w", "7")).toHaveLength(4);
    expect(seen(await place.run(["plan", "-w", "9"]))).toMatchInlineSnapshot(`
      "error: -w 9: no file lists this workspace
        Add it to a file, or correct -w.
      exit code 5
      "
    `);
  });

  test.for([
    ["--select id:1", ["enable 7/1"]],
    ["--select name:stg-*", ["disable 7/3"]],
    ["--select tag:finance --select name:Hourly*", ["enable 7/1", "disable 7/2"]],
    ["--select owner:ana", ["enable 7/1"]],
    ["--exclude tag:finance", ["disable 7/2", "disable 7/3"]],
    ["--select name:stg-* --exclude id:3", []],
  ] as const)("%s", async ([args, changes], { expect }) => {
    await using place = await openConfigured();
    expect(await planned(place, ...args.split(" "))).toEqual(changes);
  });

  test("status: live beside desired", async ({ expect }) => {
    await using place = await openConfigured();
    place.write("more.yaml", more);
    const args = ["status", "-f", "skyvia.yaml", "-f", "more.yaml"];
    expect(seen(await place.run(args))).toMatchInlineSnapshot(`
      "Workspace 7 Production  5 managed (1 observed), 2 unmanaged
        !  1  Nightly orders  disabled               desired enabled              owner ana      skyvia.yaml:8:19
        !  2  Hourly leads    enabled                desired disabled             replaced by 1  skyvia.yaml:12:19
        !  3  stg-orders      enabled                desired disabled             match "stg-*"  skyvia.yaml:15:19
           4  stg-leads       disabled or undefined  as desired                   match "stg-*"  skyvia.yaml:15:19
        !  6  Twin            enabled                desired disabled (observed)  owner ben      more.yaml:6:19

      Status: 1 as desired, 4 differ, 0 problems; 5 managed (1 observed), 2 unmanaged (coverage 71 %).
      "
    `);
    const { data } = printed(await place.run([...args, "--format", "json"]));
    expect(data).toMatchObject({
      schedules: [
        { integrationId: 1, live: "disabled", desired: "enabled", asDesired: false },
        { integrationId: 2 },
        { integrationId: 3 },
        { integrationId: 4, live: "disabled", desired: "disabled", asDesired: true },
        { integrationId: 6 },
      ],
      coverage: [{ workspaceId: 7, managed: 5, observed: 1 }],
    });
    expect(place.writes()).toEqual([]);
  });

  test("validate needs no token and sends nothing", async ({ expect }) => {
    await using place = await openConfigured();
    const env = { SKYVIA_TOKEN: undefined, SKYVIA_BASE_URL: "nonsense" };
    expect(seen(await place.run(["validate"], { env }))).toBe("Valid: 3 entries in 1 workspace.\n");
    expect(printed(await place.run(["validate", "--format", "json"], { env }))).toMatchObject({ exitCode: 0 });
    expect(place.emulator.requests()).toEqual([]);
  });
});

describe.concurrent("apply", () => {
  test("carries out the plan; the plan after it is empty", async ({ expect }) => {
    await using place = await openConfigured();
    expect(seen(await place.run(["apply", "--yes"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  done
        - disable  2  Hourly leads    enabled → disabled  done
        - disable  3  stg-orders      enabled → disabled  done

      Applied: 3 done, 0 failed.
      "
    `);
    expect(place.writes().toSorted()).toEqual([
      "POST /v1/workspaces/7/integrations/1/schedule/enable",
      "POST /v1/workspaces/7/integrations/2/schedule/disable",
      "POST /v1/workspaces/7/integrations/3/schedule/disable",
    ]);
    expect(await planned(place, "--detailed-exitcode")).toEqual([]);
    expect(seen(await place.run(["apply", "--yes"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged

      Plan: nothing to change, 4 unchanged, 0 skipped, 0 problems, 3 unmanaged.
      "
    `);
  });

  test("as JSON: a result for each change", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { integration: 3, method: "POST" }, fault: { type: "status", status: 404 } });
    const { changes, exitCode } = printed(await place.run(["apply", "--yes", "--format", "json"]));
    expect(exitCode).toBe(3);
    expect(changes).toMatchObject([
      { integrationId: 1, action: "enable", result: "done", error: null },
      { integrationId: 2, action: "disable", result: "done", error: null },
      { integrationId: 3, action: "disable", result: "failed", error: { code: "not-found", status: 404, attempts: 1 } },
    ]);
  });

  test("--read-only: 4, no write; without changes it does not stop the run", async ({ expect }) => {
    await using place = await openConfigured();
    expect(seen(await place.run(["apply", "--yes", "--read-only"]))).toMatchInlineSnapshot(`
      "error: --read-only: 3 changes not applied, nothing was written
        Leave --read-only out to apply.
      exit code 4
      "
    `);
    expect(place.writes()).toEqual([]);
    expect((await place.run(["apply", "--yes", "--read-only", "--select", "id:4"])).code).toBe(0);
  });

  test("without a terminal and without --yes: 5 before anything is read, even if nothing is to change", async ({
    expect,
  }) => {
    await using place = await openConfigured();
    expect((await place.run(["apply", "--select", "id:4"], { input: "y\n" })).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("`unmanaged: fail` is a guard: 4, no write", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config.replace("name: Production", "unmanaged: fail"));
    const plan = await place.run(["plan"]);
    expect(seen(plan)).toMatchInlineSnapshot(`
      "Workspace 7  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  owner ana      skyvia.yaml:8:19
        - disable  2  Hourly leads    enabled → disabled  replaced by 1  skyvia.yaml:12:19
        - disable  3  stg-orders      enabled → disabled  match "stg-*"  skyvia.yaml:15:19

      Plan: 1 to enable, 2 to disable, 1 unchanged, 0 skipped, 1 problem, 3 unmanaged; blocked: an apply would write nothing (unmanaged-not-allowed).
      skyvia.yaml:3:9: error: 3 integrations of workspace 7 are unmanaged: 5, 6, 8
        Add an entry for each, or set \`unmanaged: report\`.
      exit code 4
      "
    `);
    expect(printed(await place.run(["apply", "--yes", "--format", "json"])).exitCode).toBe(4);
    expect(place.writes()).toEqual([]);
  });
});

describe.concurrent("a saved plan", () => {
  test("can be read only by its owner, and is applied without the files", async ({ expect }) => {
    await using place = await openConfigured();
    const plan = await place.run(["plan", "--out", "plan.json", "--detailed-exitcode"]);
    expect([plan.code, plan.stderr]).toEqual([
      2,
      "saved to plan.json: apply it with `skyvia-schedules apply plan.json`\n",
    ]);
    expect(statSync(join(place.folder, "plan.json")).mode & 0o777).toBe(0o600);
    expect(place.read("plan.json")).not.toContain(canary);
    place.write("skyvia.yaml", "");
    expect(seen(await place.run(["apply", "plan.json", "--yes"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  done
        - disable  2  Hourly leads    enabled → disabled  done
        - disable  3  stg-orders      enabled → disabled  done

      Applied: 3 done, 0 failed.
      "
    `);
    expect(place.writes()).toHaveLength(3);
  });

  test("stale: refused as a whole, before any write, with the old and the new state; or skipped", async ({
    expect,
  }) => {
    await using place = await openConfigured();
    await place.run(["plan", "--out", "plan.json"]);
    place.emulator.world.undefineSchedule(7, 1);
    expect(seen(await place.run(["apply", "plan.json", "--yes"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  stale
            integration 1 was disabled when planned, and is undefined now
            Plan again.
        - disable  2  Hourly leads    enabled → disabled  not-started
        - disable  3  stg-orders      enabled → disabled  not-started

      Applied: 0 done, 1 stale, 0 failed, 2 not started.
      error: the plan is stale, nothing was written:
        integration 1 was disabled when planned, and is undefined now
        Plan again, or pass --skip-stale to apply the other changes.
      exit code 4
      "
    `);
    const json = printed(await place.run(["apply", "plan.json", "--yes", "--format", "json"]));
    expect(json).toMatchObject({ exitCode: 4, error: { code: "stale" } });
    expect(place.writes()).toEqual([]);
    expect(seen(await place.run(["apply", "plan.json", "--yes", "--skip-stale"]))).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  stale
            integration 1 was disabled when planned, and is undefined now
            Plan again.
        - disable  2  Hourly leads    enabled → disabled  done
        - disable  3  stg-orders      enabled → disabled  done

      Applied: 2 done, 1 stale, 0 failed.
      skyvia.yaml:8:19: error: integration 1 was disabled when planned, and is undefined now
      exit code 3
      "
    `);
    expect(place.writes()).toHaveLength(2);
  });

  test("a schedule that already has its state does not stop it, nor do comments in the files", async ({ expect }) => {
    await using place = await openConfigured();
    await place.run(["plan", "--out", "plan.json", "--expires", "1h"]);
    place.emulator.world.enable(7, 1);
    place.write("skyvia.yaml", `# moved down\n${config}`);
    const ended = printed(await place.run(["apply", "plan.json", "--yes", "-f", "skyvia.yaml", "--format", "json"]));
    expect(ended.changes.map(({ result }) => result)).toEqual(["unchanged", "done", "done"]);
    expect(ended.exitCode).toBe(0);
  });
});

describe.concurrent("import", () => {
  test("to stdout; the plan after it is empty", async ({ expect }) => {
    await using place = await openPlace();
    const imported = await place.run(["import", "-w", "Production", "-w", "9"]);
    expect(seen(imported).replace(/@[\d.]+\//, "@THIS/")).toMatchInlineSnapshot(`
      "# yaml-language-server: $schema=https://unpkg.com/skyvia-schedules@THIS/schema.json
      version: 1
      workspaces:
        - id: 7
          name: Production
          integrations:
            - id: 1
              name: Nightly orders
              schedule: disabled
            - id: 2
              name: Hourly leads
              schedule: enabled
            - id: 3
              name: stg-orders
              schedule: enabled
            - id: 4
              name: stg-leads
              schedule: disabled
            # 5 By hand: no schedule is defined, left out
            - id: 6
              name: Twin
              schedule: enabled
            - id: 8
              name: Twin
              schedule: enabled
        - id: 9
          integrations:
            - id: 1
              name: Trial
              schedule: enabled
      "
    `);
    place.write("skyvia.yaml", imported.stdout);
    expect(await planned(place, "--detailed-exitcode")).toEqual([]);
    expect(printed(await place.run(["import", "-w", "Production", "-w", "9", "--format", "json"]))).toMatchObject({
      data: { yaml: imported.stdout },
    });
    expect(place.writes()).toEqual([]);
  });

  test("--out writes a new file, --merge adds new integrations and keeps the rest byte for byte", async ({
    expect,
  }) => {
    await using place = await openPlace();
    expect(seen(await place.run(["import", "-w", "9", "--out", "new.yaml"]))).toMatchInlineSnapshot(`
      "Wrote 1 entry to new.yaml.
      "
    `);
    place.write("skyvia.yaml", `# ours\n${config}# the end\n`);
    const merge = ["import", "-w", "7", "--out", "skyvia.yaml", "--merge"];
    expect(seen(await place.run(merge))).toMatchInlineSnapshot(`
      "Added 2 entries to skyvia.yaml.
      "
    `);
    expect(place.read("skyvia.yaml")).toMatchInlineSnapshot(`
      "# ours
      version: 1
      workspaces:
        - id: 7
          name: Production
          integrations:
            - id: 1
              name: Nightly orders
              schedule: enabled
              owner: ana
              tags: [finance]
            - name: Hourly leads
              schedule: disabled
              reason: replaced by 1
            - match: "stg-*"
              schedule: disabled
            - id: 6
              name: Twin
              schedule: enabled
            - id: 8
              name: Twin
              schedule: enabled
      # the end
      "
    `);
    const merged = place.read("skyvia.yaml");
    expect(printed(await place.run([...merge, "--format", "json"]))).toMatchObject({ data: { added: 0 } });
    expect(place.read("skyvia.yaml")).toBe(merged);
    expect(place.files()).toEqual(["new.yaml", "skyvia.yaml"]);
  });

  test("--merge into an invalid file: reported with its place, and the file is kept", async ({ expect }) => {
    await using place = await openPlace();
    const broken = config.replace("schedule: enabled", "schedule: on");
    place.write("skyvia.yaml", broken);
    expect(seen(await place.run(["import", "-w", "7", "--out", "skyvia.yaml", "--merge"]))).toMatchInlineSnapshot(`
      "skyvia.yaml:8:19: error: a schedule is \`enabled\` or \`disabled\`, not \`on\`
        Write \`schedule: enabled\`.
      exit code 5
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(broken);
  });

  test("a file that the system refuses to write: 1, and no partial file", async ({ expect }) => {
    await using place = await openPlace();
    const out = `${"x".repeat(260)}.yaml`; // longer than a file system allows
    expect(seen(await place.run(["import", "-w", "9", "--out", out])).replaceAll(out, "x.yaml")).toMatchInlineSnapshot(`
      "error: x.yaml could not be written (ENAMETOOLONG)
        Correct the path or the disk, then run again.
      exit code 1
      "
    `);
    expect(place.files()).toEqual([]);
  });

  test("a failure in the middle leaves no file", async ({ expect }) => {
    await using place = await openPlace();
    place.emulator.addFault({
      match: { operation: "getSchedule", integration: 4 },
      fault: { type: "status", status: 400 },
    });
    const ended = await place.run(["import", "-w", "7", "--out", "new.yaml"]);
    expect([ended.code, ended.stdout, place.files()]).toEqual([1, "", []]);
  });
});

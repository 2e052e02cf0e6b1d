import { statSync } from "node:fs";
import { join } from "node:path";
import type { Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { sealJson } from "../../packages/cli/src/files/sealed-json.ts";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const freeze = ["freeze", "-w", "7", "--snapshot", "frozen.json", "--reason", "migration", "--yes"] as const;
const thaw = ["thaw", "--snapshot", "frozen.json", "--yes"] as const;

/** The states of workspace 7 by id, without a file: from its import. */
async function states(place: Place): Promise<string> {
  return (await place.run(["import", "-w", "7"])).stdout;
}

function results(run: Parameters<typeof printed>[0]): string[] {
  return printed(run).changes.map((change) => {
    const { integrationId, action, result } = change as unknown as Record<
      "integrationId" | "action" | "result",
      string
    >;
    return `${integrationId} ${action} ${result}`;
  });
}

describe.concurrent("freeze and thaw", () => {
  test("restore exactly the earlier states, with files or without, and say what they did", async ({ expect }) => {
    await using place = await openPlace();
    const before = await states(place);
    expect((await place.run(freeze)).stdout).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  2  Hourly leads  enabled → disabled  done
        - disable  3  stg-orders    enabled → disabled  done
        - disable  6  Twin          enabled → disabled  done
        - disable  8  Twin          enabled → disabled  done

      Applied: 4 done, 0 failed.
      The earlier states are in frozen.json. Restore them with \`skyvia-schedules thaw --snapshot frozen.json\`.
      The next \`apply\` enables the schedules that its files ask for. Name the files with -f to write the freeze into them.
      "
    `);
    expect(await states(place)).not.toContain("enabled");
    expect((await place.run(thaw)).code).toBe(0);
    expect(await states(place)).toBe(before);
  });

  test("only its owner can read the snapshot, which has states, reason and owner", async ({ expect }) => {
    await using place = await openPlace();
    await place.run([...freeze, "--owner", "ana", "--select", "name:stg-*", "--select", "id:5"]);
    expect(statSync(join(place.folder, "frozen.json")).mode & 0o777).toBe(0o600);
    expect(JSON.parse(place.read("frozen.json"))).toMatchObject({
      formatVersion: 1,
      baseUrl: place.emulator.url,
      workspaceId: 7,
      select: ["name:stg-*", "id:5"],
      reason: "migration",
      owner: "ana",
      integrations: [
        { integrationId: 3, name: "stg-orders", before: "enabled" },
        { integrationId: 4, name: "stg-leads", before: "disabled" },
        { integrationId: 5, name: "By hand", before: "undefined" },
      ],
      digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(place.files()).toEqual(["frozen.json"]);
  });

  test("freeze again with the same snapshot disables schedules that were enabled meanwhile, and adds nothing", async ({
    expect,
  }) => {
    await using place = await openPlace();
    await place.run(freeze);
    const taken = place.read("frozen.json");
    await place.run(["enable", "2", "-w", "7"]);
    await place.run(["enable", "4", "-w", "7"]);
    const again = await place.run([...freeze, "--format", "json"]);
    expect([again.code, results(again)]).toEqual([
      0,
      ["2 disable done", "3 disable unchanged", "6 disable unchanged", "8 disable unchanged"],
    ]);
    expect(place.read("frozen.json")).toBe(taken);
  });

  test("a schedule that somebody disables between the read and the write of the freeze stays off in a thaw", async ({
    expect,
  }) => {
    await using place = await openPlace();
    const { world } = place.emulator;
    /** The first id is for the file of the snapshot: everything was read, and the freeze was confirmed. */
    const newId = (): string => {
      if (world.schedule(7, 3) === "enabled") world.disable(7, 3);
      return "id";
    };
    const frozen = await place.run([...freeze, "--format", "json"], { newId });
    expect([frozen.code, results(frozen)]).toEqual([
      0,
      ["2 disable done", "3 disable unchanged", "6 disable done", "8 disable done"],
    ]);
    expect((await place.run(thaw)).code).toBe(0);
    expect([2, 3, 6].map((id) => world.schedule(7, id))).toEqual(["enabled", "disabled", "enabled"]);
  });

  test("freeze again reports a lost schedule as undefined, and leaves out deleted integrations", async ({ expect }) => {
    await using place = await openPlace();
    await place.run(freeze);
    place.emulator.world.undefineSchedule(7, 2);
    place.emulator.world.delete(7, 3);
    const again = await place.run([...freeze, "--format", "json"]);
    expect(again.code).toBe(0);
    expect(printed(again).changes).toMatchObject([
      { before: "undefined" },
      { before: "disabled" },
      { before: "disabled" },
    ]);
    expect(results(again)).toEqual(["2 disable unchanged", "6 disable unchanged", "8 disable unchanged"]);
    const thawed = await place.run([...thaw, "--format", "json"]);
    expect(thawed.code).toBe(3); // a deleted integration, or one without a schedule, cannot be restored
    expect(results(thawed)).toContain("3 enable conflict");
    expect((await place.run([...thaw, "--theirs", "2,3"])).code).toBe(0);
  });

  test("a schedule that people changed is a conflict, until --ours or --theirs decides it", async ({ expect }) => {
    await using place = await openPlace();
    await place.run(freeze);
    await place.run(["enable", "1", "-w", "7"]);
    await place.run(["enable", "4", "-w", "7"]);
    const first = await place.run([...thaw, "--format", "json"]);
    expect(first.code).toBe(3);
    expect(results(first)).toContain("1 disable conflict");
    expect(first.stderr).toContain("integration 1 was disabled, and somebody enabled it since");
    const before = place.writes().length;
    const second = await place.run([...thaw, "--format", "json"]);
    expect([second.code, place.writes().length]).toEqual([3, before]); // also if nothing was written
    const third = await place.run([...thaw, "--ours", "1", "--theirs", "all", "--format", "json"]);
    expect([third.code, place.writes().slice(before)]).toEqual([
      0,
      ["POST /v1/workspaces/7/integrations/1/schedule/disable"],
    ]);
  });

  test("a thaw without an open conflict marks the snapshot: the next thaw writes nothing, and no freeze uses it", async ({
    expect,
  }) => {
    await using place = await openPlace();
    await place.run(freeze);
    await place.run(thaw);
    expect(JSON.parse(place.read("frozen.json"))).toHaveProperty("thawedAt");
    const requests = place.emulator.requests().length;
    const again = await place.run(thaw);
    expect([again.code, again.stdout]).toEqual([
      0,
      expect.stringMatching(/^Applied: nothing to change\.\nfrozen\.json was thawed at \d{4}-.*Z\.\n$/),
    ]);
    expect(await place.run(freeze)).toMatchObject({ code: 5, stderr: expect.stringContaining("was thawed at") });
    expect(place.emulator.requests()).toHaveLength(requests);
  });

  test("both write the ledger, and respect a given limit", async ({ expect }) => {
    await using place = await openPlace();
    const blocked = await place.run([...freeze, "--max-disable", "3"]);
    expect([blocked.code, place.writes(), place.files()]).toEqual([4, [], []]);
    expect(blocked.stderr).toContain("would disable 4 of 7 (57 %), the limit is 3");
    await place.run([...freeze, "--ledger", "ledger.jsonl"]);
    await place.run([...thaw, "--ledger", "ledger.jsonl", "--reason", "done"]);
    const lines = place.read("ledger.jsonl").trimEnd().split("\n");
    const intents = lines
      .map((line) => JSON.parse(line) as Record<string, string>)
      .filter(({ event }) => event === "intent");
    expect(intents.map(({ command, after, reason }) => `${command} ${after} ${reason}`)).toEqual([
      ...Array.from({ length: 4 }, () => "freeze disabled migration"),
      ...Array.from({ length: 4 }, () => "thaw enabled done"),
    ]);
  });

  test("--read-only and a missing confirmation write nothing, and leave no snapshot", async ({ expect }) => {
    await using place = await openPlace();
    expect((await place.run([...freeze, "--read-only"])).code).toBe(4);
    expect((await place.run(freeze.slice(0, -1))).code).toBe(5);
    expect([place.writes(), place.files()]).toEqual([[], []]);
  });
});

/** A snapshot with a variable and a matching digest. */
function withVariable(text: string, tokenFrom: string): string {
  const { digest: _, ...rest } = JSON.parse(text) as { digest: string };
  return sealJson({ ...rest, tokenFrom });
}

describe.concurrent("a snapshot is refused, with exit code 5, no request, and kept as it is", () => {
  const taken = async (): Promise<Place> => {
    const place = await openPlace();
    await place.run(freeze);
    place.emulator.clearRequests();
    return place;
  };
  const edit = (place: Place, change: (text: string) => string): void => {
    place.write("frozen.json", change(place.read("frozen.json")));
  };
  test.for<{ title: string; prepare?: (place: Place) => void; args: readonly string[]; says: string }>([
    {
      title: "cut short",
      prepare: (place) => edit(place, (text) => text.slice(0, 200)),
      args: thaw,
      says: "it is not complete JSON",
    },
    {
      title: "edited",
      prepare: (place) => edit(place, (text) => text.replace("enabled", "disabled")),
      args: thaw,
      says: "its digest does not match",
    },
    {
      title: "of another version",
      prepare: (place) => edit(place, (text) => text.replace('"formatVersion": 1', '"formatVersion": 2')),
      args: thaw,
      says: "format version 2",
    },
    {
      title: "a plan",
      prepare: (place) => place.write("frozen.json", '{"formatVersion":1}'),
      args: thaw,
      says: "must have required property",
    },
    ...["GITHUB_TOKEN", "SKYVIA_TOKEN", "SKYVIA_TOKEN_FILE", "SKYVIA_TOKEN_WEST_FILE", "SKYVIA_TOKEN_west"].map(
      (variable) => ({
        title: `with a variable that no token may have (${variable})`,
        prepare: (place: Place) => edit(place, (text) => withVariable(text, variable)),
        args: thaw,
        says: "frozen.json is refused: /tokenFrom must match pattern",
      }),
    ),
    { title: "missing", args: ["thaw", "--snapshot", "other.json", "--yes"], says: "cannot be read (ENOENT)" },
    { title: "of another workspace", args: [...thaw, "-w", "9"], says: "is of workspace 7, not of workspace 9" },
    {
      title: "of another API",
      args: [...thaw, "--base-url", "http://127.0.0.1:1"],
      says: "and this run is for http://127.0.0.1:1",
    },
    {
      title: "with an id that it does not have",
      args: [...thaw, "--ours", "99"],
      says: "the snapshot frozen.json has no integration 99",
    },
    {
      title: "with an id in both flags",
      args: [...thaw, "--ours", "1", "--theirs", "2,1"],
      says: "--ours and --theirs both name 1",
    },
    {
      title: "of a freeze of something else",
      args: [...freeze, "--select", "id:1"],
      says: "it belongs to a freeze of the whole workspace",
    },
    { title: "a folder", args: ["thaw", "--snapshot", ".", "--yes"], says: "cannot be read (EISDIR)" },
    { title: "without a reason", args: ["freeze", "-w", "7", "--snapshot", "new.json", "--yes"], says: "--reason" },
    {
      title: "in a folder that is not there",
      args: ["freeze", "-w", "7", "--snapshot", "no/new.json", "--reason", "x", "--yes"],
      says: "the folder no does not exist",
    },
    {
      title: "selected by tag",
      args: [...freeze, "--select", "tag:x"],
      says: "freeze looks at the live workspace, which has no tags",
    },
  ])("$title", async ({ prepare, args, says }, { expect }) => {
    await using place = await taken();
    prepare?.(place);
    const before = place.read("frozen.json");
    const { code, stderr } = await place.run(args);
    expect([code, stderr]).toEqual([5, expect.stringContaining(says)]);
    expect([place.emulator.requests(), place.read("frozen.json")]).toEqual([[], before]);
  });
});

const thirty: Seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: Array.from({ length: 30 }, (_, n) => ({
        id: n + 1,
        name: `I${n + 1}`,
        schedule: n % 3 === 0 ? ("disabled" as const) : ("enabled" as const),
      })),
    },
  ],
};

test(
  "killed at any point, a freeze can be resumed and a thaw repeated: the live state ends exactly as it was",
  { timeout: 60_000 },
  async ({ expect }) => {
    for (const [inFreeze, inThaw] of [
      [0, 19],
      [11, 1],
    ] as const) {
      await using place = await openPlace({ seed: thirty });
      const before = await states(place);
      place.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 5 } });
      const killed = async (args: readonly string[], writes: number): Promise<void> => {
        const start = place.writes().length;
        const running = place.start(args);
        const isUnderWay = (): boolean =>
          place.files().includes("frozen.json") && place.writes().length - start >= writes;
        while (!isUnderWay()) {
          await new Promise((resolve) => setTimeout(resolve, 1));
        }
        running.child.kill("SIGKILL");
        await running.ended;
      };
      await killed(freeze, inFreeze);
      expect((await place.run(freeze)).code).toBe(0);
      expect(await states(place)).not.toContain("enabled");
      await killed(thaw, inThaw);
      expect((await place.run(thaw)).code).toBe(0);
      expect(await states(place)).toBe(before);
    }
  },
);

const files = `version: 1
workspaces:
  - id: 7
    integrations:
      - { id: 1, schedule: enabled }
      - { id: 2, schedule: enabled }
      - { id: 3, schedule: disabled }
      - { id: 6, schedule: enabled, mode: observe }
`;
const until = ["-f", "skyvia.yaml", "--until", "2026-12-01T06:00:00Z"];
const at = { now: () => Date.parse("2026-11-26T08:00:00.250Z") };

describe.concurrent("freeze -f", () => {
  test("adds the freeze to the file, and lists the schedules that apply would otherwise enable: apply leaves all off until the end", async ({
    expect,
  }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", files);
    const ended = await place.run([...freeze, ...until, "--owner", "ana"], at);
    expect(ended.stdout).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  2  Hourly leads  enabled → disabled  done
        - disable  3  stg-orders    enabled → disabled  done
        - disable  6  Twin          enabled → disabled  done
        - disable  8  Twin          enabled → disabled  done

      Applied: 4 done, 0 failed.
      The earlier states are in frozen.json. Restore them with \`skyvia-schedules thaw --snapshot frozen.json\`.
      The freeze "freeze 7 2026-11-26T08:00:00.250Z" is in skyvia.yaml, until 2026-12-01T06:00:00Z. Commit the file. If you thaw before then, delete the freeze from it first.
      Without it \`apply\` would enable: 1 Nightly orders, 2 Hourly leads.
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(`${files}freezes:
  - name: freeze 7 2026-11-26T08:00:00.250Z
    workspace: 7
    from: 2026-11-26T08:00:00Z
    until: 2026-12-01T06:00:00Z
    reason: migration
    owner: ana
`);
    const writes = place.writes().length;
    expect((await place.run(["apply", "--yes"], at)).code).toBe(0);
    expect(place.writes()).toHaveLength(writes);
    const later = { now: () => Date.parse("2026-12-01T06:00:00Z") };
    expect((await place.run(["apply", "--yes"], later)).code).toBe(0);
    expect([1, 2, 3, 6].map((id) => place.emulator.world.schedule(7, id))).toEqual([
      "enabled",
      "enabled",
      "disabled",
      "disabled",
    ]);
  });

  test("data has the freeze, its file, and the schedules that apply would enable without it and despite it", async ({
    expect,
  }) => {
    await using place = await openPlace();
    place.write(
      "holds.yaml",
      `version: 1\nholds:\n  - workspace: 7\n    select: { id: 2 }\n    schedule: enabled\n    until: 2026-11-27T00:00:00Z\n    reason: x\n    owner: ana\n    overrides: freeze\n`,
    );
    place.write("skyvia.yaml", files);
    const line = [
      ...freeze,
      ...until,
      "-f",
      "holds.yaml",
      "--name",
      "move",
      "--select",
      "id:2",
      "--select",
      "name:Nightly *",
    ];
    const { data } = printed(await place.run([...line, "--format", "json"], at));
    expect(data).toEqual({
      file: "skyvia.yaml",
      freeze: {
        name: "move",
        workspace: 7,
        select: { id: [1, 2] },
        from: "2026-11-26T08:00:00Z",
        until: "2026-12-01T06:00:00Z",
        reason: "migration",
        owner: "tester",
      },
      wouldEnable: [
        {
          workspaceId: 7,
          integrationId: 1,
          name: "Nightly orders",
          source: { file: "skyvia.yaml", line: 5, column: 28 },
        },
        { workspaceId: 7, integrationId: 2, name: "Hourly leads", source: { file: "holds.yaml", line: 3, column: 5 } },
      ],
      stillEnables: [
        { workspaceId: 7, integrationId: 2, name: "Hourly leads", source: { file: "holds.yaml", line: 3, column: 5 } },
      ],
    });
    expect(place.read("skyvia.yaml")).toContain("    select: { id: [1, 2] }\n");
  });

  test("a selection by names stays one by names in the file", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", files);
    const line = [...freeze, ...until, "--select", "name:stg-*", "--select", "name:Twin"];
    expect((await place.run(line, at)).code).toBe(0);
    expect(place.read("skyvia.yaml")).toContain('    select: { match: ["stg-*", "Twin"] }\n');
  });

  test("again with the same snapshot and end: the file keeps its one freeze; another end is 5", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", files);
    await place.run([...freeze, ...until], at);
    const once = place.read("skyvia.yaml");
    await place.run(["enable", "2", "-w", "7"]);
    const later = { now: () => at.now() + 60_000 };
    const again = await place.run([...freeze, ...until, "--format", "json"], later);
    expect([again.code, results(again)[0], place.read("skyvia.yaml")]).toEqual([0, "2 disable done", once]);
    const other = await place.run([...freeze, ...until.with(3, "2026-12-02T06:00:00Z")], later);
    expect([other.code, other.stderr]).toEqual([5, expect.stringContaining("skyvia.yaml:10:5")]);
  });

  test.for<[string, readonly string[], string]>([
    ["-f without --until", ["-f", "skyvia.yaml"], "-f needs --until"],
    ["--until without -f", ["--until", "2026-12-01T06:00:00Z"], "--until needs -f"],
    ["--until in the past", ["-f", "skyvia.yaml", "--until", "2026-11-26T08:00:00Z"], "is in the past"],
    ["a local --until", ["-f", "skyvia.yaml", "--until", "2026-12-01T06:00:00"], "an instant such as"],
    ["stdin", ["-f", "-", "--until", "2026-12-01T06:00:00Z"], "stream"],
    ["a broken file", ["-f", "broken.yaml", "--until", "2026-12-01T06:00:00Z"], "broken.yaml:1:"],
    ["a workspace that no file lists", [...until, "-w", "9"], "no file lists this workspace"],
    ["a name that another freeze has", ["-f", "named.yaml", ...until, "--name", "close"], "named.yaml:3:5"],
  ])("%s is 5: no call, no snapshot, no freeze", async ([, flags, message], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", files);
    place.write("broken.yaml", "version: 2\n");
    place.write(
      "named.yaml",
      "version: 1\nfreezes:\n  - name: close\n    from: 2026-11-01T00:00:00Z\n    until: 2026-11-02T00:00:00Z\n",
    );
    const line = flags.includes("-w") ? ["freeze", ...freeze.slice(3)] : freeze;
    const ended = await place.run([...line, ...flags], at);
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining(message)]);
    expect([place.emulator.requests(), place.files()]).toEqual([[], ["broken.yaml", "named.yaml", "skyvia.yaml"]]);
    expect(place.read("skyvia.yaml")).toBe(files);
  });

  test("a limit that stops it leaves the file unchanged and writes no snapshot; --name alone is ignored with a note", async ({
    expect,
  }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", files);
    expect((await place.run([...freeze, ...until, "--max-disable", "1"], at)).code).toBe(4);
    expect([place.files(), place.read("skyvia.yaml")]).toEqual([["skyvia.yaml"], files]);
    const named = await place.run([...freeze, "--name", "x"], at);
    expect([named.code, named.stderr]).toEqual([0, expect.stringContaining("--name")]);
  });
});

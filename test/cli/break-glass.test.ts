import { mkdirSync } from "node:fs";
import { describe, test } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

const clock = { SKYVIA_NOW: undefined };
const now = Date.parse("2026-11-26T08:00:00Z");
const at = { now: () => now, env: clock };
const disable = ["disable", "1", "-w", "7", "--for", "4h", "--reason", "INC-4711: duplicates"] as const;
const into = [...disable, "-f", "skyvia.yaml"] as const;

/** The hold of `disable`, as a list item of a file. */
const hold = `holds:
  - workspace: 7
    select: { id: 1 }
    schedule: disabled
    until: 2026-11-26T12:00:00Z
    reason: "INC-4711: duplicates"
    owner: tester
`;

async function applied(text: string = config): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", text);
  await place.run(["apply", "--yes"], at);
  return place;
}

describe.concurrent("disable --for and enable --for", () => {
  test("write the hold into the file, then switch: apply leaves the schedule as it is until the end, and switches it back after that", async ({
    expect,
  }) => {
    await using place = await applied();
    expect(seen(await place.run(into, at))).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  1  Nightly orders  enabled → disabled  done

      Applied: 1 done, 0 failed.
      The hold is in skyvia.yaml, until 2026-11-26T12:00:00Z. Commit the file, so that \`apply\` leaves the schedule disabled until then.
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(`${config}${hold}`);
    const writes = place.writes().length;
    expect((await place.run(["apply", "--yes"], at)).code).toBe(0);
    expect(place.writes()).toHaveLength(writes);
    const later = { ...at, now: () => now + 4 * 3_600_000 };
    expect((await place.run(["apply", "--yes"], later)).code).toBe(0);
    expect(place.emulator.world.schedule(7, 1)).toBe("enabled");
  });

  test("without -f print the hold, to be copied, and have it in data.hold", async ({ expect }) => {
    await using place = await applied();
    expect(seen(await place.run(disable, at))).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  1  enabled → disabled  done

      Applied: 1 done, 0 failed.
      Without -f no file has the hold, and the next \`apply\` ignores it. Add it to a file:

      holds:
        - workspace: 7
          select: { id: 1 }
          schedule: disabled
          until: 2026-11-26T12:00:00Z
          reason: "INC-4711: duplicates"
          owner: tester
      "
    `);
    expect(place.read("skyvia.yaml")).toBe(config);
    const { data } = printed(await place.run([...disable, "--owner", "ana", "--format", "json"], at));
    expect(data).toEqual({
      file: null,
      hold: {
        workspace: 7,
        select: { id: 1 },
        schedule: "disabled",
        until: "2026-11-26T12:00:00Z",
        reason: "INC-4711: duplicates",
        owner: "ana",
      },
    });
  });

  test("--until says the end itself, to the second", async ({ expect }) => {
    await using place = await applied();
    const until = ["enable", "4", "-w", "7", "--until", "2026-11-26T13:00:00.900+01:00", "--reason", "x"];
    expect((await place.run([...until, "-f", "skyvia.yaml"], at)).code).toBe(0);
    expect(place.read("skyvia.yaml")).toContain("    schedule: enabled\n    until: 2026-11-26T12:00:00Z\n");
    expect(place.emulator.world.schedule(7, 4)).toBe("enabled");
  });

  test.for<[string, readonly string[], string]>([
    [
      "--for and --until together",
      ["--for", "4h", "--until", "2026-11-27T00:00:00Z", "--reason", "x"],
      "both say when",
    ],
    ["a duration of 0", ["--for", "0", "--reason", "x"], "a duration such as"],
    ["a negative duration", ["--for", "-1h", "--reason", "x"], "--for"],
    ["a negative duration in one word", ["--for=-1h", "--reason", "x"], "a duration such as"],
    ["a duration without a unit", ["--for", "4", "--reason", "x"], "a duration such as"],
    ["a duration over the longest hold", ["--for", "400d", "--reason", "x"], "a hold may last 30d"],
    ["an end over the longest hold", ["--until", "2027-11-26T00:00:00Z", "--reason", "x"], "a hold may last 30d"],
    ["an end in the past", ["--until", "2026-11-26T07:59:59Z", "--reason", "x"], "is in the past"],
    ["an end that is now", ["--until", "2026-11-26T08:00:00Z", "--reason", "x"], "is in the past"],
    ["an end without an offset", ["--until", "2026-11-27T00:00:00", "--reason", "x"], "an instant such as"],
    ["no reason", ["--for", "4h"], "--for needs --reason"],
    ["stdin as the file", ["--for", "4h", "--reason", "x", "-f", "-"], "stream"],
    ["a file that does not exist", ["--for", "4h", "--reason", "x", "-f", "none.yaml"], "none.yaml"],
    ["-f without an end", ["-f", "skyvia.yaml"], "-f needs --for or --until"],
    ["--owner without an end", ["--owner", "ana"], "--owner needs --for or --until"],
  ])("%s is 5, and nothing is sent or written", async ([, flags, message], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const ended = await place.run(["disable", "2", "-w", "7", ...flags], at);
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining(message)]);
    expect([place.emulator.requests(), place.read("skyvia.yaml")]).toEqual([[], config]);
  });

  test("a longer --max-hold allows a longer hold", async ({ expect }) => {
    await using place = await applied();
    const long = ["disable", "1", "-w", "7", "--for", "400d", "--max-hold", "500d", "--reason", "x"];
    expect((await place.run([...long, "-f", "skyvia.yaml"], at)).code).toBe(0);
    expect(place.read("skyvia.yaml")).toContain("until: 2027-12-31T08:00:00Z");
  });

  test("an active hold on just that id is replaced, wherever it is", async ({ expect }) => {
    const other = hold.replace("until: 2026-11-26T12", "until: 2026-11-26T09").replace("tester", "ana");
    await using place = await applied(`${config}${other}`);
    place.write("more.yaml", `version: 1\n${other.replace(/reason: .*/, "reason: the same")}# the end\n`);
    const both = ["-f", "skyvia.yaml", "-f", "more.yaml"];
    const ended = await place.run([...disable, ...both], at);
    expect(ended.stdout.replaceAll(/\s+/g, " ")).toContain("in place of the one at skyvia.yaml:17:5, more.yaml:3:5");
    expect([ended.code, place.read("skyvia.yaml"), place.read("more.yaml")]).toEqual([
      0,
      `${config}${hold}`,
      expect.stringMatching(/^version: 1\n(?!.*the same)[^]*# the end\n$/),
    ]);
    expect((await place.run(["enable", "1", "-w", "7", "--for", "1h", "--reason", "x", ...both], at)).code).toBe(0);
    expect(place.read("skyvia.yaml")).not.toContain("4711"); // it asked for the other state, and was replaced
    expect((await place.run(["validate", ...both], at)).code).toBe(0);
  });

  test.for<[string, string]>([
    ["by name", "select: { name: Nightly orders }"],
    ["by the tag of its entry", "select: { tag: finance }"],
    ["by a glob that only the live name shows", 'select: { match: "Night*" }'],
    ["by several ids", "select: { id: [1, 2] }"],
    ["by id, and begins before the new one ends", "select: { id: 1 }\n    from: 2026-11-26T11:59:59Z"],
  ])(
    "another hold that selects it %s and disagrees is 5 at its place, and nothing is switched",
    async ([, select], { expect }) => {
      const other = hold.replace("select: { id: 1 }", select).replace("disabled", "enabled");
      const text = `${config}${other.replace("T12:00:00Z", "T13:00:00Z")}`;
      await using place = await applied(text);
      const writes = place.writes();
      const ended = await place.run([...into, "--format", "json"], at);
      const { problems, exitCode } = printed(ended);
      expect([exitCode, problems.map(({ code, source }) => [code, source?.line])]).toEqual([
        5,
        [["holds-overlap", 17]],
      ]);
      expect([place.writes(), place.read("skyvia.yaml")]).toEqual([writes, text]);
    },
  );

  test.for<[string, string]>([
    ["is over", "until: 2026-11-26T07:00:00Z"],
    ["begins when the new one ends", "from: 2026-11-26T12:00:00Z\n    until: 2026-11-26T13:00:00Z"],
  ])("a hold for the other state that %s stays", async ([, times], { expect }) => {
    const other = hold.replace("disabled", "enabled").replace(/until: .*/, times);
    await using place = await applied(`${config}${other}`);
    expect((await place.run(into, at)).code).toBe(0);
    expect(place.read("skyvia.yaml")).toBe(`${config}${other}${hold.replace("holds:\n", "")}`);
  });

  test("an integration that no entry covers is hold-selects-nothing, 1, and nothing is switched", async ({
    expect,
  }) => {
    await using place = await applied();
    const before = place.writes();
    const line = ["disable", "6", "-w", "7", "--for", "4h", "--reason", "x", "-f", "skyvia.yaml", "--format", "json"];
    const { exitCode, problems } = printed(await place.run(line, at));
    expect([exitCode, problems.map(({ code }) => code)]).toEqual([1, ["hold-selects-nothing"]]);
    expect([place.writes(), place.read("skyvia.yaml")]).toEqual([before, config]);
    const gone = await place.run(line.with(1, "99"), at);
    expect([gone.code, place.read("skyvia.yaml")]).toEqual([1, config]);
    const elsewhere = await place.run(line.with(3, "9"), at);
    expect([elsewhere.code, elsewhere.stderr]).toEqual([5, expect.stringContaining("no file lists this workspace")]);
  });

  test("a schedule that already has the state: the hold is written, and nothing is sent", async ({ expect }) => {
    await using place = await applied();
    place.emulator.world.disable(7, 1);
    const before = place.writes();
    const ended = await place.run([...into, "--format", "json"], at);
    expect(printed(ended).changes).toMatchObject([{ result: "unchanged" }]);
    expect([ended.code, place.writes(), place.read("skyvia.yaml")]).toEqual([0, before, `${config}${hold}`]);
  });

  test("if the write is refused the hold stays, and the output says so", async ({ expect }) => {
    await using place = await applied();
    place.emulator.addFault({ match: { operation: "disableSchedule" }, fault: { type: "status", status: 409 } });
    const ended = await place.run(into, at);
    expect([ended.code, place.read("skyvia.yaml")]).toEqual([1, `${config}${hold}`]);
    expect(ended.stdout.replaceAll(/\s+/g, " ")).toContain("The file keeps it although the schedule is not disabled");
  });

  test("a schedule that cannot be enabled gets no hold, and --read-only writes neither", async ({ expect }) => {
    const text = `${config}      - id: 5\n        schedule: disabled\n`;
    await using place = await applied(text);
    const enable = ["enable", "5", "-w", "7", "--for", "4h", "--reason", "x", "-f", "skyvia.yaml"];
    expect((await place.run(enable, at)).code).toBe(1);
    expect((await place.run([...into, "--read-only"], at)).code).toBe(4);
    expect([place.emulator.world.schedule(7, 1), place.read("skyvia.yaml")]).toEqual(["enabled", text]);
  });

  test("a file that is edited meanwhile is kept, and nothing is switched", async ({ expect }) => {
    await using place = await applied();
    const before = place.writes();
    const edited = { ...at, newId: () => (place.write("skyvia.yaml", `${config}# edited\n`), "id") };
    const ended = await place.run(into, edited);
    expect([ended.code, ended.stderr]).toEqual([1, expect.stringContaining("was changed meanwhile")]);
    expect([place.writes(), place.read("skyvia.yaml")]).toEqual([before, `${config}# edited\n`]);
  });

  test("in a folder, the file with the entry gets the hold", async ({ expect }) => {
    await using place = await openPlace();
    mkdirSync(`${place.folder}/skyvia`);
    place.write(
      "skyvia/a.yaml",
      "version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - { id: 1, schedule: enabled }\n",
    );
    place.write("skyvia/b.yaml", config);
    expect((await place.run([...disable, "-f", "skyvia"], at)).code).toBe(0);
    expect(place.read("skyvia/b.yaml")).toBe(`${config}${hold}`);
    place.write("holds.yaml", "version: 1\nholds: []\n");
    const own = ["enable", "4", "-w", "Production", "--for", "1h", "--reason", "x", "-f", "holds.yaml", "-f", "skyvia"];
    expect((await place.run(own, at)).code).toBe(0);
    expect(place.read("holds.yaml")).toContain("select: ");
  });

  test("enable --for in a freeze says that the freeze stays above the hold", async ({ expect }) => {
    const freeze = "freezes:\n  - name: migration\n    from: 2026-11-26T00:00:00Z\n    until: 2026-11-27T00:00:00Z\n";
    await using place = await applied(`${config}${freeze}`);
    const ended = await place.run(["enable", "1", "-w", "7", "--for", "1h", "--reason", "x", "-f", "skyvia.yaml"], at);
    expect(ended.stdout.replaceAll(/\s+/g, " ")).toContain(
      'The freeze "migration" is above this hold until 2026-11-27',
    );
    expect((await place.run(["apply", "--yes"], at)).code).toBe(0);
    expect(place.emulator.world.schedule(7, 1)).toBe("disabled");
  });

  test("the ledger has the reason, and the hold's owner is the ledger's who", async ({ expect }) => {
    await using place = await applied();
    await place.run([...into, "--ledger", "ledger.jsonl"], at);
    const [intent] = place.read("ledger.jsonl").split("\n");
    expect(JSON.parse(intent ?? "")).toMatchObject({
      command: "disable",
      who: "tester",
      reason: "INC-4711: duplicates",
      name: "Nightly orders",
    });
    const nobody = await place.run(disable, { ...at, userName: () => null });
    expect([nobody.code, nobody.stderr]).toEqual([5, expect.stringContaining("--for needs --owner")]);
  });
});

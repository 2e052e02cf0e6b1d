import { describe, test } from "vitest";
import type { Seed, SeedIntegration } from "@skyvia-schedules/emulator";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

/** Forty enabled schedules in one workspace, three in another one. */
const many: Seed = {
  workspaces: [
    { id: 7, name: "Production", integrations: enabled(40) },
    { id: 8, name: "Small", integrations: enabled(3) },
  ],
};

function enabled(count: number): readonly SeedIntegration[] {
  return Array.from({ length: count }, (_, n) => ({ id: n + 1, name: `I${n + 1}`, schedule: "enabled" as const }));
}

/** A file that disables a number of the first schedules, and manages all. */
function disabling(count: number, { limits = "", workspace = 7, of = 40, extra = "" } = {}): string {
  const entries = Array.from(
    { length: of },
    (_, n) => `      - id: ${n + 1}\n        schedule: ${n < count ? "disabled" : "enabled"}\n${extra}`,
  );
  return `version: 1\nworkspaces:\n  - id: ${workspace}\n${limits}    integrations:\n${entries.join("")}`;
}

async function open(text: string): Promise<Place> {
  const place = await openPlace({ seed: many });
  place.write("skyvia.yaml", text);
  return place;
}

describe.concurrent("a limit of a file above the default", () => {
  const above = "    limits: { disable: 100%, enable: 3 }\n";
  const note =
    "skyvia.yaml:4:24: notice: `disable: 100%` has no effect: the default limit of 10 is lower, and only --max-disable goes above it\n";

  test.for([
    ["plan", ["plan"], 0],
    ["plan with changes pending", ["plan", "--detailed-exitcode"], 2],
    ["validate", ["validate"], 0],
    ["apply", ["apply", "--yes"], 0],
    ["drift --correct", ["drift", "--correct", "--yes"], 0],
  ] as const)("is a notice at its value, and the code is the same: %s", async ([, args, code], { expect }) => {
    await using place = await open(disabling(2, { limits: above }));
    const ended = await place.run(args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(note)]);
    await using other = await open(disabling(2));
    expect((await other.run(args)).code).toBe(code);
  });

  test("is not mentioned where a flag replaces it, or where the verb has no limit", async ({ expect }) => {
    await using place = await open(disabling(2, { limits: above }));
    for (const args of [["plan", "--max-disable", "40"], ["status"], ["calendar"]])
      expect((await place.run(args)).stderr).not.toContain("notice");
  });

  test("is not listed among the problems in JSON", async ({ expect }) => {
    await using place = await open(disabling(2, { limits: above }));
    expect(printed(await place.run(["plan", "--format", "json"]))).toMatchObject({ exitCode: 0, problems: [] });
  });

  test("is not mentioned by validate where a glob decides how many schedules there are", async ({ expect }) => {
    const glob = '      - match: "*"\n        schedule: disabled\n';
    await using place = await open(`${disabling(0, { limits: "    limits: { disable: 30 }\n", of: 0 })}${glob}`);
    expect((await place.run(["validate"])).stderr).toBe("");
    expect((await place.run(["plan"])).stderr).toContain(
      "`disable: 30` has no effect: the default limit of 10 is lower",
    );
  });
});

describe.concurrent("limits", () => {
  const tenPercent = { limits: "    limits: { disable: 10% }\n" };

  test("a plan over the limit reports it in numbers, with its place and its flag, and is not stopped", async ({
    expect,
  }) => {
    await using place = await open(disabling(12, tenPercent));
    const plan = await place.run(["plan", "--out", "plan.json", "--detailed-exitcode"]);
    expect(plan.stdout).toContain(
      "Plan: 0 to enable, 12 to disable, 28 unchanged, 0 skipped, 1 problem, 0 unmanaged; blocked: an apply would write nothing (limit-exceeded).",
    );
    expect(plan.code).toBe(2);
    expect(plan.stderr).toMatchInlineSnapshot(`
      "saved to plan.json. A guard stops it. To allow its changes, apply it with \`skyvia-schedules apply plan.json --max-disable 12\`
      skyvia.yaml:4:24: error: the run would disable 12 of 40 (30 %), the limit is 10 %: pass --max-disable 12 to allow this run
        Look at the changes of workspace 7 first: the flag applies to every workspace of the run.
      "
    `);
    expect((await place.run(["plan"])).code).toBe(0);
    expect(printed(await place.run(["plan", "--format", "json"]))).toMatchObject({
      exitCode: 0,
      summary: { disable: 12, problems: 1 },
      problems: [{ code: "limit-exceeded", source: { file: "skyvia.yaml", line: 4, column: 24 } }],
    });
  });

  test("apply, apply of a plan, and drift --correct are stopped: 4, nothing written; the flag allows it", async ({
    expect,
  }) => {
    await using place = await open(disabling(12, tenPercent));
    await place.run(["plan", "--out", "plan.json"]);
    const message = "the run would disable 12 of 40 (30 %), the limit is 10 %: pass --max-disable 12 to allow this run";
    for (const verb of [["apply"], ["apply", "plan.json"], ["drift", "--correct"]]) {
      const ended = await place.run([...verb, "--yes"]);
      expect([verb, ended.code, ended.stderr]).toEqual([verb, 4, expect.stringContaining(`error: ${message}\n`)]);
      const json = printed(await place.run([...verb, "--yes", "--format", "json"]));
      expect(json).toMatchObject({ exitCode: 4, error: { code: "limit-exceeded", message } });
      expect((await place.run([...verb, "--yes", "--max-disable", "11"])).code).toBe(4);
      expect((await place.run([...verb, "--yes", "--max-enable", "100%"])).code).toBe(4);
    }
    expect(place.writes()).toEqual([]);
    expect((await place.run(["apply", "plan.json", "--yes", "--max-disable", "30%"])).code).toBe(0);
    expect(place.writes()).toHaveLength(12);
  });

  test("a plan that was made with a flag needs it again when it is applied", async ({ expect }) => {
    await using place = await open(disabling(12));
    expect((await place.run(["plan", "--out", "plan.json", "--max-disable", "12"])).stderr).not.toContain("error");
    const refused = await place.run(["apply", "plan.json", "--yes"]);
    expect([refused.code, refused.stderr]).toEqual([4, expect.stringContaining("(30 %), the limit is 25 %")]);
    expect((await place.run(["apply", "plan.json", "--yes", "--max-disable", "12"])).code).toBe(0);
  });

  test.for<[string, number, number, string, string[], number]>([
    ["the default allows 25 %", 10, 10, "", [], 0],
    ["the default does not allow more", 11, 0, "", [], 4],
    ["a flag may be stricter", 1, 0, "", ["--max-disable", "0"], 4],
    ["a file may not be wider than the default", 11, 0, "    limits: { disable: 100% }\n", [], 4],
    ["a flag replaces both", 11, 11, "    limits: { disable: 0 }\n", ["--max-disable", "50%"], 0],
  ])("%s", async ([, count, written, limits, flags, code], { expect }) => {
    await using place = await open(disabling(count, { limits }));
    expect((await place.run(["apply", "--yes", ...flags])).code).toBe(code);
    expect(place.writes()).toHaveLength(written);
  });

  test("never all of a workspace, unless a flag says so; one over its limit stops all workspaces", async ({
    expect,
  }) => {
    await using place = await open(disabling(1));
    place.write("small.yaml", disabling(3, { workspace: 8, of: 3 }));
    const files = ["-f", "skyvia.yaml", "-f", "small.yaml", "--yes"];
    const stopped = await place.run(["apply", ...files]);
    expect([stopped.code, stopped.stderr, place.writes()]).toEqual([
      4,
      expect.stringContaining("small.yaml:3:9: error: the run would disable 3 of 3 (100 %), the limit is 2"),
      [],
    ]);
    expect((await place.run(["apply", ...files, "--max-disable", "3"])).code).toBe(0);
    expect(place.writes()).toHaveLength(4);
  });

  test("the limit of a narrowed run refers to all managed schedules", async ({ expect }) => {
    await using place = await open(disabling(12));
    const ended = await place.run([
      "apply",
      "--yes",
      ...Array.from({ length: 8 }, (_, n) => ["--select", `id:${n + 1}`]).flat(),
    ]);
    expect(ended.code).toBe(0);
    expect(place.writes()).toHaveLength(8);
  });

  test.for(["-1", "101%", "abc", "2.5%"])("--max-disable=%s is bad usage", async (limit, { expect }) => {
    await using place = await open(disabling(1));
    const ended = await place.run(["apply", "--yes", `--max-disable=${limit}`]);
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining("--max-disable: ")]);
    expect(place.emulator.requests()).toEqual([]);
  });
});

describe.concurrent("protected entries", () => {
  const protecting = disabling(2).replace("schedule: disabled\n", "schedule: disabled\n        protected: true\n");

  test("a plan reports the protection with its place; apply is stopped, and one override lifts one protection", async ({
    expect,
  }) => {
    await using place = await open(protecting);
    const plan = await place.run(["plan", "--out", "plan.json"]);
    expect(plan.code).toBe(0);
    expect(plan.stderr).toMatchInlineSnapshot(`
      "saved to plan.json. A guard stops it. To allow its changes, apply it with \`skyvia-schedules apply plan.json --override protected:1 --reason "..."\`
      skyvia.yaml:7:20: error: integration 1 "I1" is protected, but would be disabled
        Pass \`--override protected:1 --reason "..."\` to allow this one change.
      "
    `);
    for (const verb of [["apply"], ["apply", "plan.json"], ["drift", "--correct"]]) {
      expect(printed(await place.run([...verb, "--yes", "--format", "json"]))).toMatchObject({
        exitCode: 4,
        error: { code: "protected" },
        problems: [{ code: "protected", source: { file: "skyvia.yaml", line: 7, column: 20 } }],
      });
      const other = ["--override", "protected:2", "--reason", "INC-4711"];
      expect((await place.run([...verb, "--yes", ...other])).code).toBe(4);
    }
    expect(place.writes()).toEqual([]);
    const override = ["--override", "protected:1", "--reason", "INC-4711", "--ledger", "ledger.jsonl"];
    expect((await place.run(["apply", "plan.json", "--yes", ...override])).code).toBe(0);
    const lines = place
      .read("ledger.jsonl")
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as object)
      .filter((line) => "event" in line && line.event === "intent");
    expect(lines).toMatchObject([
      { integrationId: 1, override: "protected:1", reason: "INC-4711" },
      { integrationId: 2, override: null, reason: "INC-4711" },
    ]);
  });

  test("an override without a reason is bad usage, and so is one that names nothing", async ({ expect }) => {
    await using place = await open(protecting);
    expect(seen(await place.run(["apply", "--yes", "--override", "protected:1"]))).toMatchInlineSnapshot(`
      "error: --override needs --reason: it goes into the ledger
        Add --reason "...".
      exit code 5
      "
    `);
    expect((await place.run(["apply", "--yes", "--reason", "x", "--override", "all"])).code).toBe(5);
    expect((await place.run(["apply", "--yes", "--reason", "x", "--force"])).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });

  test("overrides can be repeated", async ({ expect }) => {
    await using place = await open(disabling(2).replaceAll("disabled\n", "disabled\n        protected: true\n"));
    const one = ["--override", "protected:1", "--reason", "x"];
    expect((await place.run(["apply", "--yes", ...one])).code).toBe(4);
    expect((await place.run(["apply", "--yes", ...one, "--override", "protected:7/2"])).code).toBe(0);
    expect(place.writes()).toHaveLength(2);
  });

  test("an override does not lift a limit, and a limit's flag does not lift a protection", async ({ expect }) => {
    await using place = await open(protecting);
    const override = ["--override", "protected:1", "--reason", "x"];
    expect((await place.run(["apply", "--yes", ...override, "--max-disable", "1"])).code).toBe(4);
    expect((await place.run(["apply", "--yes", "--max-disable", "100%"])).code).toBe(4);
    expect(place.writes()).toEqual([]);
  });
});

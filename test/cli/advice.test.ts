import type { Seed, SeedIntegration } from "@skyvia-schedules/emulator";
import { describe, expect, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

// Every printed command works when it is typed as it is shown.

const seed: Seed = {
  tokens: { all: { value: "all-scopes", scopes: "all" } },
  workspaces: [
    { id: 7, name: "Production", integrations: enabled(40) },
    { id: 8, name: "Small", integrations: enabled(12) },
  ],
};

function enabled(count: number): readonly SeedIntegration[] {
  return Array.from({ length: count }, (_, n) => ({ id: n + 1, name: `I${n + 1}`, schedule: "enabled" as const }));
}

interface Wanted {
  readonly workspace?: number;
  readonly of?: number;
  readonly disabled: number;
  /** Of all entries. */
  readonly extra?: string;
  readonly schedule?: "disabled" | "enabled";
}

/** A workspace of a file that disables a number of its first schedules. */
function workspaceOf({ workspace = 7, of = 40, disabled, extra = "" }: Wanted): string {
  const entries = Array.from(
    { length: of },
    (_, n) => `      - id: ${n + 1}\n        schedule: ${n < disabled ? "disabled" : "enabled"}\n${extra}`,
  );
  return `  - id: ${workspace}\n    integrations:\n${entries.join("")}`;
}

async function open(...workspaces: readonly Wanted[]): Promise<Place> {
  const place = await openPlace({ seed });
  place.write("skyvia.yaml", `version: 1\nworkspaces:\n${workspaces.map(workspaceOf).join("")}`);
  return place;
}

/** The words of the command line in backquotes, as a POSIX shell reads them. */
function commandIn(text: string): readonly string[] {
  const [, line = ""] = /`skyvia-schedules ([^`]*)`/.exec(text) ?? [];
  return [...line.matchAll(/(?:"([^"]*)"|'([^']*)'|(\S+))/g)].map(([, a, b, c]) => a ?? b ?? c ?? "");
}

describe("the apply command that `plan --out` prints applies the plan", () => {
  const protectedEntry = { extra: "        protected: true\n" };

  test.each<[string, readonly string[], readonly Wanted[], number]>([
    ["a plan within its limits", [], [{ disabled: 3 }], 3],
    ["--max-disable as a count", ["--max-disable", "12"], [{ disabled: 12 }], 12],
    ["--max-disable as a percentage", ["--max-disable=30%"], [{ disabled: 12 }], 12],
    ["over the limit without a flag", [], [{ disabled: 12 }], 12],
    ["over the limit of the flag", ["--max-disable", "2"], [{ disabled: 12 }], 12],
    ["two workspaces over their limits", [], [{ disabled: 12 }, { workspace: 8, of: 12, disabled: 6 }], 18],
    [
      "one over its limit, another with more within its own",
      [],
      [{ disabled: 9 }, { workspace: 8, of: 12, disabled: 6 }],
      15,
    ],
    ["a protected entry", [], [{ disabled: 1, of: 2, ...protectedEntry }], 1],
    ["two protected entries", [], [{ disabled: 2, of: 4, ...protectedEntry }], 2],
    [
      "protected entries of the same id in two workspaces",
      [],
      [
        { disabled: 1, of: 2, ...protectedEntry },
        { workspace: 8, disabled: 1, of: 2, ...protectedEntry },
      ],
      2,
    ],
    ["protected and over the limit", ["--max-enable", "0"], [{ disabled: 12, ...protectedEntry }], 12],
    ["--read-only, which an apply cannot have", ["--read-only"], [{ disabled: 1 }], 1],
    ["-w and --select, which a plan file has already", ["-w", "7", "--select", "id:1"], [{ disabled: 2 }], 1],
    ["--concurrency and --request-timeout", ["--concurrency", "2", "--request-timeout", "5s"], [{ disabled: 1 }], 1],
    ["--token-file", ["--token-file", "my token"], [{ disabled: 1 }], 1],
  ])("%s", async (_, flags, workspaces, writes) => {
    await using place = await open(...workspaces);
    place.write("my token", "all-scopes\n");
    const env = flags.includes("--token-file") ? { SKYVIA_TOKEN: undefined } : {};
    const planned = await place.run(["plan", "--out", "plan.json", ...flags], { env });
    const [verb, ...rest] = commandIn(planned.stderr);
    expect([planned.code, verb]).toEqual([0, "apply"]);
    const applied = await place.run(["apply", ...rest, "--yes"], { env });
    expect([applied.code, applied.stderr]).toEqual([0, ""]);
    expect(place.writes()).toHaveLength(writes);
  });

  test.each(["my plan.json", "-plan.json", "it's a plan.json", "plän (1).json", "$HOME.json"])(
    "a file named %s",
    async (file) => {
      await using place = await open({ disabled: 1 });
      const planned = await place.run(["plan", "--out", file]);
      const typed = commandIn(planned.stderr.replaceAll(String.raw`'\''`, "’")).map((word) =>
        word.replaceAll("’", "'"),
      );
      expect((await place.run([...typed, "--yes"])).code).toBe(0);
      expect(place.writes()).toHaveLength(1);
    },
  );

  test("a base URL from a flag", async () => {
    await using place = await open({ disabled: 1 });
    const env = { SKYVIA_BASE_URL: undefined };
    const planned = await place.run(["plan", "--out", "plan.json", "--base-url", place.emulator.url], { env });
    expect((await place.run([...commandIn(planned.stderr), "--yes"], { env })).code).toBe(0);
  });

  test("if no flag can lift the guard, no command is advised", async () => {
    await using place = await open({ disabled: 1, of: 2 });
    place.write("skyvia.yaml", place.read("skyvia.yaml").replace("  - id: 7\n", "  - id: 7\n    unmanaged: fail\n"));
    const planned = await place.run(["plan", "--out", "plan.json"]);
    expect([planned.code, commandIn(planned.stderr)]).toEqual([4, []]);
    expect(planned.stderr).toContain("saved to plan.json, but it cannot be applied: a guard stops it\n");
  });
});

describe("the flag that a guard names allows the run", () => {
  test("a limit: the number is enough for all workspaces of the run", async () => {
    await using place = await open({ disabled: 9 }, { workspace: 8, of: 12, disabled: 6 });
    const stopped = await place.run(["apply", "--yes"]);
    const [, flag = "", count = ""] = /pass (--max-disable) (\d+) to allow/.exec(stopped.stderr) ?? [];
    expect([stopped.code, flag, count]).toEqual([4, "--max-disable", "9"]);
    expect((await place.run(["apply", "--yes", flag, count])).code).toBe(0);
  });

  test("a protection: with the workspace if two workspaces have the id", async () => {
    const own = { disabled: 1, of: 2, extra: "        protected: true\n" };
    await using place = await open(own, { ...own, workspace: 8 });
    const { stderr } = await place.run(["apply", "--yes"]);
    const flags = [...stderr.matchAll(/`(--override) (\S+) --reason "\.\.\."`/g)].flatMap(([, a = "", b = ""]) => [
      a,
      b,
    ]);
    expect(flags).toEqual(["--override", "protected:7/1", "--override", "protected:8/1"]);
    expect((await place.run(["apply", "--yes", ...flags, "--reason", "..."])).code).toBe(0);
  });
});

describe("an integration that is new and has no entry", () => {
  const world = (schedule: "enabled" | "undefined"): Seed => ({
    workspaces: [
      {
        id: 7,
        name: "Production",
        integrations: [
          { id: 1, name: "Old", schedule: "enabled", created: "2026-01-05T08:00:00Z" },
          { id: 2, name: "New", schedule, created: "2036-01-05T08:00:00Z" },
        ],
      },
    ],
  });
  const file = "version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - id: 1\n        schedule: enabled\n";

  test.each(["enabled", "undefined"] as const)(
    "the advised entry is enough where its schedule is %s",
    async (schedule) => {
      await using place = await openPlace({ seed: world(schedule) });
      place.write("skyvia.yaml", file);
      place.write("ledger.jsonl", "");
      expect((await place.run(["enable", "1", "-w", "7", "--ledger", "ledger.jsonl"])).code).toBe(0);
      expect((await place.run(["disable", "1", "-w", "7", "--ledger", "ledger.jsonl"])).code).toBe(0);
      expect((await place.run(["enable", "1", "-w", "7", "--ledger", "ledger.jsonl"])).code).toBe(0);
      const drift = ["drift", "--ledger", "ledger.jsonl"];
      const { problems } = printed(await place.run([...drift, "--format", "json"]));
      expect(problems).toMatchObject([{ code: "unmanaged-new" }]);
      const [, entry = "", key = ""] = /Add `(.*?)` with a `(schedule)`/.exec(problems[0]?.next ?? "") ?? [];
      const state = schedule === "undefined" ? "disabled" : schedule;
      place.write("skyvia.yaml", `${file}      ${entry}\n        ${key}: ${state}\n`);
      expect((await place.run(drift)).code).toBe(0);
      place.write("skyvia.yaml", file.replace("  - id: 7\n", "  - id: 7\n    unmanaged: ignore\n"));
      expect((await place.run(drift)).code).toBe(0);
    },
  );
});

describe("mistakes in flags and files are reported before the token", () => {
  test.each<[readonly string[], string]>([
    [["apply", "nope.json"], "nope.json"],
    [["apply", "nope.json", "--yes"], "nope.json"],
    [["apply", "bad.json"], "bad.json"],
    [["apply", "-f", "nope.yaml"], "nope.yaml"],
    [["apply", "-w", "99"], "-w 99"],
    [["apply", "--override", "protected:1"], "--override"],
    [["apply", "--skip-stale"], "--skip-stale"],
    [["apply", "--ledger", "missing/ledger.jsonl"], "missing/ledger.jsonl"],
    [["plan", "-f", "nope.yaml"], "nope.yaml"],
    [["plan", "-w", "99"], "-w 99"],
    [["plan", "--out", "skyvia.yaml"], "skyvia.yaml"],
    [["plan", "--expires", "1h"], "--expires"],
    [["plan", "--report-file", "skyvia.yaml"], "skyvia.yaml"],
    [["status", "-f", "nope.yaml"], "nope.yaml"],
    [["status", "-w", "99"], "-w 99"],
    [["drift", "-w", "99"], "-w 99"],
    [["drift", "--ledger", "bad.json"], "bad.json"],
    [["drift", "--correct", "-f", "nope.yaml"], "nope.yaml"],
    [["drift", "--correct", "--accept", "1"], "--correct"],
    [["explain", "1", "-w", "99"], "-w 99"],
    [["explain", "1", "-w", "7", "--ledger", "bad.json"], "bad.json"],
    [["explain", "1", "-w", "7", "-f", "nope.yaml"], "nope.yaml"],
    [["import", "-w", "7", "--out", "skyvia.yaml"], "skyvia.yaml"],
    [["import", "-w", "7", "--merge"], "--merge"],
    [["enable", "1", "-w", "7", "--ledger", "missing/ledger.jsonl"], "missing/ledger.jsonl"],
    [["executions", "1", "5", "--active", "-w", "7"], "--active"],
    [["run", "x", "-w", "7"], "<id>"],
    [["show", "nope.json"], "nope.json"],
  ])("%j", async (args, named) => {
    await using place = await open({ disabled: 1, of: 2 });
    place.write("bad.json", "{}");
    const ended = await place.run(args, { env: { SKYVIA_TOKEN: undefined } });
    expect([ended.code, ended.stderr]).toEqual([5, expect.stringContaining(named)]);
    expect(ended.stderr).not.toContain("there is no token");
  });
});

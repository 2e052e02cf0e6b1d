import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [
        { id: 1, name: "Orders", schedule: "enabled" },
        { id: 2, name: "Leads", schedule: "enabled" },
        { id: 3, name: "Old", schedule: "undefined" },
      ],
    },
  ],
} as const;

const base = `version: 1
workspaces:
  - id: 7
    integrations:
      - { id: 1, schedule: enabled, tags: [finance], owner: data }
      - { id: 2, schedule: enabled }
      - { id: 3, schedule: disabled }
`;
const held = `holds:
  - workspace: 7
    select: { id: 1 }
    schedule: disabled
    until: 2026-12-01T06:00:00Z
    reason: "INC-1: double"
    owner: ana
`;
const close = `freezes:
  - name: year-end close
    select: { tag: finance }
    from: 2026-12-31T18:00:00+01:00
    until: 2027-01-02T06:00:00+01:00
`;

const november = "2026-11-26T12:00:00Z";
const newYear = "2027-01-01T00:00:00Z";

let place: Place;
beforeEach(async () => {
  place = await openPlace({ seed });
});
afterEach(async () => place[Symbol.asyncDispose]());

/** Runs at an instant. */
async function at(now: string, ...args: readonly string[]): ReturnType<Place["run"]> {
  return place.run(args, { env: { SKYVIA_NOW: now } });
}
const json = async (now: string, ...args: readonly string[]) => printed(await at(now, ...args, "--format", "json"));

describe("a hold", () => {
  test("decides in plan and apply, and its end restores the base", async () => {
    place.write("skyvia.yaml", base + held);
    const plan = await at(november, "plan");
    expect(plan.stdout).toContain("held disabled until 2026-12-01T06:00Z; INC-1: double; owner ana");
    expect(plan.stdout).toContain('next: 2026-12-01T06:00Z end of hold "INC-1: double" turns 1 on');
    expect((await at(november, "apply", "--yes")).code).toBe(0);
    expect((await at(november, "plan", "--detailed-exitcode")).code).toBe(0);
    expect((await at("2026-12-01T05:59:59Z", "plan", "--detailed-exitcode")).code).toBe(0);
    const after = await json("2026-12-01T06:00:00Z", "plan");
    expect(after).toMatchObject({
      summary: { enable: 1, next: null },
      changes: [{ effective: { by: "base", until: null } }],
    });
    expect((await at("2026-12-01T06:00:00Z", "apply", "--yes")).code).toBe(0);
    expect(place.writes()).toEqual([
      "POST /v1/workspaces/7/integrations/1/schedule/disable",
      "POST /v1/workspaces/7/integrations/1/schedule/enable",
    ]);
  });

  test("has its layer in changes[].effective, and the next transition in the summary", async () => {
    place.write("skyvia.yaml", base + held);
    const source = { file: "skyvia.yaml", line: 9, column: 5 };
    expect(await json(november, "plan")).toMatchObject({
      at: expect.stringMatching(/^2026-11-26T12:00:0/),
      summary: {
        next: {
          at: "2026-12-01T06:00:00.000Z",
          workspaceId: 7,
          count: 1,
          to: "enabled",
          by: { by: "hold", name: null, source },
        },
      },
      changes: [
        {
          integrationId: 1,
          source: { line: 5 },
          effective: {
            by: "hold",
            name: null,
            source,
            until: "2026-12-01T06:00:00.000Z",
            reason: "INC-1: double",
            owner: "ana",
          },
        },
      ],
    });
  });

  test("of an undefined schedule: the problem has the place of the hold", async () => {
    place.write("skyvia.yaml", base + held.replace("id: 1", "id: 3").replace("disabled", "enabled"));
    const plan = await json(november, "plan");
    expect(plan).toMatchObject({
      exitCode: 1,
      problems: [{ code: "schedule-not-defined", source: { line: 9, column: 5 } }],
    });
  });

  test("that selects nothing is a problem of the live world, until it is over", async () => {
    place.write("skyvia.yaml", base + held.replace("id: 1", "name: Gone"));
    expect(await json(november, "plan")).toMatchObject({
      exitCode: 1,
      problems: [{ code: "hold-selects-nothing", source: { line: 9 } }],
    });
    expect(await json("2026-12-01T06:00:00Z", "plan")).toMatchObject({ exitCode: 0, problems: [] });
  });

  test("that disagrees with another one by a live name leaves the integration as it is", async () => {
    const other = held.replace("holds:\n", "").replace("id: 1", 'match: "Ord*"').replace("disabled", "enabled");
    place.write("skyvia.yaml", base + held + other);
    const apply = await at(november, "apply", "--yes", "--format", "json");
    expect(printed(apply)).toMatchObject({ exitCode: 1, problems: [{ code: "holds-disagree", source: { line: 15 } }] });
    expect(place.writes()).toEqual([]);
  });

  test("longer than --max-hold is 5 in every verb that reads files", async () => {
    place.write("skyvia.yaml", base + held);
    for (const verb of [
      ["validate"],
      ["plan"],
      ["status"],
      ["drift"],
      ["explain", "-w", "7", "1"],
      ["apply", "--yes"],
    ]) {
      const run = await at(november, ...verb, "--max-hold", "1d");
      expect([verb[0], run.code, run.stderr.includes("skyvia.yaml:12:12: error: this hold ends")]).toEqual([
        verb[0],
        5,
        true,
      ]);
    }
    expect((await at(november, "validate", "--max-hold", "4")).code).toBe(5);
  });

  test("that is over causes a notice, and validate --fix-expired deletes only it", async () => {
    place.write("skyvia.yaml", `${base}${held}# the end\n`);
    const validate = await at("2026-12-02T00:00:00Z", "validate");
    expect(validate.code).toBe(0);
    expect(validate.stderr).toContain("skyvia.yaml:9:5: notice: this hold ended at 2026-12-01T06:00:00.000Z");
    expect((await at("2026-12-02T00:00:00Z", "validate", "--fix-expired")).code).toBe(0);
    expect(place.read("skyvia.yaml")).toBe(`${base}holds: []\n# the end\n`);
    expect((await at("2026-12-02T00:00:00Z", "validate")).stderr).not.toContain("notice");
  });
});

describe("a freeze", () => {
  test("can be reviewed before it begins: plan, status, explain and drift have --at", async () => {
    place.write("skyvia.yaml", base + close);
    const args = ["--at", newYear] as const;
    expect(await json(november, "plan", ...args)).toMatchObject({
      at: "2027-01-01T00:00:00.000Z",
      summary: { disable: 1 },
      changes: [{ why: 'disabled by the freeze "year-end close" until 2027-01-02T06:00+01:00, live is enabled' }],
    });
    expect((await at(november, "plan")).stdout).toContain(
      'next: 2026-12-31T18:00+01:00 freeze "year-end close" turns 1 off',
    );
    expect((await at(november, "status")).stdout).toContain(
      'next: 2026-12-31T18:00+01:00 freeze "year-end close" turns 1 off',
    );
    expect((await at(november, "plan", "--format", "markdown")).stdout).toContain(
      'Next: `2026-12-31T18:00+01:00 freeze "year-end close" turns 1 off`',
    );
    const status = await json(november, "status", ...args);
    expect(status).toMatchObject({
      data: { schedules: [{ desired: "disabled", effective: { by: "freeze" } }, {}, {}] },
    });
    expect((await at(november, "explain", "-w", "7", "1", ...args)).stdout).toContain("would disable it");
    expect(await json(november, "drift", ...args)).toMatchObject({ exitCode: 2 });
  });

  test("is a layer of explain, with place, end, reason and owner", async () => {
    place.write("skyvia.yaml", base + held + close);
    const text = await at(november, "explain", "-w", "7", "1");
    expect(text.stdout).toMatch(/\* hold +disabled .* skyvia\.yaml:9:5$/m);
    expect(text.stdout).toContain("until 2026-12-01T06:00Z; INC-1: double; owner ana");
    expect(text.stdout).toContain("from 2026-12-31T18:00+01:00; until 2027-01-02T06:00+01:00");
    expect(await json(november, "explain", "-w", "7", "1")).toMatchObject({
      data: {
        layers: [
          { by: "base", schedule: "enabled", decides: false, owner: "data" },
          { by: "hold", schedule: "disabled", decides: true, until: "2026-12-01T06:00:00.000Z", owner: "ana" },
          { by: "freeze", name: "year-end close", covers: false, from: "2026-12-31T17:00:00.000Z" },
        ],
      },
    });
  });

  test("stops apply if an entry is protected, and counts for the limits", async () => {
    const all = close.replace("    select: { tag: finance }\n", "");
    place.write("skyvia.yaml", base.replace("owner: data", "protected: true") + all);
    const blocked = await at(newYear, "apply", "--yes", "--format", "json");
    expect(printed(blocked)).toMatchObject({ exitCode: 4, problems: [{ code: "protected" }] });
    place.write("skyvia.yaml", base + all);
    expect((await at(newYear, "apply", "--yes", "--max-disable", "1")).code).toBe(4);
    expect(place.writes()).toEqual([]);
    expect((await at(newYear, "apply", "--yes")).code).toBe(0);
  });

  test("leaves an observed entry as skip", async () => {
    place.write("skyvia.yaml", base.replace("owner: data", "mode: observe") + close);
    expect(await json(newYear, "plan")).toMatchObject({
      summary: { disable: 0, skipped: 1 },
      changes: [{ action: "skip" }],
    });
  });

  test("that begins causes drift with the cause time, and --accept does not accept it", async () => {
    place.write("skyvia.yaml", base + close);
    const ledger = ["--ledger", "ledger.jsonl"];
    await at(november, "disable", "1", "-w", "7");
    expect((await at(november, "apply", "--yes", ...ledger)).code).toBe(0);
    expect(await json(newYear, "drift", ...ledger)).toMatchObject({ exitCode: 2, changes: [{ cause: "time" }] });
    const named = await json(newYear, "drift", ...ledger, "--accept", "1");
    expect(named).toMatchObject({ exitCode: 5, problems: [{ code: "accept-overlay", source: { line: 9 } }] });
    expect(await json(newYear, "drift", ...ledger, "--accept", "all")).toMatchObject({ exitCode: 2 });
    expect(place.read("skyvia.yaml")).toBe(base + close);
  });
});

describe("a saved plan", () => {
  test("ends at its next transition", async () => {
    place.write("skyvia.yaml", base + held + close);
    expect((await at(november, "plan", "--out", "plan.json")).code).toBe(0);
    const late = await at("2026-12-01T06:00:00Z", "apply", "plan.json", "--yes");
    expect([late.code, late.stderr.includes("expired at 2026-12-01T06:00:00.000Z")]).toEqual([4, true]);
    expect((await at("2026-12-01T05:59:00Z", "apply", "plan.json", "--yes")).code).toBe(0);
  });

  test("cannot be made for another time", async () => {
    place.write("skyvia.yaml", base);
    const run = await at(november, "plan", "--at", newYear, "--out", "plan.json");
    expect([run.code, place.files()]).toEqual([5, ["skyvia.yaml"]]);
  });
});

describe("the clock", () => {
  test.each(["yesterday", "2026-11-26", "2026-11-26T12:00:00"])("SKYVIA_NOW=%s is 5", async (now) => {
    place.write("skyvia.yaml", base);
    const run = await at(now, "plan");
    expect([run.code, run.stderr.includes("SKYVIA_NOW is not an instant")]).toEqual([5, true]);
  });

  test("SKYVIA_NOW is reported on stderr", async () => {
    place.write("skyvia.yaml", base);
    expect((await at(november, "plan")).stderr).toContain(
      "note: the clock starts at 2026-11-26T12:00:00.000Z (SKYVIA_NOW)",
    );
  });

  test.each(["2026-11-26T12:00:00", "tomorrow", "2026-12-31"])("--at %s is 5", async (instant) => {
    place.write("skyvia.yaml", base);
    expect((await at(november, "plan", "--at", instant)).code).toBe(5);
  });

  test("apply has no --at, and drift writes nothing for another time", async () => {
    place.write("skyvia.yaml", base);
    expect((await at(november, "apply", "--yes", "--at", newYear)).code).toBe(5);
    expect((await at(november, "drift", "--correct", "--yes", "--at", newYear)).code).toBe(5);
  });
});

test("import says that a freeze is on", async () => {
  place.write("skyvia.yaml", base + close.replace("    select: { tag: finance }\n", ""));
  expect((await at(newYear, "import", "-w", "7")).stderr).toContain(
    'notice: the freeze "year-end close" is on until 2027-01-02T06:00+01:00',
  );
  expect((await at(november, "import", "-w", "7")).stderr).not.toContain("year-end close");
});

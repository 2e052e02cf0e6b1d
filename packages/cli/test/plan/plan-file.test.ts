import { problem, problemKinds, summarize, type Change, type Plan } from "@skyvia-schedules/core";
import fc from "fast-check";
import { expect, test } from "vitest";
import { decodePlan, encodePlan } from "../../src/plan/plan-file.ts";
import { runs } from "../../../../test/laws/runs.ts";

const change: Change = {
  workspaceId: 7,
  integrationId: 42,
  name: "Nightly \u202eorders",
  action: "enable",
  before: "disabled",
  after: "enabled",
  source: { file: "skyvia.yaml", line: 6, column: 19 },
  why: "desired enabled, live is disabled",
  effective: { by: "base", name: null, source: null, until: null, reason: null, owner: null },
};
const plan: Plan = {
  changes: [change, { ...change, integrationId: 43, action: "keep" }],
  problems: [],
  coverage: [],
  next: null,
};

function encode(parts: Partial<Plan> = {}): string {
  const configHash = "0".repeat(64);
  const saved = { ...plan, ...parts };
  return encodePlan({
    plan: saved,
    summary: summarize(saved),
    baseUrl: "https://api.skyvia.com",
    configHash,
    at: 0,
    expires: 1,
  });
}

function edited(edit: (plan: Record<string, unknown>) => void): string {
  const value = JSON.parse(encode()) as Record<string, unknown>;
  edit(value);
  return JSON.stringify(value);
}

test.each(problemKinds)("a problem that says %s can be saved and read again", (kind) => {
  const facts = { id: 42, desired: "Orders", live: "Nightly orders" };
  const found = problem("name-differs", change.source, facts, { workspaceId: 7, integrationId: 42 });
  const problems = [{ ...found, kind }];
  expect(decodePlan(encode({ problems }), "plan.json").problems).toEqual(problems);
});

test("the numbers behind limits are kept, and are part of the digest", () => {
  const place = { file: "skyvia.yaml", line: 3, column: 9 };
  const limits = { disable: { limit: "10%" as const, source: { ...place, line: 4 } }, enable: null };
  const coverage = [
    {
      workspaceId: 7,
      name: null,
      managed: 40,
      observed: 1,
      selected: null,
      unmanaged: [],
      planned: true,
      limits,
      tokenFrom: { variable: "SKYVIA_TOKEN_WEST", source: { ...place, line: 5 } },
      source: place,
    },
  ];
  const summary = summarize({ ...plan, coverage });
  const base = { plan: { ...plan, coverage }, summary, baseUrl: "https://api.skyvia.com", configHash: "0".repeat(64) };
  const text = encodePlan({ ...base, at: 0, expires: null });
  expect(decodePlan(text, "plan.json").summary.workspaces).toEqual([
    { ...coverage[0], unmanaged: 0, tokenFrom: "SKYVIA_TOKEN_WEST", tokenFromSource: { ...place, line: 5 } },
  ]);
  for (const [from, to] of [
    ['"managed": 40', '"managed": 41'],
    ['"10%"', '"11%"'],
    ['"10%"', '"110%"'],
    ['"planned": true', '"planned": 1'],
  ] as const) {
    expect(text).toContain(from);
    expect(() => decodePlan(text.replace(from, to), "plan.json")).toThrow("the plan plan.json is refused");
  }
});

test("a plan is read as it was written, without unchanged schedules", () => {
  const saved = decodePlan(encode(), "plan.json");
  expect(saved.changes).toEqual([change]);
  expect(saved).toMatchObject({ at: "1970-01-01T00:00:00.000Z", expires: "1970-01-01T00:00:00.001Z" });
});

test("layout does not count: the same JSON on one line is the same plan", () => {
  expect(
    decodePlan(
      edited(() => {}),
      "plan.json",
    ).changes,
  ).toEqual([change]);
});

test.each<[string, string, RegExp]>([
  ["nothing", "", /not complete JSON/],
  ["a list", "[]", /must be object/],
  [
    "another format version",
    edited((p) => (p["formatVersion"] = 2)),
    /format version 2, and this tool reads version 1/,
  ],
  ["an unknown key", edited((p) => (p["extra"] = 1)), /must NOT have additional properties/],
  ["a key less", edited((p) => delete p["expires"]), /must have required property 'expires'/],
  ["another base URL", edited((p) => (p["baseUrl"] = "https://example.org")), /its digest does not match/],
  [
    "another integration",
    edited((p) => Object.assign((p["changes"] as object[])[0] ?? {}, { integrationId: 1 })),
    /its digest does not match/,
  ],
  [
    "an action that does not match",
    edited((p) => Object.assign((p["changes"] as object[])[0] ?? {}, { action: "disable" })),
    /\/changes\/0/,
  ],
  [
    "an invalid id",
    edited((p) => Object.assign((p["changes"] as object[])[0] ?? {}, { workspaceId: 0 })),
    /\/changes\/0\/workspaceId/,
  ],
])("%s is refused", (_, text, message) => {
  expect(() => decodePlan(text, "plan.json")).toThrow(message);
});

test("a file that is cut anywhere is refused", () => {
  const text = encode().trimEnd();
  fc.assert(
    fc.property(fc.integer({ min: 0, max: text.length - 1 }), (length) => {
      expect(() => decodePlan(text.slice(0, length), "plan.json")).toThrow("the plan plan.json is refused");
    }),
    runs(200),
  );
});

test("with any one character changed it is refused, or says the same", () => {
  const text = encode();
  fc.assert(
    fc.property(
      fc.nat(text.length - 1),
      fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 1 }),
      (at, character) => {
        const other = text.slice(0, at) + character + text.slice(at + 1);
        try {
          const said = JSON.stringify(decodePlan(other, "plan.json")); // -0 for 0 is the same to say
          expect(said).toBe(JSON.stringify(JSON.parse(text)));
        } catch (error) {
          expect(String(error)).toContain("the plan plan.json is refused");
        }
      },
    ),
    { ...runs(200), examples: [[text.indexOf(" 0"), "-"]] },
  );
});

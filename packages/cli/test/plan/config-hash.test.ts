import { loadDesired } from "@skyvia-schedules/core/yaml";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import { configHash } from "../../src/plan/config-hash.ts";
import { runs } from "../../../../test/laws/runs.ts";

const base = `version: 1
workspaces:
  - id: 7
    limits: { disable: 10% }
    integrations:
      - id: 1
        schedule: enabled
        protected: true
      - id: 2
        schedule: enabled
`;

function hashOf(text: string): string {
  const { desired, problems } = loadDesired([{ file: "skyvia.yaml", bytes: new TextEncoder().encode(text) }]);
  expect(problems).toEqual([]);
  return configHash(desired);
}

test.each([
  ["a limit", "disable: 10%", "disable: 11%"],
  ["a limit less", "limits: { disable: 10% }", "limits: {}"],
  ["the other limit", "disable: 10%", "enable: 10%"],
  ["protection", "protected: true", "protected: false"],
  ["a schedule", "schedule: enabled", "schedule: disabled"],
  ["a mode", "protected: true", "protected: true\n        mode: observe"],
  ["a reason", "protected: true", "protected: true\n        reason: audit"],
])("%s is part of the desired state", (_, from, to) => {
  expect(base).toContain(from);
  expect(hashOf(base.replace(from, to))).not.toBe(hashOf(base));
});

test.each([
  ["a comment", "protected: true", "protected: true # audited"],
  ["the place in the file", "workspaces:", "\n\nworkspaces:"],
  ["how a limit is quoted", "disable: 10%", 'disable: "10%"'],
  ["what is the default", "  - id: 7\n", "  - id: 7\n    unmanaged: report\n"],
])("%s is not", (_, from, to) => {
  expect(hashOf(base.replace(from, to))).toBe(hashOf(base));
});

const hold = (until: string): string =>
  `holds:\n  - { workspace: 7, select: { id: 1 }, schedule: disabled, until: "${until}", reason: a, owner: b }\n`;
const night = (zone: string): string =>
  `freezes:\n  - { name: a, cron: "0 1 * * *", duration: 1h, timeZone: ${zone} }\n`;

test.each([
  ["a hold", hold("2099-01-01T00:00:00Z"), ""],
  ["a hold that is over", hold("2001-01-01T00:00:00Z"), ""],
  ["the end of a hold", hold("2099-01-01T00:00:00Z"), hold("2099-01-01T00:00:01Z")],
  ["a freeze", night("UTC"), ""],
  ["the zone of a freeze that recurs", night("UTC"), night("Europe/Berlin")],
])("%s is part of the desired state", (_, one, other) => {
  expect(hashOf(base + one)).not.toBe(hashOf(base + other));
});

test.each([
  ["an empty list of holds", "holds: []\n", ""],
  ["the offset in which an instant is written", hold("2099-01-01T00:00:00Z"), hold("2099-01-01T01:00:00+01:00")],
])("%s is not", (_, one, other) => {
  expect(hashOf(base + one)).toBe(hashOf(base + other));
});

/** Every key of version 1, each with another value than its default, and an entry with none. */
const everyKey = `version: 1
workspaces:
  - id: 123
    name: Production
    unmanaged: fail
    limits: { disable: 10%, enable: 25 }
    integrations:
      - id: 101
        name: Nightly orders
        schedule: enabled
        mode: observe
        protected: true
        owner: data-platform
        reason: audit
        tags: [finance, nightly]
      - name: Weekly report
        schedule: disabled
      - match: stg-*
        schedule: disabled
  - id: 124
    limits: { enable: 5 }
`;

test("the hash of a file of version 1 never changes: saved plans and ledgers contain it", () => {
  expect(hashOf(everyKey)).toBe("408a503cc34e461dfffd1922798b8ec47c6d3327cf1414e52fcab710e3bd34db");
  expect(hashOf("version: 1\nworkspaces:\n  - id: 7\n")).toBe(
    "292e949e0785d80c5cf152e9fdd658aadcffb9d4d68d3dec58b084ebffb1f561",
  );
});

/** Every key of holds and freezes of version 1, and each without those that may be left out. */
const everyOverlay = `version: 1
workspaces:
  - id: 7
holds:
  - workspace: 7
    select: { id: [1, 2], name: a, match: "b*", tag: c, owner: d }
    schedule: disabled
    from: 2099-01-01T00:00:00Z
    until: 2099-01-02T00:00:00Z
    reason: INC-4711
    owner: ana
    overrides: freeze
  - { workspace: 7, select: { id: 1 }, schedule: enabled, until: "2099-01-01T00:00:00Z", reason: a, owner: b }
freezes:
  - name: year end
    workspace: 7
    select: { tag: finance }
    except: { id: 3 }
    reason: close
    owner: ben
    from: 2099-01-01T00:00:00Z
    until: 2099-01-02T00:00:00Z
  - { name: backup, cron: "0 1 * * *", duration: 2h, timeZone: Europe/Berlin }
`;

test("the hash of a file with holds and freezes never changes", () => {
  expect(hashOf(everyOverlay)).toBe("29f2e838042979b124cba743fabd673956998798d2f8d2f55b4f0fdf1cb2e3a5");
});

test("defaults of a workspace give the hash of entries that say the same; without entries they change nothing", () => {
  const said = base.replaceAll("schedule: enabled", "schedule: enabled\n        owner: data");
  expect(hashOf(base.replace("    integrations", "    defaults: { owner: data }\n    integrations"))).toBe(
    hashOf(said),
  );
  const empty = "version: 1\nworkspaces:\n  - id: 7\n";
  expect(hashOf(`${empty}    defaults: { mode: observe }\n`)).toBe(hashOf(empty));
});

const lines = (...some: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...some], { minLength: 0 });
const workspaceKeys = lines("    unmanaged: report", "    limits: {}", "    integrations: []");
const entryKeys = lines("        mode: enforce", "        protected: false", "        tags: []");

test("a key that is written with its default changes nothing", () => {
  fc.assert(
    fc.property(workspaceKeys, entryKeys, entryKeys, (workspace, first, second) => {
      const own = workspace.filter((line) => !line.includes("integrations"));
      const entries = (extra: readonly (readonly string[])[]): string =>
        extra
          .map((keys, n) => ["      - id: " + String(n + 1), "        schedule: enabled", ...keys].join("\n"))
          .join("\n");
      const file = (keys: readonly string[], extra: readonly (readonly string[])[]): string =>
        ["version: 1", "workspaces:", "  - id: 7", ...keys, "    integrations:", entries(extra), ""].join("\n");
      expect(hashOf(file(own, [first, second]))).toBe(hashOf(file([], [[], []])));
      const empty = ["version: 1", "workspaces:", "  - id: 7"];
      expect(hashOf([...empty, ...workspace, ""].join("\n"))).toBe(hashOf([...empty, ""].join("\n")));
    }),
    runs(200),
  );
});

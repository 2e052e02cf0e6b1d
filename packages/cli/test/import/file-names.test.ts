import * as fc from "fast-check";
import { expect, test } from "vitest";
import { fileNames } from "../../src/import/file-names.ts";
import { runs } from "../../../../test/laws/runs.ts";

const named = (...names: readonly (string | null)[]) => names.map((name, index) => ({ id: index + 1, name }));

test.each<[string, readonly (string | null)[], readonly string[]]>([
  ["lower case, words joined by -", ["My Prod  Workspace (EU)"], ["my-prod-workspace-eu"]],
  ["without anything but letters and digits of ASCII", ["../../etc/passwd", "Übung_2"], ["etc-passwd", "bung-2"]],
  [
    "by its id where nothing is left",
    ["日本語", "", null, "---"],
    ["workspace-1", "workspace-2", "workspace-3", "workspace-4"],
  ],
  [
    "by its id where Windows has a device of that name",
    ["CON", "com1", "Lpt9", "nul."],
    ["workspace-1", "workspace-2", "workspace-3", "workspace-4"],
  ],
  ["as it is where it only begins like a device", ["console", "com10"], ["console", "com10"]],
  ["with its id where the name is taken", ["Prod", "prod", "PROD!"], ["prod", "prod-2", "prod-3"]],
  [
    "with its id where another workspace is named like it with an id",
    ["prod", "prod-3", "Prod"],
    ["prod", "prod-3", "workspace-3-prod"],
  ],
  [
    "of 60 characters at most, without a - at the end",
    ["a".repeat(59) + " bc", "x".repeat(80)],
    ["a".repeat(59), "x".repeat(60)],
  ],
])("a file is named %s", (_, names, expected) => {
  expect([...fileNames(named(...names)).values()]).toEqual(expected.map((slug) => `${slug}.yaml`));
});

test("a name that a file of another workspace has is taken", () => {
  expect([...fileNames(named("Prod"), (file) => file === "prod.yaml").values()]).toEqual(["prod-1.yaml"]);
});

test("the order in which workspaces are given changes nothing, and no two share a file", () => {
  const workspaces = fc.uniqueArray(
    fc.record({
      id: fc.integer({ min: 1, max: 99 }),
      name: fc.option(fc.constantFrom("a", "A", "a-1", "a-2", "con", "")),
    }),
    { selector: ({ id }) => id, maxLength: 8 },
  );
  fc.assert(
    fc.property(workspaces, (found) => {
      const names = fileNames(found);
      expect(new Set(names.values()).size).toBe(found.length);
      expect(new Map(fileNames(found.toReversed()))).toEqual(new Map(names));
      for (const file of names.values()) expect(file).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*\.yaml$/);
    }),
    runs(200),
  );
});

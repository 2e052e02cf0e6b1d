import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  mergeImport,
  type ImportedIntegration,
  type ImportedWorkspace,
  type MergedImport,
} from "../../../src/yaml/index.ts";
import { load } from "../config-builder.ts";
import { imported } from "../import-builder.ts";
import { runs } from "../../../../../test/laws/runs.ts";

function merge(text: string, workspaces: readonly ImportedWorkspace[]): MergedImport {
  return mergeImport({ file: "a.yaml", bytes: new TextEncoder().encode(text) }, workspaces);
}

function workspace(...integrations: readonly ImportedIntegration[]): ImportedWorkspace[] {
  return [{ id: 123, name: "Production", integrations }];
}

const fifty: ImportedIntegration = { id: 50, name: "New one", schedule: "enabled" };
const head = "version: 1\nworkspaces:\n  - id: 123\n";
const entry = "\n      - id: 50\n        name: New one\n        schedule: enabled";

/** A merged text is the original with each `+++` of the template taken out. */
test.each([
  [
    "below the last entry, above comments",
    `${head}    integrations:\n      - id: 1\n        schedule: enabled # why+++\n      # later\n\n# end\n`,
    entry,
  ],
  [
    "in the middle of the file",
    `${head}    integrations:\n      - id: 1\n        schedule: enabled+++\n    unmanaged: fail\n`,
    entry,
  ],
  [
    "beside limits and what is protected",
    `${head}    limits: {disable: 10%}\n    integrations:\n      - id: 1\n        schedule: enabled\n        protected: true+++\n`,
    entry,
  ],
  ["where the file has no last line break", `${head}    integrations:\n      - {id: 1, schedule: enabled}+++`, entry],
  [
    "below a block of text",
    `${head}    integrations:\n      - id: 1\n        schedule: enabled\n        reason: |\n          long+++\n\n# end\n`,
    entry,
  ],
  [
    "in the file's own indentation",
    "version: 1\nworkspaces:\n-   id: 123\n    integrations:\n    -   id: 1\n        schedule: enabled+++\n",
    "\n    -   id: 50\n        name: New one\n        schedule: enabled",
  ],
  [
    "with CRLF and a byte order mark",
    `\ufeff${`${head}    integrations:\n      - id: 1\n        schedule: enabled+++\n`.replaceAll("\n", "\r\n")}`,
    entry.replaceAll("\n", "\r\n"),
  ],
  [
    "where integrations are missing",
    `${head.trimEnd()} # one+++\n# end\n`,
    "\n    integrations:\n      - id: 50\n        name: New one\n        schedule: enabled",
  ],
  [
    "into an empty list",
    `${head}    integrations: [+++] # none yet\n`,
    '\n      { id: 50, name: "New one", schedule: enabled }',
  ],
  [
    "into a flow list",
    `${head}    integrations: [{id: 1, schedule: enabled}, # one+++\n      ]\n`,
    '\n      { id: 50, name: "New one", schedule: enabled },',
  ],
  [
    "into a flow workspace without integrations",
    "version: 1\nworkspaces: [{id: 123+++}]\n",
    ', integrations: [\n  { id: 50, name: "New one", schedule: enabled }]',
  ],
  [
    "into JSON",
    '{"version":1,"workspaces":[{"id":123,"integrations":[{"id":1,"schedule":"enabled"}+++]}]}',
    ',\n  { "id": 50, "name": "New one", "schedule": "enabled" }',
  ],
  [
    "as a new workspace",
    "version: 1\nworkspaces:\n  - id: 9 # other+++\n",
    "\n  - id: 123\n    name: Production\n    integrations:\n      - id: 50\n        name: New one\n        schedule: enabled",
  ],
  [
    "as a new workspace of a flow list",
    "version: 1\nworkspaces: [{id: 9}+++]\n",
    ',\n  { id: 123, name: "Production", integrations: [{ id: 50, name: "New one", schedule: enabled }] }',
  ],
  [
    "below an entry that is an alias",
    "version: 1\nworkspaces:\n  - id: 9\n    integrations: [&e {id: 1, schedule: enabled}]\n  - id: 123\n    integrations:\n      - *e+++\n",
    entry,
  ],
] as const)("adds %s", (_, template, added) => {
  const { text, problems, added: ids } = merge(template.replace("+++", ""), workspace(fifty));
  expect(problems).toEqual([]);
  expect(text).toBe(template.replace("+++", added));
  expect(ids).toEqual([{ workspaceId: 123, integrationId: 50 }]);
});

describe("adds nothing", () => {
  const text = `${head}    integrations:\n      - id: 1\n        schedule: enabled\n      - name: By name\n        schedule: enabled\n      - match: stg-*\n        schedule: disabled\n`;
  test.each([
    ["an entry names its id", { id: 1, name: "Renamed", schedule: "disabled" }],
    ["an entry names its name", { id: 2, name: "By name", schedule: "disabled" }],
    ["a glob covers its name", { id: 3, name: "stg-x", schedule: "enabled" }],
    ["no schedule is defined", { id: 4, name: "Old", schedule: "undefined" }],
  ] as const)("where %s", (_, integration) => {
    expect(merge(text, workspace(integration))).toEqual({ text, added: [], keyed: [], problems: [] });
  });

  test.each([
    ["has a problem of its own", "version: 2\nworkspaces: [{id: 123}]\n", ["version-not-supported"]],
    ["is empty", "", ["file-empty"]],
    [
      "shares the list by an alias",
      "version: 1\nworkspaces:\n  - id: 9\n    integrations: &a\n      - {id: 1, schedule: enabled}\n  - id: 123\n    integrations: *a\n",
      ["merge-not-possible"],
    ],
    [
      "shares the list by an anchor",
      "version: 1\nworkspaces:\n  - id: 123\n    integrations: &a\n      - {id: 1, schedule: enabled}\n  - id: 9\n    integrations: *a\n",
      ["merge-not-possible"],
    ],
  ] as const)("to a file that %s, and says so", (_, file, codes) => {
    const { text: kept, added, problems } = merge(file, workspace(fifty));
    expect(problems.map(({ code }) => code)).toEqual(codes);
    expect({ kept, added }).toEqual({ kept: file, added: [] });
  });
});

const place = { source: 0, selectorSource: 0, nameSource: 0 };

test("keeps every old entry, adds each uncovered one once, and then has nothing to add", () => {
  const file = fc.record({
    lineBreak: fc.constantFrom("\n", "\r\n"),
    mark: fc.constantFrom("", "\ufeff"),
    indent: fc.constantFrom(0, 2, 3),
    gap: fc.constantFrom(2, 4),
    comment: fc.constantFrom("", " # kept", " # a: [b"),
    ids: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
    lastBreak: fc.boolean(),
  });
  fc.assert(
    fc.property(file, imported, ({ lineBreak, mark, indent, gap, comment, ids, lastBreak }, workspaces) => {
      const dash = `-${" ".repeat(gap - 1)}`;
      const [outer, inner] = [" ".repeat(indent), " ".repeat(indent + gap)];
      const lines = [
        "version: 1",
        "workspaces:",
        `${outer}${dash}id: ${workspaces[0]?.id}${comment}`,
        `${inner}integrations:`,
        ...ids.flatMap((id) => [
          `${inner}${dash}id: ${id}`,
          `${inner}${" ".repeat(gap)}schedule: enabled${comment}`,
          `${inner}# ${id}`,
        ]),
      ];
      const original = mark + lines.join(lineBreak) + (lastBreak ? lineBreak : "");
      const before = load(original);
      expect(before.problems).toEqual([]);

      const merged = merge(original, workspaces);
      expect(merged.problems).toEqual([]);
      const after = load(merged.text);
      expect(after.problems).toEqual([]);

      // Every line of the original is there, in order, and the lines between are the new ones.
      const mergedLines = merged.text.split(lineBreak);
      let at = 0;
      for (const line of original.split(lineBreak).filter((text) => text !== "")) {
        at = mergedLines.indexOf(line, at) + 1;
        expect(at).toBeGreaterThan(0);
      }
      const plain = (state: typeof before): object[] =>
        state.desired.workspaces.flatMap(({ id, entries }) =>
          entries.map((item) => ({ workspace: id, ...item, ...place })),
        );
      expect(plain(after)).toEqual(expect.arrayContaining(plain(before)));
      expect(plain(after)).toHaveLength(plain(before).length + merged.added.length);

      expect(merge(merged.text, workspaces)).toEqual({ text: merged.text, added: [], keyed: [], problems: [] });
    }),
    runs(50),
  );
});

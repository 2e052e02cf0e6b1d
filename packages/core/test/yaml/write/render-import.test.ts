import * as fc from "fast-check";
import { expect, test } from "vitest";
import { renderImport } from "../../../src/yaml/index.ts";
import { load } from "../config-builder.ts";
import { imported } from "../import-builder.ts";
import { runs } from "../../../../../test/laws/runs.ts";

test("writes a workspace as people would", () => {
  const text = renderImport([
    {
      id: 123,
      name: "Production",
      integrations: [
        { id: 456, name: "Nightly orders", schedule: "enabled" },
        { id: 777, name: "Old leads", schedule: "undefined" },
        { id: 778, name: null, schedule: "undefined" },
        { id: 789, name: "yes", schedule: "disabled" },
        { id: 790, name: null, schedule: "disabled" },
      ],
    },
    { id: 124, name: null, integrations: [{ id: 1, name: "a\nb # c", schedule: "undefined" }] },
  ]);
  expect(text).toBe(`# yaml-language-server: $schema=https://unpkg.com/skyvia-schedules/schema.json
version: 1
workspaces:
  - id: 123
    name: Production
    integrations:
      - id: 456
        name: Nightly orders
        schedule: enabled
      # 777 Old leads: no schedule is defined, left out
      # 778: no schedule is defined, left out
      - id: 789
        name: "yes"
        schedule: disabled
      - id: 790
        schedule: disabled
  - id: 124
    # 1 a\\u000ab # c: no schedule is defined, left out
    integrations: []
`);
});

test.each([" ", "\u3000", "a\u00a0", "\u2009b\u2009"])("a name that is or ends in a space of any kind: %j", (name) => {
  const text = renderImport([{ id: 1, name: null, integrations: [{ id: 2, name, schedule: "enabled" }] }]);
  const { desired, problems } = load(text);
  expect(problems).toEqual([]);
  expect(desired.workspaces[0]?.entries[0]?.name).toBe(name);
});

test.each(["##[error]x", "a##[group]b", "###[", "a ##[x"])(
  "a name that a runner would read as a command is written with an escape: %j",
  (name) => {
    const text = renderImport([
      {
        id: 1,
        name,
        integrations: [
          { id: 1, name, schedule: "enabled" },
          { id: 2, name, schedule: "undefined" },
        ],
      },
    ]);
    expect(text).not.toContain("##[");
    const { desired, problems } = load(text);
    expect([problems, desired.workspaces[0]?.name, desired.workspaces[0]?.entries[0]?.name]).toEqual([[], name, name]);
  },
);

test("names another schema if one is given", () => {
  expect(renderImport([], { schema: "../schema.json" })).toContain("$schema=../schema.json\n");
});

test.each(["\u00a0", "a\u00a0", "\u3000a", "a\u2003"])(
  "a name that begins or ends with any space keeps it: %j",
  (name) => {
    const text = renderImport([{ id: 1, name: null, integrations: [{ id: 1, name, schedule: "enabled" }] }]);
    expect(text).toContain(`name: "${name}"`);
    expect(load(text).desired.workspaces[0]?.entries[0]?.name).toBe(name);
  },
);

test("loads again as exactly the ids, names and states that were imported", () => {
  fc.assert(
    fc.property(imported, (workspaces) => {
      const { desired, problems } = load(renderImport(workspaces));
      expect(problems).toEqual([]);
      const asserted = (name: string | null): string | null => (name === "" ? null : name);
      expect(
        desired.workspaces.map(({ id, name, entries }) => ({
          id,
          name,
          entries: entries.map((entry) => [entry.selector, entry.name, entry.schedule]),
        })),
      ).toEqual(
        workspaces
          .toSorted((a, b) => a.id - b.id)
          .map(({ id, name, integrations }) => ({
            id,
            name: asserted(name),
            entries: integrations
              .filter(({ schedule }) => schedule !== "undefined")
              .map((item) => [{ kind: "id", id: item.id }, asserted(item.name), item.schedule]),
          })),
      );
    }),
    runs(100),
  );
});

test("contains no raw character that hides or forges text, and has one line for each key", () => {
  fc.assert(
    fc.property(imported, (workspaces) => {
      const text = renderImport(workspaces);
      expect(text).not.toMatch(
        /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\p{Surrogate}]/u,
      );
      for (const line of text.split("\n").slice(1, -1)) {
        expect(line).toMatch(
          /^(?:version|workspaces|(?: {2}){1,4}(?:- id|id|name|schedule|integrations)):|^ +- id: \d+$|^ +# \d+/,
        );
      }
    }),
    runs(50),
  );
});

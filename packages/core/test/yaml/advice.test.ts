import { describe, expect, test } from "vitest";
import { load, nextOf, withEntries } from "./config-builder.ts";

type Value = string | number | readonly Value[] | { readonly [key: string]: Value };

const entry = { id: 4, name: "a", schedule: "enabled", owner: "ana", reason: "r", tags: ["t"] };
const select = { name: "a", match: ["b", "c"], tag: "t", owner: ["ana"] };
const once = { from: "2026-12-01T00:00:00Z", until: "2026-12-02T00:00:00Z" };
const hold = { workspace: 1, select, schedule: "disabled", ...once, reason: "r", owner: "ana" };
const freeze = { name: "f", select, except: { match: "d" }, reason: "r", owner: "ana", ...once };
const byName = { name: "e", schedule: "enabled" };
const byGlob = { match: "f*", schedule: "enabled", tags: ["t", "u"] };
const defaults = { owner: "ana", tags: ["t"] };

const whole = {
  version: 1,
  workspaces: [{ id: 1, name: "Production", defaults, integrations: [entry, byName, byGlob] }],
  holds: [hold, { ...hold, select: { owner: "eve" } }],
  freezes: [freeze, { name: "g", select: { tag: ["t"] }, ...once }],
} satisfies Value;

const textKeys: readonly string[] = ["name", "match", "owner", "reason", "tags", "tag"];

/** The paths of all texts that a person chooses. */
function textsOf(value: Value, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== "object") {
    const key = path.findLast((step) => !/^\d+$/.test(step)) ?? "";
    return textKeys.includes(key) ? [path] : [];
  }
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, [...path, key]));
}

/** A copy of the value with another one at the path. undefined: without it. */
function changed(value: Value, [step = "", ...rest]: readonly string[], next: Value | undefined): Value {
  const parts = Object.entries(value as Readonly<Record<string, Value>>).flatMap(([key, part]) => {
    if (key !== step) return [[key, part] as const];
    const changedPart = rest.length === 0 ? next : changed(part, rest, next);
    return changedPart === undefined ? [] : [[key, changedPart] as const];
  });
  return Array.isArray(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

const nextFor = (value: Value): readonly string[] => nextOf(load(JSON.stringify(value)));

describe("the advice about an empty text", () => {
  test("starts from a file without a problem, with all places of a text", () => {
    expect(nextFor(whole)).toEqual([]);
    expect(textsOf(whole)).toHaveLength(32);
  });

  test.each(textsOf(whole).map((path) => [path.join("/"), path] as const))(
    "says whether the text at %s may be left out",
    (_, path) => {
      const [advice] = nextFor(changed(whole, path, ""));
      const isRemovable = nextFor(changed(whole, path, undefined)).length === 0;
      const key = path.at(-1) ?? "";
      const removal = /^\d+$/.test(key) ? ", or remove the item" : `, or leave \`${key}\` out`;
      expect(advice).toBe(`Write some text${isRemovable ? removal : ""}.`);
    },
  );
});

const holdOf = (workspace: string): string =>
  `version: 1\nholds:\n  - workspace: ${workspace}\n    select: {id: 1}\n    schedule: disabled\n    until: 2026-12-01T00:00:00Z\n    reason: r\n    owner: ana\n`;
const selecting = (written: string): string => holdOf("1").replace("{id: 1}", written);

describe("the advice about an id names the key that has it", () => {
  test.each([
    ["the workspace of a hold", holdOf('"123"'), "Write `workspace: 123`."],
    ["an empty workspace of a hold", holdOf(""), "Write the id as Skyvia shows it, as `workspace: 456`."],
    ["an id of a selection", selecting('{id: "12"}'), "Write `id: 12`."],
    ["an item of a list of ids", selecting('{id: [1, "12"]}'), "Write `12`."],
    ["another item of a list of ids", selecting("{id: [1, x]}"), "Write the id as Skyvia shows it, as `456`."],
    ["the id of an entry", withEntries('id: "7"\nschedule: enabled'), "Write `id: 7`."],
    ["a name in a list of names", selecting("{name: [a, 2024]}"), 'Put it in quotes: `"2024"`.'],
    ["the only name of a selection", selecting("{name: 2024}"), 'Put it in quotes: `name: "2024"`.'],
  ])("of %s", (_, text, next) => {
    expect(nextOf(load(text))).toContain(next);
  });
});

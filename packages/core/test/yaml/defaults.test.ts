import { describe, expect, test } from "vitest";
import { entryEssence } from "../../src/model/essence.ts";
import { acceptDrift, mergeImport } from "../../src/yaml/index.ts";
import { load, nextOf, told } from "./config-builder.ts";

/** A file with these defaults and entries, each in flow style, from line 5 on. */
const file = (defaults: string, ...entries: readonly string[]): string =>
  ["version: 1", "workspaces:", "  - id: 123", `    defaults: ${defaults}`, "    integrations:"]
    .concat(entries.map((entry) => `      - ${entry}`))
    .join("\n")
    .concat("\n");
const all = "{ owner: data, tags: [a, b], mode: observe, protected: true }";

function entriesOf(...texts: readonly string[]) {
  const { desired, problems } = load(...texts);
  expect(problems).toEqual([]);
  return desired.workspaces.flatMap(({ entries }) => entries);
}

const essences = (...texts: readonly string[]) => entriesOf(...texts).map(entryEssence);

describe("defaults of a workspace block", () => {
  test.each<[string, string, string, string]>([
    [
      "an entry by id",
      all,
      "{ id: 1, schedule: enabled }",
      "owner: data, tags: [a, b], mode: observe, protected: true",
    ],
    ["an entry by name", "{ owner: data }", "{ name: n, schedule: enabled }", "owner: data"],
    ["a glob", "{ tags: [a] }", '{ match: "s-*", schedule: enabled }', "tags: [a]"],
    ["a block without a key", "{}", "{ id: 1, schedule: enabled }", ""],
  ])("apply to %s as if it had the keys itself", (_, defaults, entry, said) => {
    const own = entry.replace(" }", said === "" ? " }" : `, ${said} }`);
    expect(essences(file(defaults, entry))).toEqual(essences(file("{}", own)));
  });

  test.each<[string, string, object]>([
    ["an owner", "owner: ana", { owner: "ana", tags: ["a", "b"], mode: "observe", protected: true }],
    ["tags, which are not put together", "tags: [c]", { tags: ["c"], owner: "data" }],
    ["no tags", "tags: []", { tags: [], owner: "data" }],
    ["a mode", "mode: enforce", { mode: "enforce", protected: true }],
    ["no protection", "protected: false", { protected: false, mode: "observe" }],
  ])("are replaced by an entry's own key: %s", (_, own, expected) => {
    expect(essences(file(all, `{ id: 1, schedule: enabled, ${own} }`))).toMatchObject([expected]);
  });

  test("apply only to the block: not to another file's block of the workspace, nor to another workspace", () => {
    const other = "version: 1\nworkspaces:\n  - id: 123\n    integrations: [{ id: 2, schedule: enabled }]\n";
    const owners = entriesOf(
      file("{ owner: data }", "{ id: 1, schedule: enabled }"),
      `${other}  - id: 124\n    integrations: [{ id: 1, schedule: enabled }]\n`,
    ).map(({ owner }) => owner);
    expect(owners).toEqual(["data", null, null]);
  });

  test("each entry knows the places of the defaults, and which of them it takes", () => {
    const [first, second] = entriesOf(
      file(all, "{ id: 1, schedule: enabled }", "{ id: 2, schedule: enabled, protected: true, tags: [] }"),
    );
    const at = (column: number): object => ({ file: "a.yaml", line: 4, column });
    expect(first).toMatchObject({ protectedSource: at(70) });
    expect(first?.defaults).toEqual([
      { key: "owner", source: at(24), taken: true },
      { key: "tags", source: at(36), taken: true },
      { key: "mode", source: at(50), taken: true },
      { key: "protected", source: at(70), taken: true },
    ]);
    expect(second).toMatchObject({ protectedSource: { line: 7, column: 48 } });
    expect(second?.defaults.filter(({ taken }) => taken).map(({ key }) => key)).toEqual(["owner", "mode"]);
  });

  test("may be an alias", () => {
    const text = file("&d { owner: data }", "{ id: 1, schedule: enabled }");
    const [, second] = entriesOf(
      `${text}  - id: 124\n    defaults: *d\n    integrations: [{ id: 1, schedule: enabled }]\n`,
    );
    expect(second).toMatchObject({ owner: "data", defaults: [{ source: { line: 4 } }] });
  });
});

test.each<[string, string, string]>([
  ["null", "null", "a.yaml:4:15: wrong-type: `defaults` must be a mapping, not `null`"],
  ["nothing", "", "a.yaml:4:5: wrong-type: `defaults` must be a mapping, but the value is empty"],
  ["a list", "[owner]", "a.yaml:4:15: wrong-type: `defaults` must be a mapping, not a list"],
  ["a text", "data", "a.yaml:4:15: wrong-type: `defaults` must be a mapping, not `data`"],
  ["a schedule", "{ schedule: enabled }", "a.yaml:4:17: unknown-key: `defaults` has no key `schedule`"],
  ["a reason", "{ reason: x }", "a.yaml:4:17: unknown-key: `defaults` has no key `reason`"],
  ["a typo", "{ ownr: x }", "a.yaml:4:17: unknown-key: `defaults` has no key `ownr`; did you mean `owner`?"],
  ["an owner that is null", "{ owner: null }", "a.yaml:4:24: bad-text: `owner` must be text, not `null`"],
  ["tags that are null", "{ tags: null }", "a.yaml:4:23: wrong-type: `tags` must be a list, not `null`"],
  ["a tag twice", "{ tags: [a, a] }", "a.yaml:4:27: duplicate-tag: the tag `a` is given twice, first at a.yaml:4:24"],
  ["a mode that is null", "{ mode: null }", "a.yaml:4:23: unknown-word: `mode` is `enforce` or `observe`, not `null`"],
  [
    "a word for protection",
    "{ protected: on }",
    "a.yaml:4:28: unknown-word: `protected` is `true` or `false`, not `on`; did you mean `true`?",
  ],
])("defaults that are %s are a problem at their place", (_, defaults, message) => {
  const read = load(file(defaults, "{ id: 1, schedule: enabled }"));
  expect(told(read)).toEqual([message]);
});

test("for an unknown key in defaults, the message lists the known keys", () => {
  expect(nextOf(load(file("{ zzzzzzzz: 1 }", "{ id: 1, schedule: enabled }")))).toEqual([
    "The keys are `owner`, `tags`, `mode`, `protected`.",
  ]);
});

test("defaults at the top of a file are a problem", () => {
  const text = `defaults: { owner: data }\n${file("{}", "{ id: 1, schedule: enabled }")}`;
  expect(told(load(text))).toEqual(["a.yaml:1:1: unknown-key: the file has no key `defaults`"]);
});

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("accepted drift", () => {
  const accept = (text: string): string => {
    const accepted = { workspaceId: 123, integrationId: 9, name: "s-9", schedule: "disabled" } as const;
    const { files, problems } = acceptDrift([{ file: "a.yaml", bytes: bytes(text) }], [accepted]);
    expect(problems).toEqual([]);
    return files.map((edited) => edited.text).join("");
  };
  const block = (defaults: string, glob: string, added: string): string =>
    file(defaults, ...(added === "" ? [] : [added]), glob);

  test.each<[string, string, string, string]>([
    ["none of the defaults", all, "", ""],
    ["nor of a default beside a key of the glob's own", all, ", owner: ana", "owner: ana"],
    [
      "a key of the glob's own that is usual elsewhere",
      all,
      ", mode: enforce, protected: false",
      "mode: enforce, protected: false",
    ],
    ["that the glob clears the tags", all, ", tags: []", "tags: []"],
    ["no key that is usual there", "{ owner: data }", ", mode: enforce, protected: false, tags: []", ""],
  ])("below a glob writes %s", (_, defaults, own, written) => {
    const glob = `{ match: "s-*", schedule: enabled${own} }`;
    const lines = written.split(/, (?=\w+:)/).filter((line) => line !== "");
    const added = ["id: 9", "name: s-9", "schedule: disabled", ...lines].join("\n        ");
    const before = block(defaults, glob, "");
    expect(accept(before)).toBe(block(defaults, glob, added));
  });

  test("in JSON writes keys and words with quotes", () => {
    const json = (items: string): string =>
      `{"version":1,"workspaces":[{"id":123,"defaults":{"mode":"observe","protected":true,"tags":["a"]},"integrations":[${items}]}]}`;
    const glob = '{"match":"s-*","schedule":"enabled","mode":"enforce","protected":false,"tags":[]}';
    const text = accept(json(glob));
    expect(JSON.parse(text)).toEqual(
      JSON.parse(
        json(`{"id":9,"name":"s-9","schedule":"disabled","mode":"enforce","protected":false,"tags":[]},${glob}`),
      ),
    );
  });

  test("by id changes only the schedule", () => {
    const text = file(all, "{ id: 9, schedule: enabled }");
    expect(accept(text)).toBe(text.replace("enabled", "disabled"));
  });
});

test.each([
  ["beside other entries", file(all, "{ id: 1, schedule: enabled }")],
  ["where there are no entries yet", file(all).replace("    integrations:\n", "")],
])("a merged import writes id, name and schedule %s, and has the defaults by its place", (_, text) => {
  const integrations = [{ id: 50, name: "New one", schedule: "enabled" as const }];
  const { text: merged, problems } = mergeImport({ file: "a.yaml", bytes: bytes(text) }, [
    { id: 123, name: null, integrations },
  ]);
  expect(problems).toEqual([]);
  expect(merged).toContain("- id: 50\n        name: New one\n        schedule: enabled");
  expect(merged.match(/owner|tags|mode|protected/g)).toHaveLength(4);
  expect(essences(merged).at(-1)).toMatchObject({ owner: "data", tags: ["a", "b"], mode: "observe", protected: true });
});

import { describe, expect, test } from "vitest";
import { place } from "../../../src/model/place.ts";
import { load, told, withEntries } from "../config-builder.ts";

const good = withEntries("id: 456\nschedule: enabled");

describe("a good file", () => {
  test("gives every key of an entry, with the places of its values", () => {
    const { desired, problems } = load(
      `version: 1
workspaces:
  - id: 123
    name: Production
    unmanaged: fail
    integrations:
      - id: 456
        name: Nightly orders
        schedule: enabled
        mode: observe
        owner: data
        tags: [finance, "1"]
        reason: "because: yes"
      - name: Hourly leads
        schedule: disabled
      - schedule: disabled
        match: "stg-*"
`,
    );
    expect(problems).toEqual([]);
    const at = (line: number, column: number): object => ({ file: "a.yaml", line, column });
    const plain = {
      name: null,
      nameSource: null,
      mode: "enforce",
      owner: null,
      reason: null,
      tags: [],
      protectedSource: null,
      defaults: [],
    };
    const limits = { disable: null, enable: null };
    expect(desired.workspaces).toEqual([
      {
        id: 123,
        name: "Production",
        tokenFrom: null,
        unmanaged: "fail",
        limits,
        source: at(3, 9),
        nameSource: at(4, 11),
        entries: [
          {
            selector: { kind: "id", id: 456 },
            name: "Nightly orders",
            schedule: "enabled",
            mode: "observe",
            owner: "data",
            tags: ["finance", "1"],
            protectedSource: null,
            reason: "because: yes",
            selectorSource: at(7, 13),
            nameSource: at(8, 15),
            source: at(9, 19),
            defaults: [],
          },
          {
            ...plain,
            selector: { kind: "name", name: "Hourly leads" },
            schedule: "disabled",
            selectorSource: at(14, 15),
            source: at(15, 19),
          },
          {
            ...plain,
            selector: { kind: "match", glob: "stg-*" },
            schedule: "disabled",
            selectorSource: at(17, 16),
            source: at(16, 19),
          },
        ],
      },
    ]);
  });

  test.each([
    ["with a byte order mark", `\ufeff${good}`],
    ["with CRLF", good.replaceAll("\n", "\r\n")],
    ["with both", `\ufeff${good.replaceAll("\n", "\r\n")}`],
    ["without a line break at its end", good.trimEnd()],
  ])("is the same %s", (_, text) => {
    expect(load(good).problems).toEqual([]);
    expect(load(text)).toEqual(load(good));
  });

  test.each([
    ["integrations are left out", "version: 1\nworkspaces:\n  - id: 5\n"],
    ["integrations are an empty list", "version: 1\nworkspaces:\n  - id: 5\n    integrations: []\n"],
  ])("asks for nothing if %s", (_, text) => {
    const { desired, problems } = load(text);
    expect(problems).toEqual([]);
    expect(desired.workspaces).toMatchObject([{ id: 5, unmanaged: "report", entries: [] }]);
  });

  test("may be JSON", () => {
    const { desired, problems } = load(
      '{"version":1,"workspaces":[{"id":5,"integrations":[{"id":7,"schedule":"enabled"}]}]}',
    );
    expect(problems).toEqual([]);
    expect(desired.workspaces[0]?.entries[0]).toMatchObject({
      selector: { kind: "id", id: 7 },
      source: { line: 1, column: 71 },
    });
  });

  test("counts columns in UTF-16 units, as editors do", () => {
    const { desired } = load(
      "version: 1\nworkspaces: [{id: 5, integrations: [{name: \u{1f600}é, schedule: enabled}]}]\n",
    );
    expect(desired.workspaces[0]?.entries[0]?.source).toEqual({ file: "a.yaml", line: 2, column: 59 });
  });

  test("may use anchors and aliases", () => {
    const { desired, problems } = load(
      withEntries("id: 1\nschedule: &state enabled\ntags: &tags [x]", "id: 2\nschedule: *state\ntags: *tags"),
    );
    expect(problems).toEqual([]);
    expect(desired.workspaces[0]?.entries[1]).toMatchObject({
      schedule: "enabled",
      tags: ["x"],
      source: { line: 9, column: 19 },
    });
  });
});

describe("several files", () => {
  test("join the entries of one workspace in the order of the files, and sort workspaces by id", () => {
    const { desired, problems } = load(
      "version: 1\nworkspaces:\n  - {id: 9}\n  - {id: 5, name: A, integrations: [{id: 2, schedule: enabled}]}\n",
      "version: 1\nworkspaces:\n  - {id: 5, unmanaged: fail, integrations: [{id: 1, schedule: disabled}]}\n",
    );
    expect(problems).toEqual([]);
    expect(
      desired.workspaces.map(({ id, name, unmanaged, entries, source }) => [
        id,
        name,
        unmanaged,
        entries.map(({ selector }) => selector),
        place(source),
      ]),
    ).toEqual([
      [
        5,
        "A",
        "fail",
        [
          { kind: "id", id: 2 },
          { kind: "id", id: 1 },
        ],
        "a.yaml:4:10",
      ],
      [9, null, "report", [], "a.yaml:3:10"],
    ]);
  });

  test("report all their problems in the order of files and places", () => {
    expect(told(load("version: 2\nworkspaces: [{id: 0}]\n", "", "version: 1\nworkspaces: [{id: x}]\n"))).toEqual([
      "a.yaml:1:10: version-not-supported: the format version must be 1, not `2`",
      "a.yaml:2:19: bad-id: an id is a whole number from 1 to 2147483647 in decimal digits, not `0`",
      "b.yaml:1:1: file-empty: the file is empty or has only comments",
      "c.yaml:2:19: bad-id: an id is a whole number from 1 to 2147483647 in decimal digits, not `x`",
    ]);
  });

  test.each([
    ["an id", "id: 3", "integration 3 is listed twice, first at a.yaml:2:42"],
    ["a name", "name: x", 'the integration named "x" is listed twice, first at a.yaml:2:44'],
    ["a glob", "match: x*", 'the glob "x*" is listed twice, first at a.yaml:2:45'],
  ])("must not name %s twice in one workspace", (_, selector, message) => {
    const text = `version: 1\nworkspaces: [{id: 1, integrations: [{${selector}, schedule: enabled}]}]\n`;
    const at = message.slice(-2);
    expect(told(load(text, text))).toEqual([`b.yaml:2:${at}: duplicate-entry: ${message}`]);
  });

  test("may name an id in two workspaces", () => {
    const text = "version: 1\nworkspaces: [{id: 1, integrations: [{id: 3, schedule: enabled}]}]\n";
    expect(told(load(text, text.replace("id: 1,", "id: 2,")))).toEqual([]);
  });

  test.each([
    ["name", "A", "B"],
    ["unmanaged", "fail", "ignore"],
  ])("must agree about a workspace's %s", (key, first, second) => {
    const text = (value: string): string => `version: 1\nworkspaces:\n  - id: 1\n    ${key}: ${value}\n`;
    const column = 7 + key.length;
    expect(told(load(text(first), text(first), text(second)))).toEqual([
      `c.yaml:4:${column}: workspace-differs: workspace 1 has \`${key}: "${second}"\` here and \`${key}: "${first}"\` at a.yaml:4:${column}`,
    ]);
  });

  test("must agree about a workspace's limits, and may each set one of them", () => {
    const text = (limits: string): string => `version: 1\nworkspaces:\n  - id: 1\n    limits: {${limits}}\n`;
    expect(told(load(text("disable: 10%"), text("enable: 5"), text("disable: 10%")))).toEqual([]);
    expect(told(load(text("disable: 10%"), text("disable: 5")))).toEqual([
      'b.yaml:4:23: workspace-differs: workspace 1 has `limits.disable: 5` here and `limits.disable: "10%"` at a.yaml:4:23',
    ]);
  });

  test("that do not exist are a problem: no file never means to disable", () => {
    expect(told(load())).toEqual([": no-files: there is no file to read"]);
  });
});

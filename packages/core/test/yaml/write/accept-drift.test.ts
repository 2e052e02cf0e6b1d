import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DesiredSchedule } from "../../../src/model/model.ts";
import { acceptDrift, applyEdits, type Acceptance, type AcceptedDrift } from "../../../src/yaml/index.ts";
import { load } from "../config-builder.ts";
import { runs } from "../../../../../test/laws/runs.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

function accept(texts: readonly string[], ...accepted: readonly Acceptance[]): AcceptedDrift {
  const files = texts.map((text, index) => ({ file: `${"ab"[index]}.yaml`, bytes: bytes(text) }));
  return acceptDrift(files, accepted);
}

const of = (
  integrationId: number,
  schedule: DesiredSchedule,
  name: string | null = `I${integrationId}`,
): Acceptance => ({
  workspaceId: 123,
  integrationId,
  name,
  schedule,
});

const head = "version: 1\nworkspaces:\n  - id: 123\n";
const list = `${head}    integrations:\n`;

/** The text before and after: `[old|new]` in the template, all else byte for byte. */
function sides(template: string): readonly [string, string] {
  const side = (keep: "$1" | "$2"): string => template.replaceAll(/«([^|»]*)\|([^»]*)»/g, keep);
  return [side("$1"), side("$2")];
}

describe("changes only the value", () => {
  test.each<[string, string, Acceptance]>([
    [
      "of an entry by id",
      `${list}      - id: 1\n        schedule: «enabled|disabled» # why\n\n# end\n`,
      of(1, "disabled"),
    ],
    ["of an entry by name", `${list}      - name: I2\n        schedule: «disabled|enabled»\n`, of(2, "enabled")],
    ["in double quotes", `${list}      - id: 1\n        schedule: "«enabled|disabled»"\n`, of(1, "disabled")],
    ["in single quotes", `${list}      - {schedule: '«enabled|disabled»' , id: 1}\n`, of(1, "disabled")],
    [
      "in double quotes with escapes",
      `${list}      - {id: 1, schedule: «"\\x65nabled"|"disabled"»}\n`,
      of(1, "disabled"),
    ],
    [
      "in a block of text",
      `${list}      - id: 1\n        schedule: |- # enabled\n          «enabled|disabled»\n`,
      of(1, "disabled"),
    ],
    [
      "on the line below its key",
      `${list}      - id: 1\n        schedule:\n          «enabled|disabled»\n`,
      of(1, "disabled"),
    ],
    [
      "of JSON",
      '{"version":1,"workspaces":[{"id":123,"integrations":[{"id":1,"schedule":"«enabled|disabled»"}]}]}',
      of(1, "disabled"),
    ],
    [
      "with CRLF and a byte order mark",
      `\ufeff${`${list}      - id: 1\n        schedule: «enabled|disabled»\n`.replaceAll("\n", "\r\n")}`,
      of(1, "disabled"),
    ],
    [
      "if the words are also at other places",
      `${list}      - id: 1\n        reason: enabled by disabled\n        schedule: «enabled|disabled»\n        tags: [enabled]\n`,
      of(1, "disabled"),
    ],
    [
      "in the right workspace",
      `version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - {id: 1, schedule: enabled}\n  - id: 123\n    integrations:\n      - {id: 1, schedule: «enabled|disabled»}\n`,
      of(1, "disabled"),
    ],
  ])("%s", (_, template, acceptance) => {
    const [before, after] = sides(template);
    const { files, problems } = accept([before], acceptance);
    expect(problems).toEqual([]);
    expect(files.map(({ text }) => text)).toEqual([after]);
  });
});

describe("puts an entry by id before the glob's", () => {
  const entry = "- id: 5\n        name: I5\n        schedule: enabled\n      ";
  test.each<[string, string, readonly Acceptance[]]>([
    ["in a block list", `${list}      «|${entry}»- match: "*"\n        schedule: disabled\n`, [of(5, "enabled")]],
    [
      "above the comments of the glob, below those of the entry before it",
      `${list}      - id: 1\n        schedule: enabled\n        # of 1\n      «|${entry}»# of the rest\n      # all of it\n      - match: "*"\n        schedule: disabled\n`,
      [of(5, "enabled")],
    ],
    [
      "in the list's own indentation",
      `version: 1\nworkspaces:\n- id: 123\n  integrations:\n  «|-   id: 5\n      name: I5\n      schedule: enabled\n  »-   match: "*"\n      schedule: disabled\n`,
      [of(5, "enabled")],
    ],
    [
      "where the glob's keys begin below its dash",
      `${list}      «|- id: 5\n        name: I5\n        schedule: enabled\n      »- # the - rest\n        match: "*"\n        schedule: disabled\n`,
      [of(5, "enabled")],
    ],
    [
      "in a flow list",
      `${head}    integrations: [{id: 1, schedule: enabled}, «|{ id: 5, name: "I5", schedule: enabled }, »{match: "*", schedule: disabled}]\n`,
      [of(5, "enabled")],
    ],
    [
      "in JSON of many lines",
      `{"version": 1, "workspaces": [{"id": 123, "integrations": [\n  «|{ "id": 5, "name": "I5", "schedule": "enabled" },\n  »{"match": "*", "schedule": "disabled"}\n]}]}`,
      [of(5, "enabled")],
    ],
    [
      "with all keys of the glob's entry except its reason",
      `${list}      «|- id: 5\n        name: I5\n        schedule: enabled\n        mode: observe\n        drain: wait\n        protected: true\n        owner: "no"\n        tags: [a-b, "x, y", "1"]\n      »- match: "*"\n        schedule: disabled\n        mode: observe\n        drain: wait\n        protected: true\n        owner: "no"\n        tags: [a-b, "x, y", "1"]\n        reason: by hand\n`,
      [of(5, "enabled")],
    ],
    [
      "with the same in a flow list",
      `${head}    integrations: [«|{ id: 5, name: "I5", schedule: enabled, mode: observe, drain: cancel, protected: true, owner: "ana", tags: ["x, y"] }, »{match: "*", schedule: disabled, mode: observe, drain: cancel, protected: true, owner: ana, tags: ["x, y"]}]\n`,
      [of(5, "enabled")],
    ],
    [
      "for several, in the order given",
      `${list}      «|- id: 5\n        name: I5\n        schedule: enabled\n      - id: 6\n        name: I6\n        schedule: enabled\n      »- match: "*"\n        schedule: disabled\n`,
      [of(5, "enabled"), of(6, "enabled")],
    ],
    [
      "with CRLF",
      `${list}      «|${entry}»- match: "*"\n        schedule: disabled\n`.replaceAll("\n", "\r\n"),
      [of(5, "enabled")],
    ],
  ])("%s", (_, template, accepted) => {
    const [before, after] = sides(template);
    const { files, problems } = accept([before], ...accepted);
    expect(problems).toEqual([]);
    expect(files.map(({ text }) => text)).toEqual([after]);
  });
});

test("several files change together; unaffected files are not among them", () => {
  const one = `${list}      - id: 1\n        schedule: enabled\n`;
  const two = `${list}      - match: "I*"\n        schedule: enabled\n`;
  const both = accept([one, two], of(1, "disabled"), of(2, "disabled"));
  expect(both.files.map(({ file }) => file)).toEqual(["a.yaml", "b.yaml"]);
  expect(accept([one, two], of(2, "disabled")).files.map(({ file }) => file)).toEqual(["b.yaml"]);
});

describe("changes nothing, and says so", () => {
  test.each<[string, string, Acceptance, string]>([
    [
      "where no entry covers it",
      `${list}      - id: 1\n        schedule: enabled\n`,
      of(2, "disabled"),
      ": accept-unmanaged",
    ],
    [
      "where the value is an alias",
      `${list}      - {id: 1, schedule: &s enabled}\n      - {id: 2, schedule: *s}\n`,
      of(2, "disabled"),
      "a.yaml:6:27: accept-shared",
    ],
    [
      "where the value has an anchor",
      `${list}      - {id: 1, schedule: &s enabled}\n      - {id: 2, schedule: *s}\n`,
      of(1, "disabled"),
      "a.yaml:5:30: accept-shared",
    ],
    [
      "where an anchor is not used",
      `${list}      - &e {id: 1, schedule: enabled}\n`,
      of(1, "disabled"),
      "a.yaml:5:30: accept-shared",
    ],
    [
      "where the entry is an alias",
      `version: 1\nworkspaces:\n  - id: 9\n    integrations:\n      - &e {id: 1, schedule: enabled}\n  - id: 123\n    integrations:\n      - *e\n`,
      of(1, "disabled"),
      "a.yaml:5:30: accept-shared",
    ],
    [
      "where the list is an alias",
      `version: 1\nworkspaces:\n  - id: 9\n    integrations: &l\n      - {id: 1, schedule: enabled}\n  - id: 123\n    integrations: *l\n`,
      of(1, "disabled"),
      "a.yaml:5:27: accept-shared",
    ],
    [
      "where the glob's list has an anchor",
      `version: 1\nworkspaces:\n  - id: 123\n    integrations: &l\n      - {match: "*", schedule: enabled}\n`,
      of(1, "disabled"),
      "a.yaml:5:32: accept-shared",
    ],
    ["where the file is not valid", "version: 2\n", of(1, "disabled"), "a.yaml:1:1: missing-key"],
  ])("%s", (_, text, acceptance, expected) => {
    const { files, problems } = accept([text], acceptance);
    expect(files).toEqual([]);
    const [found] = problems;
    const source = found?.source == null ? "" : `${found.source.file}:${found.source.line}:${found.source.column}`;
    expect(`${source}: ${found?.code}`).toBe(expected);
  });

  test("not even other values that could be changed", () => {
    const text = `${list}      - {id: 1, schedule: enabled}\n      - {id: 2, schedule: &s enabled}\n`;
    expect(accept([text], of(1, "disabled"), of(2, "disabled")).files).toEqual([]);
  });
});

test("whatever is accepted: the files then ask for it, ask for everything else as before, and differ only by the edits", () => {
  const state = fc.constantFrom<DesiredSchedule>("enabled", "disabled");
  const style = fc.record({
    lineBreak: fc.constantFrom("\n", "\r\n"),
    gap: fc.constantFrom(2, 4),
    indent: fc.constantFrom(0, 2, 3),
    comment: fc.constantFrom("", " # enabled: [b", " # disabled"),
    quote: fc.constantFrom("", '"', "'"),
    lastBreak: fc.boolean(),
    ids: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 9 }), state), { selector: ([id]) => id, maxLength: 4 }),
    globs: fc.uniqueArray(fc.tuple(fc.constantFrom("I1*", "I*", "*"), state), { selector: ([glob]) => glob }),
    live: fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 12 }), state), { selector: ([id]) => id, maxLength: 6 }),
  });
  fc.assert(
    fc.property(style, ({ lineBreak, gap, indent, comment, quote, lastBreak, ids, globs, live }) => {
      const dash = `-${" ".repeat(gap - 1)}`;
      const [outer, inner] = [" ".repeat(indent), " ".repeat(indent + gap)];
      const item = (selects: string, schedule: string): string[] => [
        `${inner}# on ${selects}`,
        `${inner}${dash}${selects}${comment}`,
        `${inner}${" ".repeat(gap)}schedule: ${quote}${schedule}${quote}${comment}`,
        "",
      ];
      const lines = [
        "version: 1",
        "workspaces:",
        `${outer}${dash}id: 123`,
        `${inner}integrations:${ids.length + globs.length === 0 ? " []" : ""}`,
        ...ids.flatMap(([id, schedule]) => item(`id: ${id}`, schedule)),
        ...globs.flatMap(([glob, schedule]) => item(`match: "${glob}"`, schedule)),
      ];
      const text = lines.join(lineBreak) + (lastBreak ? lineBreak : "");
      const askedBy = (given: string, id: number): string | undefined => {
        const entries = load(given).desired.workspaces[0]?.entries ?? [];
        const fits = (glob: string): boolean => `I${id}`.startsWith(glob.replace("*", ""));
        return (
          entries.find(({ selector }) => selector.kind === "id" && selector.id === id) ??
          entries.find(({ selector }) => selector.kind === "match" && fits(selector.glob))
        )?.schedule;
      };
      const drifted = live.filter(([id, schedule]) => (askedBy(text, id) ?? schedule) !== schedule);
      const { files, problems } = accept([text], ...drifted.map(([id, schedule]) => of(id, schedule)));
      expect(problems).toEqual([]);
      expect(files).toHaveLength(drifted.length === 0 ? 0 : 1);
      const after = files[0]?.text ?? text;
      for (let id = 1; id <= 12; id++) {
        expect(askedBy(after, id)).toBe(drifted.find(([one]) => one === id)?.[1] ?? askedBy(text, id));
      }
      for (const { before, edits } of files) {
        expect([before, applyEdits(before, edits)]).toEqual([text, after]);
        expect(
          edits.every((edit) => edit.length === 0 || before.slice(0, edit.offset + edit.length).endsWith("abled")),
        ).toBe(true);
      }
    }),
    runs(60),
  );
});

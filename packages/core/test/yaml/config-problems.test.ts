import { describe, expect, test } from "vitest";
import { load, nextOf, told, withEntries } from "./config-builder.ts";

const head = "version: 1\nworkspaces:\n  - id: 123\n";

describe("a file as a whole", () => {
  test.each([
    ["is empty", "", ["a.yaml:1:1: file-empty: the file is empty or has only comments"]],
    ["holds comments only", "# a\n\n# b\n", ["a.yaml:1:1: file-empty: the file is empty or has only comments"]],
    ["holds an empty document", "---\n# a\n...\n", ["a.yaml:1:1: file-empty: the file is empty or has only comments"]],
    ["is a list", "- a\n", ["a.yaml:1:1: wrong-type: the file must be a mapping, not a list"]],
    ["is text", "hello\n", ["a.yaml:1:1: wrong-type: the file must be a mapping, not `hello`"]],
    ["is null", "null\n", ["a.yaml:1:1: wrong-type: the file must be a mapping, not `null`"]],
    [
      "has a second document",
      `${head}---\nversion: 1\n`,
      ["a.yaml:4:1: second-document: a second YAML document begins here, but a file may have only one"],
    ],
    [
      "has a second, empty document",
      `${head}---\n`,
      ["a.yaml:4:1: second-document: a second YAML document begins here, but a file may have only one"],
    ],
    [
      "says that it is YAML 1.1",
      `%YAML 1.1\n---\n${head}`,
      ["a.yaml:1:1: yaml-version: the file says that it is not YAML 1.2"],
    ],
    [
      "has an unknown directive",
      `%FOO\n---\n${head}`,
      ["a.yaml:1:1: yaml-syntax: not valid YAML: Unknown directive %FOO"],
    ],
    [
      "has a control character",
      "version: 1 # \u0007\n",
      ["a.yaml:1:14: control-character: the control character U+0007 is not allowed in YAML"],
    ],
    [
      "has old line ends",
      "version: 1\rworkspaces: []\r",
      ["a.yaml:1:11: control-character: there is a carriage return without a line feed"],
    ],
    [
      "is not UTF-8",
      new Uint8Array([0x61, 0x3a, 0x0a, 0x20, 0xc3, 0x28]),
      ["a.yaml:2:2: file-not-utf8: the file is not UTF-8: byte 0xC3 is not valid here"],
    ],
    [
      "is not UTF-8 behind a byte order mark",
      new Uint8Array([0xef, 0xbb, 0xbf, 0x61, 0xff]),
      ["a.yaml:1:2: file-not-utf8: the file is not UTF-8: byte 0xFF is not valid here"],
    ],
    [
      "ends within a character",
      new Uint8Array([0x61, 0xe2, 0x82]),
      ["a.yaml:1:2: file-not-utf8: the file is not UTF-8: byte 0xE2 is not valid here"],
    ],
    [
      "has an encoded surrogate",
      new Uint8Array([0xed, 0xa0, 0x80]),
      ["a.yaml:1:1: file-not-utf8: the file is not UTF-8: byte 0xED is not valid here"],
    ],
    [
      "is UTF-16",
      new Uint8Array([0xff, 0xfe, 0x61, 0x00]),
      ["a.yaml:1:1: file-not-utf8: the file is not UTF-8: byte 0xFF is of a UTF-16 byte order mark"],
    ],
    [
      "has 16 MiB and a byte",
      new Uint8Array(16 * 1024 * 1024 + 1),
      ["a.yaml:1:1: file-too-large: the file has more than 16777216 bytes, which is the limit"],
    ],
  ] as const)("that %s", (_, text, expected) => {
    expect(told(load(text))).toEqual(expected);
  });
});

describe("YAML", () => {
  const tab = "tab-indent: the indentation contains a tab: YAML allows only spaces";
  test.each([
    ["a tab before a key of the file", "version: 1\n\tworkspaces: []\n", [`a.yaml:2:1: ${tab}`]],
    ["a tab before a dash", "version: 1\nworkspaces:\n\t- id: 1\n", [`a.yaml:3:1: ${tab}`]],
    ["a tab behind spaces", `${head} \t integrations: []\n`, [`a.yaml:4:2: ${tab}`]],
    ["a tab before a list", `${head}    integrations:\n\t- id: 1\n`, [`a.yaml:5:1: ${tab}`]],
    [
      "a value with a colon",
      withEntries("id: 5\nname: Foo: bar\nschedule: enabled"),
      ["a.yaml:6:15: yaml-syntax: not valid YAML: Nested mappings are not allowed in compact mappings"],
    ],
    [
      "a value that begins with @",
      withEntries("id: 5\nname: @foo\nschedule: enabled"),
      ["a.yaml:6:15: yaml-syntax: not valid YAML: Plain value cannot start with reserved character @"],
    ],
    [
      "a backslash in double quotes",
      withEntries('id: 5\nname: "a\\qb"\nschedule: enabled'),
      ["a.yaml:6:17: yaml-syntax: not valid YAML: Invalid escape sequence \\q"],
    ],
    [
      "an open quote",
      withEntries('id: 5\nschedule: enabled\nname: "foo'),
      ['a.yaml:8:1: yaml-syntax: not valid YAML: a closing " is missing'],
    ],
    [
      "a key is indented less than the item it belongs to",
      "version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - id: 1\n       schedule: enabled\n",
      ["a.yaml:6:8: yaml-syntax: not valid YAML: the line is indented less than the item of the list above it"],
    ],
    [
      "a key is indented more than the item it belongs to",
      "version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - id: 1\n          schedule: enabled\n",
      ["a.yaml:5:13: yaml-syntax: not valid YAML: a value is followed by a line that is indented like a part of it"],
    ],
    [
      "a value has a colon",
      "version: 1\nworkspaces:\n  - id: 7\n    name: a: b\n    integrations: []\n",
      ["a.yaml:4:11: yaml-syntax: not valid YAML: Nested mappings are not allowed in compact mappings"],
    ],
    [
      "a list is not closed",
      "version: 1\nworkspaces:\n  - id: 7\n    integrations: [\n  - id: 8\n",
      ["a.yaml:5:3: yaml-syntax: not valid YAML: a `[` is not closed by `]`, or a line inside it is not indented"],
    ],
    [
      "a merge conflict of git is left",
      "version: 1\nworkspaces:\n  - id: 7\n<<<<<<< HEAD\n    name: a\n=======\n    name: b\n>>>>>>> b\n",
      ["a.yaml:4:1: yaml-syntax: not valid YAML: a merge conflict of git is left in the file"],
    ],
    [
      "a merge conflict of git with the line ends of Windows is left",
      "version: 1\r\nworkspaces:\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> b\r\n",
      ["a.yaml:3:1: yaml-syntax: not valid YAML: a merge conflict of git is left in the file"],
    ],
    [
      "a key twice",
      `version: 1\nversion: 1\nworkspaces: [{id: 1}]\n`,
      ["a.yaml:2:1: duplicate-key: the key `version` is given twice, first at a.yaml:1:1"],
    ],
    [
      "a key twice, differently written",
      withEntries('id: 5\nschedule: enabled\n"schedule": disabled'),
      ["a.yaml:7:9: duplicate-key: the key `schedule` is given twice, first at a.yaml:6:9"],
    ],
    [
      "a tag",
      withEntries("id: 5\nname: !!str 12\nschedule: enabled"),
      ["a.yaml:6:21: tag-not-allowed: the tag `!!str` is not allowed"],
    ],
    [
      "a tag of one's own",
      withEntries("id: 5\ntags: !set [a]\nschedule: enabled"),
      ["a.yaml:6:20: tag-not-allowed: the tag `!set` is not allowed"],
    ],
    [
      "a merge key",
      withEntries("id: 5\n<<: {owner: ana}\nschedule: enabled"),
      ["a.yaml:6:9: merge-key: the merge key `<<` is not part of YAML 1.2"],
    ],
    [
      "a list as a key",
      withEntries("id: 5\n? [a]\n: 1\nschedule: enabled"),
      ["a.yaml:6:11: key-not-text: a key must be plain text, but this is an alias, a list or a mapping"],
    ],
    [
      "an alias without an anchor",
      withEntries("id: 5\nname: *foo\nschedule: enabled"),
      ["a.yaml:6:15: alias-unknown: the alias `*foo` has no anchor `&foo` before it"],
    ],
    [
      "an alias in itself",
      "version: 1\nworkspaces: &w [*w]\n",
      ["a.yaml:2:17: alias-in-itself: the alias `*w` refers to the node that contains it"],
    ],
  ] as const)("with %s", (_, text, expected) => {
    expect(told(load(text))).toEqual(expected);
  });
});

describe("a bomb", () => {
  const deep = "nesting-too-deep: lists and mappings are nested more than 64 levels deep";
  const nest = (levels: number): string => `x: ${"[".repeat(levels)}${"]".repeat(levels)}\n`;
  test.each([
    ["of 100,000 flow lists", "[".repeat(100_000), `a.yaml:1:65: ${deep}`],
    ["of 100,000 flow mappings", "{a: ".repeat(100_000), `a.yaml:1:257: ${deep}`],
    ["of 100,000 dashes", "- ".repeat(100_000), `a.yaml:1:129: ${deep}`],
    ["of 100,000 explicit keys", "? ".repeat(100_000), `a.yaml:1:129: ${deep}`],
    ["of 65 levels", nest(64), `a.yaml:1:67: ${deep}`],
    [
      "of levels that an alias adds",
      `a: &a ${"[".repeat(40)}${"]".repeat(40)}\nb: ${"[".repeat(30)}*a${"]".repeat(30)}\n`,
      `a.yaml:2:34: ${deep}`,
    ],
  ] as const)("%s", (_, text, expected) => {
    expect(told(load(text))).toContain(expected);
  });

  test("is not reported for 64 levels", () => {
    expect(told(load(nest(63))).filter((line) => line.includes("nesting"))).toEqual([]);
  });

  test("of aliases is reported at the alias that exceeds the limit, without being expanded", () => {
    const levels = Array.from({ length: 30 }, (_, level) => {
      const inner = level === 0 ? "x" : `*a${level - 1}`;
      return `a${level}: &a${level} [${Array.from({ length: 9 }, () => inner).join(", ")}]\n`;
    });
    expect(told(load(levels.join(""))).filter((line) => line.includes("alias"))).toEqual([
      "a.yaml:6:10: aliases-too-large: the aliases of this file expand to more than 100000 values",
    ]);
  });

  test.each([
    ["closing brackets", "]"],
    ["anchors", "&a "],
    ["quotes", '"" '],
    ["lines that are none", "a: b: c\n"],
  ])("of %s causes few problems", (_, part) => {
    const lines = told(load(part.repeat(50_000)));
    expect(lines.length).toBeGreaterThan(0);
    expect(lines.length).toBeLessThanOrEqual(20);
  });
});

describe("keys", () => {
  test.each([
    ["version is missing", "workspaces: [{id: 1}]\n", ["a.yaml:1:1: missing-key: the file has no `version`"]],
    [
      "version is 2",
      "version: 2\nworkspaces: [{id: 1}]\n",
      ["a.yaml:1:10: version-not-supported: the format version must be 1, not `2`"],
    ],
    [
      "version is quoted",
      'version: "1"\nworkspaces: [{id: 1}]\n',
      ['a.yaml:1:10: version-not-supported: the format version must be 1, not `"1"`'],
    ],
    [
      "version is 1.0",
      "version: 1.0\nworkspaces: [{id: 1}]\n",
      ["a.yaml:1:10: version-not-supported: the format version must be 1, not `1.0`"],
    ],
    [
      "version is empty",
      "version:\nworkspaces: [{id: 1}]\n",
      ["a.yaml:1:1: version-not-supported: the format version must be 1, but the value is empty"],
    ],
    ["workspaces are missing", "version: 1\n", ["a.yaml:1:1: missing-key: the file has no `workspaces`"]],
    ["workspaces are empty", "version: 1\nworkspaces:\n", ["a.yaml:2:1: no-workspaces: `workspaces` has no items"]],
    ["workspaces are none", "version: 1\nworkspaces: []\n", ["a.yaml:2:13: no-workspaces: `workspaces` has no items"]],
    [
      "workspaces are a mapping",
      "version: 1\nworkspaces: {id: 1}\n",
      ["a.yaml:2:13: wrong-type: `workspaces` must be a list, not a mapping"],
    ],
    [
      "a workspace is text",
      "version: 1\nworkspaces: [abc]\n",
      ["a.yaml:2:14: wrong-type: a workspace must be a mapping, not `abc`"],
    ],
    [
      "a workspace has no id",
      "version: 1\nworkspaces:\n  - name: A\n",
      ["a.yaml:3:5: missing-key: a workspace has no `id`"],
    ],
    [
      "a file lists a workspace twice",
      `${head}  - id: 123\n`,
      ["a.yaml:4:9: duplicate-entry: workspace 123 is listed twice, first at a.yaml:3:9"],
    ],
    [
      "integrations are a mapping",
      `${head}    integrations: {id: 4}\n`,
      ["a.yaml:4:19: wrong-type: `integrations` must be a list, not a mapping"],
    ],
    [
      "an integration is a number",
      withEntries("12"),
      ["a.yaml:5:9: wrong-type: an integration must be a mapping, not `12`"],
    ],
    [
      "an integration selects nothing",
      withEntries("schedule: enabled\nowner: ana"),
      ["a.yaml:5:9: selector-missing: the entry selects nothing: it has neither `id` nor `name` nor `match`"],
    ],
    [
      "an integration in one line selects nothing",
      withEntries("{ schedule: enabled, owner: ana }"),
      ["a.yaml:5:11: selector-missing: the entry selects nothing: it has neither `id` nor `name` nor `match`"],
    ],
    [
      "an integration has id and match",
      withEntries("id: 4\nmatch: x\nschedule: enabled"),
      ["a.yaml:6:16: selectors-exclude: an entry with `match` cannot have `id` or `name` too"],
    ],
    [
      "an integration has name and match",
      withEntries("name: y\nmatch: x\nschedule: enabled"),
      ["a.yaml:6:16: selectors-exclude: an entry with `match` cannot have `id` or `name` too"],
    ],
    ["schedule is missing", withEntries("id: 4"), ["a.yaml:5:9: missing-key: an integration has no `schedule`"]],
    [
      "a key is misspelt",
      withEntries("id: 4\nschedule: enabled\nonwer: x"),
      ["a.yaml:7:9: unknown-key: an integration has no key `onwer`; did you mean `owner`?"],
    ],
    [
      "a key has capitals",
      withEntries("id: 4\nschedule: enabled\nReason: x"),
      ["a.yaml:7:9: unknown-key: an integration has no key `Reason`; did you mean `reason`?"],
    ],
    [
      "a key is of another kind",
      withEntries("id: 4\nschedule: enabled\ncolour: red"),
      ["a.yaml:7:9: unknown-key: an integration has no key `colour`"],
    ],
    ["a key of the file is unknown", `${head}holdz: []\n`, ["a.yaml:4:1: unknown-key: the file has no key `holdz`"]],
    [
      "a key is __proto__",
      withEntries("id: 4\nschedule: enabled\n__proto__: {mode: observe}"),
      ["a.yaml:7:9: unknown-key: an integration has no key `__proto__`"],
    ],
    [
      "a key is constructor",
      `${head}constructor: {prototype: {x: 1}}\n`,
      ["a.yaml:4:1: unknown-key: the file has no key `constructor`"],
    ],
    [
      "mode is misspelt",
      withEntries("id: 4\nschedule: enabled\nmode: observ"),
      ["a.yaml:7:15: unknown-word: `mode` is `enforce` or `observe`, not `observ`; did you mean `observe`?"],
    ],
    [
      "unmanaged is another word",
      `${head}    unmanaged: warn\n`,
      ["a.yaml:4:16: unknown-word: `unmanaged` is `ignore` or `report` or `fail`, not `warn`"],
    ],
    [
      "a name is a number",
      withEntries("id: 4\nname: 2024\nschedule: enabled"),
      ["a.yaml:6:15: bad-text: `name` must be text, not `2024`"],
    ],
    [
      "a name is a boolean",
      withEntries("name: true\nschedule: enabled"),
      ["a.yaml:5:15: bad-text: `name` must be text, not `true`"],
    ],
    [
      "a name is empty",
      withEntries('name: ""\nschedule: enabled'),
      ['a.yaml:5:15: bad-text: `name` must be text, not `""`'],
    ],
    [
      "an owner is not written",
      withEntries("id: 4\nschedule: enabled\nowner:"),
      ["a.yaml:7:9: bad-text: `owner` must be text, but the value is empty"],
    ],
    [
      "tags are one word",
      withEntries("id: 4\nschedule: enabled\ntags: x"),
      ["a.yaml:7:15: wrong-type: `tags` must be a list, not `x`"],
    ],
    [
      "a tag is a number",
      withEntries("id: 4\nschedule: enabled\ntags: [x, 1]"),
      ["a.yaml:7:19: bad-text: `tags` must be text, not `1`"],
    ],
    [
      "a tag is listed twice",
      withEntries("id: 4\nschedule: enabled\ntags: [x, y, x]"),
      ["a.yaml:7:22: duplicate-tag: the tag `x` is given twice, first at a.yaml:7:16"],
    ],
    [
      "an id is listed twice",
      withEntries("id: 4\nschedule: enabled", "id: 4\nschedule: disabled"),
      ["a.yaml:7:13: duplicate-entry: integration 4 is listed twice, first at a.yaml:5:13"],
    ],
    [
      "an id is listed twice in entries that have other mistakes",
      withEntries("id: 4\nschedule: on", "id: 4\nschedule: enabled"),
      [
        "a.yaml:6:19: bad-schedule",
        "a.yaml:7:13: duplicate-entry: integration 4 is listed twice, first at a.yaml:5:13",
      ],
    ],
    [
      "much is wrong at once",
      withEntries("id: 017\nschedul: on", "name: 5\nschedule: yes\ntags: [1]"),
      [
        "a.yaml:5:9: missing-key",
        "a.yaml:5:13: bad-id",
        "a.yaml:6:9: unknown-key",
        "a.yaml:7:15: bad-text",
        "a.yaml:8:19: bad-schedule",
        "a.yaml:9:16: bad-text",
      ],
    ],
  ] as const)("where %s", (_, text, expected) => {
    const lines = told(load(text));
    expect(lines.map((line, index) => (line.startsWith(expected[index] ?? " ") ? expected[index] : line))).toEqual(
      expected,
    );
  });

  test("never reach a prototype", () => {
    const { desired, problems } = load(withEntries("id: 4\nschedule: enabled\n__proto__: {owner: eve, polluted: 1}"));
    expect(problems).toHaveLength(1);
    expect(desired.workspaces[0]?.entries).toEqual([]);
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});

describe("an id", () => {
  const general = "Write the id as Skyvia shows it, as `id: 456`.";
  test.each([
    ["017", "Write `id: 17`."],
    ["0x65", "Write `id: 101`."],
    ["0o17", "Write `id: 15`."],
    ["1.0", "Write `id: 1`."],
    ["1_000", "Write `id: 1000`."],
    ["1,000", "Write `id: 1000`."],
    ["1e3", "Write `id: 1000`."],
    ["+7", "Write `id: 7`."],
    ['"12"', "Write `id: 12`."],
    ["'12'", "Write `id: 12`."],
    ["-1", general],
    ["0", general],
    ["1.5", general],
    ["2147483648", general],
    ["99999999999999999999999", general],
    [".inf", general],
    ["true", general],
    ["null", general],
    ["abc", general],
  ])("must not be %s", (written, next) => {
    const read = load(withEntries(`id: ${written}\nschedule: enabled`));
    expect(told(read)).toEqual([
      `a.yaml:5:13: bad-id: an id is a whole number from 1 to 2147483647 in decimal digits, not \`${written}\``,
    ]);
    expect(nextOf(read)).toEqual([next]);
  });

  test.each([1, 2147483647])("may be %i", (id) => {
    const { desired, problems } = load(withEntries(`id: ${id}\nschedule: enabled`));
    expect(problems).toEqual([]);
    expect(desired.workspaces[0]?.entries[0]?.selector).toEqual({ kind: "id", id });
  });
});

describe("a schedule", () => {
  const both = "Write `schedule: enabled` or `schedule: disabled`.";
  test.each([
    ["on", "Write `schedule: enabled`."],
    ["yes", "Write `schedule: enabled`."],
    ["true", "Write `schedule: enabled`."],
    ["Enabled", "Write `schedule: enabled`."],
    ["ENABLED", "Write `schedule: enabled`."],
    ["active", "Write `schedule: enabled`."],
    ["enabeld", "Write `schedule: enabled`."],
    ["1", "Write `schedule: enabled`."],
    ["off", "Write `schedule: disabled`."],
    ["no", "Write `schedule: disabled`."],
    ["false", "Write `schedule: disabled`."],
    ["Disabled", "Write `schedule: disabled`."],
    ["paused", "Write `schedule: disabled`."],
    ["dissabled", "Write `schedule: disabled`."],
    ["undefined", both],
    ["sometimes", both],
    ["null", both],
  ])("must not be %s", (written, next) => {
    const read = load(withEntries(`id: 5\nschedule: ${written}`));
    expect(told(read)).toEqual([
      `a.yaml:6:19: bad-schedule: a schedule is \`enabled\` or \`disabled\`, not \`${written}\``,
    ]);
    expect(nextOf(read)).toEqual([next]);
  });

  test("must not be left empty", () => {
    expect(told(load(withEntries("id: 5\nschedule:")))).toEqual([
      "a.yaml:6:9: bad-schedule: a schedule is `enabled` or `disabled`, but the value is empty",
    ]);
  });

  test("may be quoted", () => {
    expect(told(load(withEntries('id: 5\nschedule: "enabled"')))).toEqual([]);
  });
});

describe("a limit", () => {
  const both = "Write it as `disable: 25` or `disable: 10%`.";
  test.each([
    ["-1", both],
    ["101%", both],
    ["-5%", both],
    ["abc", both],
    ["1e2", both],
    ["2.5%", both],
    ["true", both],
    ["null", both],
    ["99999999999", both],
    ["10 %", "Write `disable: 10%`."],
    ["10 percent", "Write `disable: 10%`."],
    ["010%", "Write `disable: 10%`."],
    ['"25"', "Write `disable: 25`."],
    ["25.0", "Write `disable: 25`."],
  ])("must not be %s", (written, next) => {
    const read = load(`${head}    limits: {disable: ${written}}\n`);
    expect(told(read)).toEqual([
      `a.yaml:4:23: bad-limit: a limit is a count, or whole percent from 0% to 100%, not \`${written}\``,
    ]);
    expect(nextOf(read)).toEqual([next]);
  });

  test.each([
    ["0", 0],
    ["25", 25],
    ["0%", "0%"],
    ["7%", "7%"],
    ["100%", "100%"],
    ['"10%"', "10%"],
  ])("may be %s", (written, limit) => {
    const { desired, problems } = load(`${head}    limits: {disable: 3, enable: ${written}}\n`);
    expect(problems).toEqual([]);
    const [workspace] = desired.workspaces;
    expect(workspace?.limits).toMatchObject({
      disable: { limit: 3 },
      enable: { limit, source: { line: 4, column: 34 } },
    });
  });

  test.each([
    [
      "a key that it does not have",
      "limits: {disabel: 3}",
      "4:14: unknown-key: `limits` has no key `disabel`; did you mean `disable`?",
    ],
    ["a list", "limits: [3]", "4:13: wrong-type: `limits` must be a mapping, not a list"],
    ["nothing", "limits:", "4:5: wrong-type: `limits` must be a mapping, but the value is empty"],
  ])("of a workspace must not be %s", (_, written, expected) => {
    expect(told(load(`${head}    ${written}\n`))).toEqual([`a.yaml:${expected}`]);
  });
});

describe("protected", () => {
  const both = "Write `protected: true` or `protected: false`.";
  test.each([
    ["yes", "Write `protected: true`."],
    ["on", "Write `protected: true`."],
    ["treu", "Write `protected: true`."],
    ["no", "Write `protected: false`."],
    ['"true"', "Write `protected: true`."],
    ["maybe", both],
    ["null", both],
  ])("must not be %s", (written, next) => {
    const read = load(withEntries(`id: 5\nschedule: enabled\nprotected: ${written}`));
    expect(told(read)[0]).toContain(
      `a.yaml:7:20: unknown-word: \`protected\` is \`true\` or \`false\`, not \`${written}\``,
    );
    expect(nextOf(read)).toEqual([next]);
  });

  test("is at the place of its value, or nowhere", () => {
    const at = (written: string) => load(withEntries(`id: 5\nschedule: enabled\nprotected: ${written}`)).desired;
    expect(at("true").workspaces[0]?.entries[0]?.protectedSource).toEqual({ file: "a.yaml", line: 7, column: 20 });
    expect(at("false").workspaces[0]?.entries[0]?.protectedSource).toBeNull();
  });
});

test.each([
  ["a number as name", withEntries("name: 2024\nschedule: enabled"), 'Put it in quotes: `name: "2024"`.'],
  ["a number as tag", withEntries("id: 4\nschedule: enabled\ntags: [1]"), 'Put it in quotes: `"1"`.'],
  [
    "an unknown key",
    withEntries("id: 4\nschedule: enabled\ncolour: red"),
    "The keys are `id`, `name`, `match`, `schedule`, `mode`, `drain`, `protected`, `owner`, `tags`, `reason`.",
  ],
  ["a tab", "version: 1\n\tworkspaces: []\n", "Replace it by spaces."],
  [
    "an empty file",
    "",
    "An empty file never means that everything is disabled. Write `version: 1` and `workspaces:`, or leave the file out.",
  ],
  ["a control character", "a: \u0000", 'Remove it, or write it as "\\u0000" in double quotes.'],
])("says what to do about %s", (_, text, next) => {
  expect(nextOf(load(text))).toContain(next);
});

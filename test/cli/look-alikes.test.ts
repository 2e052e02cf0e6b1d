import { describe, test } from "vitest";
import { openPlace } from "./place.ts";

/** Names as they are live; in the files and flags each is written with characters that print alike. */
const seed = {
  workspaces: [
    {
      id: 7,
      name: "Pro duction",
      integrations: [
        { id: 1, name: "Nightly\u{a0}orders", schedule: "enabled" as const },
        { id: 2, name: "Cafe\u{301}", schedule: "enabled" as const },
      ],
    },
  ],
};

const file = (entries: string, workspace = ""): string =>
  `version: 1\nworkspaces:\n  - id: 7\n${workspace}    integrations:\n${entries}`;

const nbsp = "character 8 is U+00A0 (no-break space) in the live name, and U+0020 (space) in yours";
const accent = "character 4 is U+0065 U+0301 in the live name, and U+00E9 in yours";

describe.concurrent("texts that print alike show what differs by code point", () => {
  test.for<[string, string, readonly string[], string]>([
    ["an asserted name", file('      - {id: 1, name: "Nightly orders", schedule: enabled}\n'), ["plan"], nbsp],
    ["a name that selects", file('      - {name: "Caf\u{e9}", schedule: enabled}\n'), ["plan"], accent],
    [
      "the name of a workspace",
      file("      - {id: 1, schedule: enabled}\n", '    name: "Pro\u{202f}duction"\n'),
      ["plan"],
      "character 4 is U+0020 (space) in the live name, and U+202F (narrow no-break space) in yours",
    ],
    ["a name in drift", file('      - {id: 1, name: "Nightly orders", schedule: enabled}\n'), ["drift"], nbsp],
    [
      "-w",
      file("      - {id: 1, schedule: enabled}\n"),
      ["plan", "-w", "Pro\u{a0}duction"],
      "character 4 is U+0020 (space) in the live name, and U+00A0 (no-break space) in yours",
    ],
    ["explain by name", file("      - {id: 1, schedule: enabled}\n"), ["explain", "Nightly orders", "-w", "7"], nbsp],
    [
      "--select by tag",
      file('      - {id: 1, schedule: enabled, tags: ["stg\u{2011}1"]}\n'),
      ["plan", "--select", "tag:stg-1"],
      "character 4 is U+002D (hyphen) in tag:stg-1, and U+2011 (non-breaking hyphen) in the file",
    ],
    [
      "--select by name",
      file('      - {match: "*", schedule: enabled}\n'),
      ["plan", "--select", "name:Nightly orders"],
      "character 8 is U+0020 (space) in name:Nightly orders, and U+00A0 (no-break space) in the live name",
    ],
    [
      "--select by owner",
      file('      - {id: 1, schedule: enabled, owner: "\u{430}na"}\n'),
      ["plan", "--select", "owner:ana"],
      "character 1 is U+0061 in owner:ana, and U+0430 in the file",
    ],
    [
      "a word",
      file("      - {id: 1, schedule: enabled\u{a0}}\n"),
      ["validate"],
      "character 8 is U+00A0 (no-break space)",
    ],
    ["a key", file("      - {id: 1, sch\u{435}dule: enabled}\n"), ["validate"], "character 4 is U+0435"],
    ["an id", file("      - {id: 1\u{2009}, schedule: enabled}\n"), ["validate"], "character 2 is U+2009 (thin space)"],
    [
      "a limit",
      file("      []\n", "    limits: {disable: 10\u{a0}%}\n"),
      ["validate"],
      "character 3 is U+00A0 (no-break space)",
    ],
  ])("%s", async ([, text, args, says], { expect }) => {
    await using place = await openPlace({ seed });
    place.write("skyvia.yaml", text);
    const { stderr, code } = await place.run(args);
    expect(stderr).toContain(says);
    expect(code).not.toBe(0);
  });
});

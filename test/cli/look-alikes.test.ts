import { describe, test } from "vitest";
import { openPlace } from "./place.ts";

/** Live names; files and flags write each of them with characters that look the same. */
const seed = {
  workspaces: [
    {
      id: 7,
      name: "Pro duction",
      integrations: [
        { id: 1, name: "Nightly\u{a0}orders", schedule: "enabled" as const },
        { id: 2, name: "Cafe\u{301}", schedule: "enabled" as const },
        { id: 3, name: "stg-orders", schedule: "enabled" as const },
      ],
    },
  ],
};

const file = (entries: string, workspace = "", overlays = ""): string =>
  `version: 1\nworkspaces:\n  - id: 7\n${workspace}    integrations:\n${entries}${overlays}`;
const one = "      - {id: 1, schedule: enabled}\n";
const hold = (select: string): string =>
  `holds:\n  - {workspace: 7, select: ${select}, schedule: disabled, until: 2026-12-01T00:00:00Z, reason: x, owner: y}\n`;
const freeze = (cron: string): string =>
  `freezes:\n  - {name: n, cron: "${cron}", duration: 2h, timeZone: Europe/Berlin}\n`;

const frozen = (selection: string): string =>
  `freezes:\n  - {name: n, ${selection}, from: 2026-12-01T00:00:00Z, until: 2099-01-01T00:00:00Z, reason: x, owner: y}\n`;

const nbsp = "character 8 is U+00A0 (no-break space) in the live name, and U+0020 (space) in yours";
const accent = "character 4 is U+0065 U+0301 in the live name, and U+00E9 in yours";

describe.concurrent("for texts that look the same, the message names the code point that differs", () => {
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
    [
      "--select by a glob",
      file('      - {match: "*", schedule: enabled}\n'),
      ["plan", "--select", "name:stg\u{2011}*"],
      'name:stg\u{2011}* [character 4 is U+2011 (non-breaking hyphen)] looks as if it matched "stg-orders"',
    ],
    [
      "an asterisk that is another character",
      file('      - {match: "*", schedule: enabled}\n'),
      ["plan", "--select", "name:stg-\u{2217}"],
      "character 5 is U+2217 (asterisk operator)",
    ],
    [
      "a hold by name",
      file(one, "", hold("{name: Nightly orders}")),
      ["plan"],
      "character 8 is U+0020 (space) in `select`",
    ],
    [
      "a hold by glob",
      file("      - {id: 3, schedule: enabled}\n", "", hold('{match: "stg\u{2011}*"}')),
      ["plan"],
      '`select` [character 4 is U+2011 (non-breaking hyphen)] looks as if it matched "stg-orders"',
    ],
    [
      "a hold by tag",
      file('      - {id: 1, schedule: enabled, tags: ["stg\u{2011}1"]}\n', "", hold("{tag: stg-1}")),
      ["plan"],
      "character 4 is U+002D (hyphen) in `select`, and U+2011 (non-breaking hyphen) in the file",
    ],
    [
      "a hold by owner",
      file('      - {id: 1, schedule: enabled, owner: "\u{430}na"}\n', "", hold("{owner: ana}")),
      ["plan"],
      "character 1 is U+0061 in `select`, and U+0430 in the file",
    ],
    [
      "a space in cron",
      file(one, "", freeze("0\u{a0}1 * * *")),
      ["validate"],
      "character 2 is U+00A0 (no-break space)",
    ],
    ["a dash in cron", file(one, "", freeze("0 1 * * 1\u{2013}5")), ["validate"], "character 10 is U+2013 (en dash)"],
    ["the id of a workspace as -w", file(one), ["plan", "-w", "7\u{a0}"], "character 2 is U+00A0 (no-break space)"],
    ["the value of a flag", file(one), ["plan", "--max-disable", "10\u{ff05}"], "character 3 is U+FF05"],
    ["a word that a flag takes", file(one), ["plan", "--format", "js\u{43e}n"], "character 3 is U+043E"],
    ["the kind of a criterion", file(one), ["plan", "--select", "n\u{430}me:x"], "character 2 is U+0430"],
    ["a flag", file(one), ["plan", "--s\u{435}lect", "id:1"], "character 4 is U+0435"],
    [
      "the dash of a flag",
      file(one),
      ["plan", "\u{2013}f", "x"],
      "character 1 is U+2013 (en dash)]: there is one argument too many; a flag",
    ],
    [
      "a base URL",
      file(one),
      ["plan", "--base-url", "http:\u{2044}\u{2044}x"],
      "another machine [character 6 is U+2044",
    ],
    ["a verb", file(one), ["pl\u{430}n"], "character 3 is U+0430], did you mean plan?"],
    ["an argument", file(one), ["get", "\u{ff11}", "-w", "7"], "character 1 is U+FF11"],
    [
      "a space after a colon",
      file("      - id:\u{a0}1\n        schedule: enabled\n"),
      ["validate"],
      "[character 12 of the line is U+00A0 (no-break space)]",
    ],
    ["a colon", file("      - id\u{a789} 1\n        schedule: enabled\n"), ["validate"], "U+A789"],
    [
      "the name of a file",
      file(one),
      ["plan", "-f", "skyvi\u{430}.yaml"],
      'but "skyvia.yaml" does. They look alike: character 6 is U+0061 in the name in the folder, and U+0430 in yours',
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
    const { stderr, code } = await place.run(args, { now: () => Date.parse("2026-11-24T06:00:00Z") });
    expect(stderr).toContain(says);
    expect(code).not.toBe(0);
  });
});

describe.concurrent("a freeze with a text that only looks like another one is reported, and the plan goes on", () => {
  test.for<[string, string, string]>([
    [
      "a freeze by name",
      file(one, "", frozen("select: {name: Nightly orders}")),
      "character 8 is U+0020 (space) in `select`",
    ],
    [
      "what a freeze spares, by glob",
      file(one, "", frozen('except: {match: "stg\u{2011}*"}')),
      '`except` [character 4 is U+2011 (non-breaking hyphen)] looks as if it matched "stg-orders"',
    ],
    [
      "what a freeze spares, by tag, beside a tag that fits",
      file('      - {id: 1, schedule: enabled, tags: ["stg\u{2011}1", b]}\n', "", frozen("except: {tag: [b, stg-1]}")),
      "character 4 is U+002D (hyphen) in `except`, and U+2011 (non-breaking hyphen) in the file",
    ],
  ])("%s", async ([, text, says], { expect }) => {
    await using place = await openPlace({ seed });
    place.write("skyvia.yaml", text);
    const { stderr, code } = await place.run(["plan"], { now: () => Date.parse("2026-11-24T06:00:00Z") });
    expect(stderr).toMatch(/^skyvia\.yaml:\d+:\d+: warning: the freeze "n" does not match what it seems to match/);
    expect(stderr).toContain(says);
    expect(code).toBe(0);
  });

  test.for([
    ["that is over", "select: {name: Nightly orders}, from: 2026-10-01T00:00:00Z, until: 2026-11-01T00:00:00Z"],
    [
      "of names that are not there yet",
      "select: {name: Later}, from: 2026-12-01T00:00:00Z, until: 2026-12-02T00:00:00Z",
    ],
  ])("one %s is not", async ([, keys], { expect }) => {
    await using place = await openPlace({ seed });
    place.write("skyvia.yaml", file(one, "", `freezes:\n  - {name: n, ${keys}}\n`));
    expect((await place.run(["plan"], { now: () => Date.parse("2026-11-24T06:00:00Z") })).stderr).not.toContain(
      "warning",
    );
  });
});

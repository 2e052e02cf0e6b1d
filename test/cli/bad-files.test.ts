import { afterAll, beforeAll, describe, test, type ExpectStatic } from "vitest";
import { printed, seen } from "./laws.ts";
import { openPlace, type Place } from "./place.ts";

const empty = "";

/** The messages about each file so far. */
const told: string[] = [];

let place: Place;
let nth = 0;

beforeAll(async () => {
  place = await openPlace();
});
afterAll(async () => place[Symbol.asyncDispose]());

/** The output of `plan` for a file that is refused before any call. */
async function refused(expect: ExpectStatic, content: string | Uint8Array): Promise<string> {
  const file = `${++nth}.yaml`;
  place.write(file, content);
  const ended = await place.run(["plan", "-f", file]);
  told.push(ended.stderr);
  expect(ended).toMatchObject({ code: 5, stdout: "" });
  expect(ended.stderr).toMatch(new RegExp(`^${file}:\\d+:\\d+: error: .+\\n  \\S.+`));
  expect(place.read(file)).toBe(new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes(content)));
  return seen(ended).replaceAll(file, "skyvia.yaml");
}

function bytes(content: string | Uint8Array): Uint8Array {
  return typeof content === "string" ? new TextEncoder().encode(content) : content;
}

/** A file with one entry, in which only the entry may be wrong. */
function entry(lines: string): string {
  return `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - ${lines.replaceAll("\n", "\n        ")}\n`;
}

describe.concurrent("the file as a whole", () => {
  test("an empty file", async ({ expect }) => {
    expect(await refused(expect, empty)).toMatchInlineSnapshot(`
      "skyvia.yaml:1:1: error: the file is empty or has only comments
        An empty file never means that everything is disabled. Write \`version: 1\` and \`workspaces:\`, or leave the file out.
      exit code 5
      "
    `);
  });

  test("comments only", async ({ expect }) => {
    expect(await refused(expect, "# nothing\n# yet\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:1:1: error: the file is empty or has only comments
        An empty file never means that everything is disabled. Write \`version: 1\` and \`workspaces:\`, or leave the file out.
      exit code 5
      "
    `);
  });

  test("a list at the top", async ({ expect }) => {
    expect(await refused(expect, "- id: 7\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:1:1: error: the file must be a mapping, not a list
        Write \`key: value\` lines, one key a line.
      exit code 5
      "
    `);
  });

  test("two documents", async ({ expect }) => {
    expect(await refused(expect, "version: 1\n---\nversion: 1\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:2:1: error: a second YAML document begins here, but a file may have only one
        Move it to a file of its own, or remove the \`---\`.
      exit code 5
      "
    `);
  });

  test("invalid UTF-8", async ({ expect }) => {
    expect(await refused(expect, Uint8Array.from([...bytes("version: 1\nname: "), 0xc3, 0x28, 0x0a])))
      .toMatchInlineSnapshot(`
      "skyvia.yaml:2:7: error: the file is not UTF-8: byte 0xC3 is not valid here
        Save the file as UTF-8.
      exit code 5
      "
    `);
  });

  test("indented by tabs", async ({ expect }) => {
    expect(await refused(expect, "version: 1\nworkspaces:\n\t- id: 7\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:3:1: error: the indentation contains a tab: YAML allows only spaces
        Replace it by spaces.
      exit code 5
      "
    `);
  });

  test("a key twice", async ({ expect }) => {
    expect(await refused(expect, "version: 1\nversion: 1\nworkspaces: []\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:2:1: error: the key \`version\` is given twice, first at skyvia.yaml:1:1
        Keep one of the two.
      skyvia.yaml:3:13: error: \`workspaces\` has no items
        Add a workspace, as \`- id: 123\`: an empty list never means that everything is disabled.
      exit code 5
      "
    `);
  });

  test("no version", async ({ expect }) => {
    expect(await refused(expect, "workspaces:\n  - id: 7\n    integrations: []\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:1:1: error: the file has no \`version\`
        Write \`version: 1\` as the first line.
      exit code 5
      "
    `);
  });

  test("another version", async ({ expect }) => {
    expect(await refused(expect, "version: 2\nworkspaces:\n  - id: 7\n    integrations: []\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:1:10: error: the format version must be 1, not \`2\`
        Write \`version: 1\`.
      exit code 5
      "
    `);
  });

  test("no workspace", async ({ expect }) => {
    expect(await refused(expect, "version: 1\nworkspaces: []\n")).toMatchInlineSnapshot(`
      "skyvia.yaml:2:13: error: \`workspaces\` has no items
        Add a workspace, as \`- id: 123\`: an empty list never means that everything is disabled.
      exit code 5
      "
    `);
  });

  test("an alias bomb", async ({ expect }) => {
    expect(await refused(expect, aliasBomb())).toMatchInlineSnapshot(`
      "skyvia.yaml:2:1: error: the file has no key \`a0\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:3:1: error: the file has no key \`a1\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:4:1: error: the file has no key \`a2\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:5:1: error: the file has no key \`a3\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:6:1: error: the file has no key \`a4\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:7:1: error: the file has no key \`a5\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:7:15: error: the aliases of this file expand to more than 100000 values
        Write the values out, or spread them over several files.
      skyvia.yaml:8:1: error: the file has no key \`a6\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:9:1: error: the file has no key \`a7\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:10:1: error: the file has no key \`a8\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:11:1: error: the file has no key \`a9\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:12:13: error: \`workspaces\` has no items
        Add a workspace, as \`- id: 123\`: an empty list never means that everything is disabled.
      exit code 5
      "
    `);
  });

  test("a nesting bomb", async ({ expect }) => {
    expect(await refused(expect, `version: 1\nworkspaces: ${"[".repeat(5000)}${"]".repeat(5000)}\n`))
      .toMatchInlineSnapshot(`
      "skyvia.yaml:2:76: error: lists and mappings are nested more than 64 levels deep
        This format needs six levels: remove the others.
      exit code 5
      "
    `);
  });

  test("`__proto__` as a key", async ({ expect }) => {
    expect(
      await refused(
        expect,
        "version: 1\n__proto__:\n  polluted: true\nworkspaces:\n  - id: 7\n    __proto__: { unmanaged: fail }\n",
      ),
    ).toMatchInlineSnapshot(`
      "skyvia.yaml:2:1: error: the file has no key \`__proto__\`
        The keys are \`version\`, \`workspaces\`, \`holds\`, \`freezes\`.
      skyvia.yaml:6:5: error: a workspace has no key \`__proto__\`
        The keys are \`id\`, \`name\`, \`tokenFrom\`, \`unmanaged\`, \`limits\`, \`defaults\`, \`integrations\`.
      exit code 5
      "
    `);
  });

  test("a key that does not exist, and one that nearly does", async ({ expect }) => {
    expect(await refused(expect, "version: 1\nworkspaces:\n  - id: 7\n    integratons: []\n    colour: red\n"))
      .toMatchInlineSnapshot(`
        "skyvia.yaml:4:5: error: a workspace has no key \`integratons\`; did you mean \`integrations\`?
          Write \`integrations\`, or remove the key.
        skyvia.yaml:5:5: error: a workspace has no key \`colour\`
          The keys are \`id\`, \`name\`, \`tokenFrom\`, \`unmanaged\`, \`limits\`, \`defaults\`, \`integrations\`.
        exit code 5
        "
      `);
  });
});

describe.concurrent("one entry", () => {
  test("an id twice", async ({ expect }) => {
    expect(
      await refused(
        expect,
        entry("id: 11\nschedule: enabled\n").trimEnd() + "\n      - id: 11\n        schedule: disabled\n",
      ),
    ).toMatchInlineSnapshot(`
      "skyvia.yaml:7:13: error: integration 11 is listed twice, first at skyvia.yaml:5:13
        Keep one of the two.
      exit code 5
      "
    `);
  });

  test("`schedule: on`", async ({ expect }) => {
    expect(await refused(expect, entry("id: 1\nschedule: on"))).toMatchInlineSnapshot(`
      "skyvia.yaml:6:19: error: a schedule is \`enabled\` or \`disabled\`, not \`on\`
        Write \`schedule: enabled\`.
      exit code 5
      "
    `);
  });

  test("`schedule: true`", async ({ expect }) => {
    expect(await refused(expect, entry("id: 1\nschedule: true"))).toMatchInlineSnapshot(`
      "skyvia.yaml:6:19: error: a schedule is \`enabled\` or \`disabled\`, not \`true\`
        Write \`schedule: enabled\`.
      exit code 5
      "
    `);
  });

  test("`schedule: Enabled`", async ({ expect }) => {
    expect(await refused(expect, entry("id: 1\nschedule: Enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:6:19: error: a schedule is \`enabled\` or \`disabled\`, not \`Enabled\`
        Write \`schedule: enabled\`.
      exit code 5
      "
    `);
  });

  test("no schedule", async ({ expect }) => {
    expect(await refused(expect, entry("id: 1\nname: Nightly orders"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:9: error: an integration has no \`schedule\`
        Add \`schedule: enabled\` or \`schedule: disabled\`.
      exit code 5
      "
    `);
  });

  test("the id 017", async ({ expect }) => {
    expect(await refused(expect, entry("id: 017\nschedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`017\`
        Write \`id: 17\`.
      exit code 5
      "
    `);
  });

  test("the id 1e3", async ({ expect }) => {
    expect(await refused(expect, entry("id: 1e3\nschedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`1e3\`
        Write \`id: 1000\`.
      exit code 5
      "
    `);
  });

  test("the id -1", async ({ expect }) => {
    expect(await refused(expect, entry("id: -1\nschedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`-1\`
        Write the id as Skyvia shows it, as \`id: 456\`.
      exit code 5
      "
    `);
  });

  test("the id 0", async ({ expect }) => {
    expect(await refused(expect, entry("id: 0\nschedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`0\`
        Write the id as Skyvia shows it, as \`id: 456\`.
      exit code 5
      "
    `);
  });

  test("the id as text", async ({ expect }) => {
    expect(await refused(expect, entry('id: "12"\nschedule: enabled'))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`"12"\`
        Write \`id: 12\`.
      exit code 5
      "
    `);
  });

  test("an id beyond int32", async ({ expect }) => {
    expect(await refused(expect, entry("id: 2147483648\nschedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`2147483648\`
        Write the id as Skyvia shows it, as \`id: 456\`.
      exit code 5
      "
    `);
  });

  test("an id in hexadecimal", async ({ expect }) => {
    expect(await refused(expect, entry("id: 0x65\nschedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:13: error: an id is a whole number from 1 to 2147483647 in decimal digits, not \`0x65\`
        Write \`id: 101\`.
      exit code 5
      "
    `);
  });

  test("a key with a typo", async ({ expect }) => {
    expect(await refused(expect, entry("id: 1\nshedule: enabled"))).toMatchInlineSnapshot(`
      "skyvia.yaml:5:9: error: an integration has no \`schedule\`
        Add \`schedule: enabled\` or \`schedule: disabled\`.
      skyvia.yaml:6:9: error: an integration has no key \`shedule\`; did you mean \`schedule\`?
        Write \`schedule\`, or remove the key.
      exit code 5
      "
    `);
  });
});

describe.concurrent("valid files", () => {
  test("a byte order mark", async ({ expect }) => {
    expect(await valid(`\ufeff${entry("id: 1\nschedule: enabled")}`)).toBe("Valid: 1 entry in 1 workspace.\n");
  });

  test("CRLF", async ({ expect }) => {
    const text = entry("id: 1\nschedule: enabled").replaceAll("\n", "\r\n");
    expect(await valid(text)).toBe("Valid: 1 entry in 1 workspace.\n");
  });
});

test("all of them in one run, as JSON: every problem of every file is reported, and no call is made", async ({
  expect,
}) => {
  const files = place.files().flatMap((file) => ["-f", file]);
  const ended = await place.run(["apply", "--yes", ...files, "--format", "json"]);
  const { command, changes, problems, summary } = printed(ended);
  expect({ command, changes, count: summary["problems"] }).toEqual({
    command: "apply",
    changes: [],
    count: problems.length,
  });
  expect(ended.stderr.trimEnd().split("\n"), "the first of them, and how many more").toHaveLength(1);
  const all = problems.map(({ source, message, next }) => {
    return `${source?.file}:${source?.line}:${source?.column}: error: ${message}\n  ${next}\n`;
  });
  const alone = told.flatMap((text) => text.split(/(?<=\n)(?=\S)/));
  expect(all).toEqual(expect.arrayContaining(alone)); // the files also contradict each other
  expect(place.emulator.requests()).toEqual([]);
  expect(place.files()).toHaveLength(nth);
});

async function valid(content: string): Promise<string> {
  const file = `${++nth}.yaml`;
  place.write(file, content);
  return seen(await place.run(["validate", "-f", file]));
}

/** Nine levels of ten aliases each: a thousand million values from a few lines. */
function aliasBomb(): string {
  const levels = Array.from({ length: 9 }, (_, level) => {
    return `a${level + 1}: &a${level + 1} [${Array.from({ length: 10 }, () => `*a${level}`).join(", ")}]`;
  });
  return `version: 1\na0: &a0 [x]\n${levels.join("\n")}\nworkspaces: *a9\n`;
}

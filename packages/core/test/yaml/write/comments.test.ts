import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { acceptDrift, mergeImport } from "../../../src/yaml/index.ts";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The result of a merge into a text when integration 50 is new in workspace 123. */
function merged(text: string): string {
  const integrations = [{ id: 50, name: null, schedule: "enabled" as const }];
  const { text: result, problems } = mergeImport({ file: "a.yaml", bytes: encode(text) }, [
    { id: 123, name: null, integrations },
  ]);
  expect(problems).toEqual([]);
  return result;
}

/** The result of `--accept` for a text when a glob decides about integration 50. */
function accepted(text: string): string {
  const acceptance = { workspaceId: 123, integrationId: 50, name: "stg-x", schedule: "enabled" as const };
  const { files, problems } = acceptDrift([{ file: "a.yaml", bytes: encode(text) }], [acceptance]);
  expect(problems).toEqual([]);
  return files[0]?.text ?? "";
}

const head = "version: 1\nworkspaces:\n  - id: 123\n    integrations:\n";
const entry = "      - id: 50\n        schedule: enabled\n";
const named = "      - id: 50\n        name: stg-x\n        schedule: enabled\n";
const glob = "      - match: stg-*\n        schedule: disabled\n";
const one = "      - id: 1\n        schedule: enabled\n";

/** The added text is in `«»`; all else is as before, byte for byte. */
const before = (marked: string): string => marked.replaceAll(/«[^»]*»/g, "");
const after = (marked: string): string => marked.replaceAll(/[«»]/g, "");

describe("a merge adds below the comments of the last entry", () => {
  test.each([
    ["at the depth of its keys", `${head}${one}        # owner: ana\n«${entry}»`],
    ["with a blank line between", `${head}${one}\n        # owner: ana\n«${entry}»`],
    ["after its value as well", `${head}${one.trimEnd()} # why\n        # more\n«${entry}»`],
    ["indented by a tab", `${head}${one}\t# owner: ana\n«${entry}»`],
    ["and above those at the depth of its dash", `${head}${one}        # its own\n«${entry}»      # - id: 9\n`],
    ["and above blank lines and the next key", `${head}${one}        # its own\n«${entry}»\n    unmanaged: fail\n`],
    ["and above the next workspace", `${head}${one}        # its own\n«${entry}»  # next\n  - id: 9\n`],
    ["without a last line break", `${head}${one}        # its own«\n${entry.trimEnd()}»`],
    ["with CRLF", `${head}${one}        # its own\n«${entry}»`.replaceAll("\n", "\r\n")],
    ["of an entry with an anchor", `${head}      - &a {id: 1, schedule: enabled}\n        # its own\n«${entry}»`],
    [
      "below a block of text",
      `${head}      - id: 1\n        schedule: enabled\n        reason: |\n          # text\n        # its own\n«${entry}»`,
    ],
    [
      "of a workspace without integrations",
      `version: 1\nworkspaces:\n  - id: 123\n    # a key\n«    integrations:\n${entry}»`,
    ],
    [
      "of the last workspace, for a new one",
      `version: 1\nworkspaces:\n  - id: 9\n    # its own\n«  - id: 123\n    integrations:\n${entry}»# end\n`,
    ],
    [
      "in a flow list with a last comma",
      `version: 1\nworkspaces:\n  - id: 123\n    integrations: [\n      {id: 1, schedule: enabled}, # one\n        # more\n«      { id: 50, schedule: enabled },\n»      # later\n    ]\n`,
    ],
    [
      "in a flow list without a last comma",
      `version: 1\nworkspaces:\n  - id: 123\n    integrations: [\n      {id: 1, schedule: enabled}«,» # one\n«      { id: 50, schedule: enabled }\n»    ]\n`,
    ],
  ])("%s", (_, marked) => expect(merged(before(marked))).toBe(after(marked)));
});

describe("--accept adds above the comments of the glob's entry, below those of the entry before", () => {
  test.each([
    ["in a block list", `${head}${one}        # of one\n«${named}»      # of the glob\n${glob}`],
    ["with blank lines", `${head}${one}        # of one\n\n«${named}»      # of the glob\n\n${glob}`],
    ["with a comment in the first column", `${head}${one}«${named}»# staging\n${glob}`],
    ["as the first entry", `${head}«${named}»        # of the glob\n      # more\n${glob}`],
    ["with CRLF", `${head}${one}        # of one\n«${named}»      # glob\n${glob}`.replaceAll("\n", "\r\n")],
    [
      "in a flow list",
      `version: 1\nworkspaces:\n  - id: 123\n    integrations: [\n      {id: 1, schedule: enabled}, # one\n        # more\n«      { id: 50, name: "stg-x", schedule: enabled },\n»      # of the glob\n      {match: "stg-*", schedule: disabled}\n    ]\n`,
    ],
    [
      "as the first of a flow list",
      `version: 1\nworkspaces:\n  - id: 123\n    integrations: [ # all\n«      { id: 50, name: "stg-x", schedule: enabled },\n»      # of the glob\n      {match: "stg-*", schedule: disabled}\n    ]\n`,
    ],
  ])("%s", (_, marked) => expect(accepted(before(marked))).toBe(after(marked)));
});

test("new lines have the line ends of the lines around them", () => {
  const text = `${head}${one}`.replace("version: 1\n", "version: 1\r\n");
  expect(merged(text)).toBe(text + entry);
});

/** A comment with the entry that it belongs to; `null` is the end of the list. */
interface Owned {
  readonly comment: string;
  readonly owner: string | null;
}

/** Who owns each comment, by the lines of the text alone: on or deeper below an entry its own, else of the next one. */
function ownersOf(text: string, dashColumn: number): Owned[] {
  const lines = text.split(/\r?\n/);
  const starts = lines.map((line) => /(?:id: |match: "?)(?!123\b)([\w*-]+)/.exec(line)?.[1] ?? null);
  return lines.flatMap((line, index): Owned[] => {
    const [, comment] = /#(c\d+)/.exec(line) ?? [];
    if (comment === undefined) return [];
    const above = starts.slice(0, index + 1).findLast((start) => start !== null && start !== "50") ?? null;
    const isNewAbove = starts.slice(0, index + 1).findLast((start) => start !== null) === "50";
    const next = starts.slice(index + 1).find((start) => start !== null) ?? null;
    const isOwn = !line.trim().startsWith("#") || line.search(/\S/) > dashColumn;
    if (isOwn && above !== null) return [{ comment, owner: isNewAbove ? "50" : above }];
    return [{ comment, owner: next }];
  });
}

const comments = fc.array(fc.constantFrom("own", "next", "blank"), { maxLength: 4 });

/** A text with two entries, the second of which is a glob, and comments of all kinds around them. */
const commented = fc.record({
  isFlow: fc.boolean(),
  lineBreak: fc.constantFrom("\n", "\r\n"),
  lastBreak: fc.boolean(),
  inline: fc.tuple(fc.boolean(), fc.boolean()),
  blocks: fc.tuple(comments, comments, comments),
});

function textOf(given: typeof commented extends fc.Arbitrary<infer T> ? T : never): string {
  const { isFlow, lineBreak, lastBreak, inline, blocks } = given;
  let count = 0;
  const block = (kinds: readonly string[], mayOwn: boolean): string[] => {
    const firstNext = kinds.indexOf("next");
    return kinds.map((kind, index) => {
      if (kind === "blank") return "";
      const isOwn = mayOwn && kind === "own" && (firstNext === -1 || index < firstNext);
      return `${isOwn ? "        " : "      "}#c${++count}`;
    });
  };
  const end = (has: boolean): string => (has ? ` #c${++count}` : "");
  const [above, between, below] = blocks;
  const lines = isFlow
    ? [
        "    integrations: [",
        ...block(above, false),
        `      {id: 1, schedule: enabled},${end(inline[0])}`,
        ...block(between, true),
        `      {match: "stg-*", schedule: disabled},${end(inline[1])}`,
        ...block(below, true),
        "    ]",
      ]
    : [
        "    integrations:",
        ...block(above, false),
        "      - id: 1",
        `        schedule: enabled${end(inline[0])}`,
        ...block(between, true),
        '      - match: "stg-*"',
        `        schedule: disabled${end(inline[1])}`,
        ...block(below, true),
      ];
  return ["version: 1", "workspaces:", "  - id: 123", ...lines].join(lineBreak) + (lastBreak ? lineBreak : "");
}

test.each([
  ["a merge", merged],
  ["--accept", accepted],
] as const)(
  "after %s every comment belongs to the entry of before, and without the new lines it is the text of before",
  (_, edit) => {
    fc.assert(
      fc.property(commented, (given) => {
        const text = textOf(given);
        const result = edit(text);
        expect(ownersOf(result, 6)).toEqual(ownersOf(text, 6));
        let same = 0;
        while (same < text.length && text[same] === result[same]) same++;
        const added = result.length - text.length;
        const without = Array.from({ length: same + 1 }, (__, at) => result.slice(0, at) + result.slice(at + added));
        expect(without).toContain(text);
      }),
      { numRuns: 300 },
    );
  },
);

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { place } from "../../../src/model/place.ts";
import { mergeImport, type ImportedWorkspace, type MergedImport } from "../../../src/yaml/index.ts";
import { load } from "../config-builder.ts";
import { runs } from "../../../../../test/laws/runs.ts";

const variable = "SKYVIA_TOKEN_WEST";
const fifty = { id: 50, name: null, schedule: "enabled" } as const;

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Merges a workspace 123 that has this variable, and these integrations, into the first text. */
function merge(
  [text = "", ...others]: readonly string[],
  { id = 123, tokenFrom = variable, integrations = [] }: Partial<ImportedWorkspace> = {},
): MergedImport {
  const files = others.map((other, index) => ({
    file: `${String.fromCharCode(98 + index)}.yaml`,
    bytes: encode(other),
  }));
  return mergeImport(
    { file: "a.yaml", bytes: encode(text) },
    [{ id, name: "Production", tokenFrom, integrations }],
    files,
  );
}

/** The added text is in `«»`; all else is as before, byte for byte. */
const before = (marked: string): string => marked.replaceAll(/«[^»]*»/g, "");
const after = (marked: string): string => marked.replaceAll(/[«»]/g, "");

const head = "version: 1\nworkspaces:\n";
const list = "    integrations:\n      - id: 1\n        schedule: enabled\n";
const key = `    tokenFrom: ${variable}\n`;

/** Files with a workspace without the key, and where the key goes. */
const places = [
  ["below the id", `${head}  - id: 123\n«${key}»${list}`],
  ["below the name", `${head}  - id: 123\n    name: Production\n«${key}»${list}`],
  ["below the name where it comes first", `${head}  - name: Production\n«${key}»    id: 123\n${list}`],
  ["below the id where it comes last", `${head}  - integrations: []\n    id: 123\n«${key}»  - id: 9\n`],
  ["below a name of several lines", `${head}  - id: 123\n    name: >-\n      Produc\n      tion\n«${key}»\n${list}`],
  ["below the comments of the id", `${head}  - id: 123 # west\n      # more\n«${key}»    # the entries\n${list}`],
  ["above blank lines", `${head}  - id: 123\n«${key}»\n${list}`],
  ["in the file's own indentation", `version: 1\nworkspaces:\n-   id: 123\n«${key}»    integrations: []\n`],
  ["beside a tab before a comment", `${head}  - id: 123\t# west\n«${key}»${list}`],
  ["with CRLF", `${head}  - id: 123 # one\n«${key}»${list}`.replaceAll("\n", "\r\n")],
  ["with a byte order mark", `\ufeff${head}  - id: 123\n«${key}»${list}`],
  ["where the file has no last line break", `${head}  - id: 123«\n${key.trimEnd()}»`],
  ["of a workspace without integrations", `${head}  - id: 123\n«${key}»  - id: 9\n${list}`],
  ["of a workspace with an anchor of its own", `${head}  - &west\n    id: 123\n«${key}»${list}`],
  ["below a key with a question mark", `${head}  - ? id\n    : 123\n«${key}»    ? integrations\n    : []\n`],
  ["in braces", `${head}  - {id: 123,« tokenFrom: ${variable},» integrations: []}\n`],
  ["in braces below the name", `${head}  - {id: 123, name: Production,« tokenFrom: ${variable},» integrations: []}\n`],
  ["in braces with nothing else", `${head}  - {id: 123«, tokenFrom: ${variable}»}\n`],
  ["in braces with a last comma", `${head}  - {id: 123,« tokenFrom: ${variable},»}\n`],
  ["in braces of one line with spaces", `${head}  - { id: 123 ,« tokenFrom: ${variable},» integrations: [ ] }\n`],
  [
    "in braces of several lines",
    `${head}  - {\n      id: 123, # west\n        # more\n«      tokenFrom: ${variable},\n»      # the entries\n      integrations: []\n    }\n`,
  ],
  [
    "in braces with a comment behind the first key",
    `${head}  - {id: 123, # west\n«    tokenFrom: ${variable},\n»      integrations: []}\n`,
  ],
  ["in braces with a comment behind the last key", `${head}  - {id: 123«, tokenFrom: ${variable}» # west\n    }\n`],
  ["in JSON", `{"version":1,"workspaces":[{"id":123,« "tokenFrom": "${variable}",»"integrations":[]}]}`],
  [
    "in JSON of several lines",
    `{\n  "version": 1,\n  "workspaces": [\n    {\n      "id": 123,\n«      "tokenFrom": "${variable}",\n»      "integrations": []\n    }\n  ]\n}\n`,
  ],
  [
    "in JSON of several lines with nothing else, in CRLF",
    `{\n  "version": 1,\n  "workspaces": [\n    {\n      "id": 123«,\n      "tokenFrom": "${variable}"»\n    }\n  ]\n}\n`.replaceAll(
      "\n",
      "\r\n",
    ),
  ],
] as const;

describe("tokenFrom is added to a workspace of the file", () => {
  test.each(places)("%s", (_, marked) => {
    const merged = merge([before(marked)]);
    expect(merged.problems).toEqual([]);
    expect(merged.text).toBe(after(marked));
    expect(merged).toMatchObject({ keyed: [123], added: [] });
  });

  test.each(places)("%s, with a new entry beside it, and once", (_, marked) => {
    const merged = merge([before(marked)], { integrations: [fifty] });
    expect(merged.problems).toEqual([]);
    expect(merged).toMatchObject({ keyed: [123], added: [{ workspaceId: 123, integrationId: 50 }] });
    const { workspaces } = load(merged.text).desired;
    expect(workspaces.find(({ id }) => id === 123)?.tokenFrom?.variable).toBe(variable);
    expect(merge([merged.text], { integrations: [fifty] })).toEqual({ ...merged, keyed: [], added: [] });
  });
});

const withKey = (name: string): string => `${head}  - id: 123\n    tokenFrom: ${name}\n    integrations: []\n`;

describe("a workspace that has the key", () => {
  test("with the same value stays, byte for byte", () => {
    const text = withKey(`"${variable}" # west`);
    expect(merge([text])).toEqual({ text, added: [], keyed: [], problems: [] });
  });

  test.each([
    ["in the file", [withKey("SKYVIA_TOKEN_EAST")], "a.yaml:4:16"],
    ["in another file", [`${head}  - id: 123\n`, withKey("SKYVIA_TOKEN_EAST")], "b.yaml:4:16"],
    ["in another file alone", [`${head}  - id: 9\n`, withKey("SKYVIA_TOKEN_EAST")], "b.yaml:4:16"],
  ] as const)("with another value %s is a problem at its place, and nothing is added", (_, texts, at) => {
    const { text, added, keyed, problems } = merge(texts, { integrations: [fifty] });
    expect({ text, added, keyed }).toEqual({ text: texts[0], added: [], keyed: [] });
    expect(problems).toMatchObject([{ code: "token-from-differs", workspaceId: 123 }]);
    expect(problems.map(({ source }) => source && place(source))).toEqual([at]);
    expect(problems[0]?.message).toBe(
      "workspace 123 has `tokenFrom: SKYVIA_TOKEN_EAST`, and --token-from names SKYVIA_TOKEN_WEST",
    );
  });

  test("in another file with the same value gets no second one", () => {
    const text = `${head}  - id: 123\n`;
    expect(merge([text, withKey(variable)])).toEqual({ text, added: [], keyed: [], problems: [] });
  });
});

describe("a workspace that only another file has", () => {
  test("gets a block with the key", () => {
    const merged = merge([`${head}  - id: 9\n`, `${head}  - id: 123\n`]);
    expect(merged).toMatchObject({ keyed: [123], added: [], problems: [] });
    expect(merged.text).toBe(`${head}  - id: 9\n  - id: 123\n${key}    integrations: []\n`);
  });

  test("gets a block with the key and what is new", () => {
    const merged = merge([`${head}  - id: 9\n`, `${head}  - id: 123\n`], { integrations: [fifty] });
    expect(merged.text).toBe(
      `${head}  - id: 9\n  - id: 123\n${key}    integrations:\n      - id: 50\n        schedule: enabled\n`,
    );
  });
});

test("a workspace that no file has, and that has nothing to add, is not added", () => {
  const text = `${head}  - id: 9\n`;
  expect(merge([text])).toEqual({ text, added: [], keyed: [], problems: [] });
});

test.each([
  ["the list of workspaces is an alias", `version: 1\nholds: &w\n  - id: 123\nworkspaces: *w\n`],
  ["the list of entries is an alias", `${head}  - id: 9\n    integrations: &a []\n  - id: 123\n    integrations: *a\n`],
])("nothing is added where %s and an entry is new", (_, text) => {
  const { text: kept, problems } = merge([text], { integrations: [fifty] });
  expect(problems).not.toEqual([]);
  expect(kept).toBe(text);
});

/** A comment on the line of a key, or deeper below it, belongs to it; one at its column belongs to the next key. */
test("the comments law: without the new text it is the text of before, and the key is between the comments of two keys", () => {
  const lines = fc.constantFrom("", " # c1");
  const below = fc.array(fc.constantFrom("deep", "next", "blank"), { maxLength: 3 });
  const file = fc.record({
    lineBreak: fc.constantFrom("\n", "\r\n"),
    style: fc.constantFrom("block", "flow", "json"),
    hasName: fc.boolean(),
    inline: lines,
    below,
    hasList: fc.boolean(),
    lastBreak: fc.boolean(),
  });
  fc.assert(
    fc.property(
      file,
      fc.boolean(),
      ({ lineBreak, style, hasName, inline, below: comments, hasList, lastBreak }, isNew) => {
        const quote = (name: string): string => (style === "json" ? `"${name}"` : name);
        const isFlow = style !== "block";
        const column = isFlow ? "      " : "    ";
        const written = comments.map((kind) =>
          kind === "blank" ? "" : `${kind === "deep" ? `${column}  ` : column}# ${kind}`,
        );
        const comma = (isLast: boolean): string => (isFlow && !isLast ? "," : "");
        const keys = [
          `${quote("id")}: 123`,
          ...(hasName ? [`${quote("name")}: ${quote("Production")}`] : []),
          ...(hasList ? [`${quote("integrations")}: []`] : []),
        ];
        const body = keys.flatMap((text, index) => {
          const isAbove = index === (hasName ? 1 : 0);
          const line = `${index === 0 && !isFlow ? "  - " : column}${text}${comma(index === keys.length - 1)}`;
          return isAbove ? [line + inline, ...written] : [line];
        });
        const all = ["version: 1", "workspaces:", ...(isFlow ? ["  - {", ...body, "    }"] : body)];
        const text = all.join(lineBreak) + (lastBreak ? lineBreak : "");
        expect(load(text).problems).toEqual([]);
        const merged = merge([text], { integrations: isNew ? [fifty] : [] });
        expect(merged.problems).toEqual([]);
        expect(merged.keyed).toEqual([123]);

        if (isNew) return;
        let same = 0;
        while (same < text.length && text[same] === merged.text[same]) same++;
        const length = merged.text.length - text.length;
        const without = Array.from(
          { length: same + 1 },
          (_, at) => merged.text.slice(0, at) + merged.text.slice(at + length),
        );
        expect(without).toContain(text);
        if (isFlow && !hasList) return; // behind the last key, on its line
        const firstNext = comments.indexOf("next");
        const own = firstNext === -1 ? comments : comments.slice(0, firstNext);
        const anchor = all.findIndex((line) => line.includes(hasName ? "Production" : "123"));
        const at = merged.text.split(lineBreak).findIndex((line) => line.includes("tokenFrom"));
        expect(at).toBe(anchor + 1 + own.lastIndexOf("deep") + 1);
      },
    ),
    runs(200),
  );
});

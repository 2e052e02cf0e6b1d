import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readInputs } from "../src/inputs.ts";
import { isOurs, markerOf } from "../src/marker.ts";

const marker = markerOf(readInputs({ INPUT_FILES: "skyvia" }));

const of = (env: Readonly<Record<string, string>>): string => markerOf(readInputs({ INPUT_FILES: "skyvia", ...env }));

describe("the marker depends on verb and selection", () => {
  test.each<[string, Readonly<Record<string, string>>]>([
    ["the token and the limits", { INPUT_TOKEN: "t", "INPUT_MAX-DISABLE": "1" }],
    ["flags that select nothing", { INPUT_ARGS: "--with-history\n--expires 24h" }],
    ["the commit of the last apply, another one in every run", { INPUT_ARGS: "--applied 1f2e3d" }],
    ["a flag of `flagsOfManner` in its other spelling", { INPUT_ARGS: "--requestTimeout=10s" }],
  ])("%s do not change it", (_, env) => {
    expect(of(env)).toBe(marker);
  });

  test.each<[string, Readonly<Record<string, string>>]>([
    ["other files", { INPUT_FILES: "other" }],
    ["a workspace", { INPUT_WORKSPACE: "7" }],
    ["a base URL", { "INPUT_BASE-URL": "https://x" }],
    ["another verb", { INPUT_VERB: "validate" }],
    ["a selection in args", { INPUT_ARGS: "--select tag:finance" }],
    ["an exclusion in args", { INPUT_ARGS: "--exclude tag:finance" }],
    ["another time", { INPUT_ARGS: "--at 2026-12-31T18:00:00Z" }],
    ["hygiene", { INPUT_ARGS: "--hygiene" }],
    ["a stack of Pulumi", { INPUT_ARGS: "--pulumi-stack stack.json" }],
    ["a flag that nobody knows yet", { INPUT_ARGS: "--runbook" }],
    ["a name", { INPUT_NAME: "nightly" }],
  ])("%s has its own marker", (_, env) => {
    expect(of(env)).not.toBe(marker);
  });

  test.each<[string, Readonly<Record<string, string>>, Readonly<Record<string, string>>]>([
    [
      "the order of args",
      { INPUT_ARGS: "--select id:1\n--exclude id:2" },
      { INPUT_ARGS: "--exclude id:2\n--select id:1" },
    ],
    ["the order of files", { INPUT_FILES: "a\nb" }, { INPUT_FILES: "b\na" }],
    [
      "the instant of --at, which a workflow may compute",
      { INPUT_ARGS: "--at 2026-01-01T00:00:00Z" },
      { INPUT_ARGS: "--at=2027-01-01T00:00:00Z" },
    ],
    ["the spelling of a flag", { INPUT_ARGS: "--select=id:1" }, { INPUT_ARGS: "--select id:1" }],
    ["whether an input or args say it", { INPUT_WORKSPACE: "7" }, { INPUT_ARGS: "-w 7" }],
    ["the verb under one name", { INPUT_NAME: "n", INPUT_VERB: "plan" }, { INPUT_NAME: "n", INPUT_VERB: "status" }],
  ])("%s makes no difference", (_, one, other) => {
    expect(of(one)).toBe(of(other));
  });
});

const cliPage = new URL("../../../docs/cli.md", import.meta.url);
const telling =
  "--accept --at --base-url --correct --exclude --failing-for --file --fix-expired --hygiene --pulumi-stack --select --workspace";

test("every flag of the verbs that the action runs either distinguishes two jobs or does not", async () => {
  const [common = "", ...verbs] = (await readFile(cliPage, "utf8")).split(/^## /m);
  const ofVerbs = verbs.filter((page) => /^(validate|plan|show|apply|drift|status)\n/.test(page));
  const flags = new Set([common, ...ofVerbs].flatMap((page) => page.match(/(?<=^\| (`[^`]*`, )?`)--[a-z-]+/gm) ?? []));
  expect(ofVerbs).toHaveLength(6);
  expect(
    [...flags]
      .filter((flag) => of({ INPUT_ARGS: flag }) !== marker)
      .toSorted()
      .join(" "),
  ).toBe(telling);
});

describe("whether the action may change a comment", () => {
  const user = (type: string) => ({ type }) as never;
  test.each([
    ["a bot's with the marker", `${marker}\nx`, "Bot", "NONE", true],
    ["a member's, whose token wrote it", `${marker}\nx`, "User", "MEMBER", true],
    ["that of somebody from outside", `${marker}\nx`, "User", "CONTRIBUTOR", false],
    ["a bot's without it", "x", "Bot", "NONE", false],
    ["a quote of it", `> ${marker}\nx`, "Bot", "NONE", false],
    ["one that was edited in the web page: CRLF", `${marker}\r\nx\r\n`, "Bot", "NONE", true],
    ["old line ends", `${marker}\rx`, "Bot", "NONE", true],
    ["trailing blanks", `${marker}  \t\nx`, "Bot", "NONE", true],
    ["blanks within the marker", `${marker.replace("<!-- ", "<!--")}\nx`, "Bot", "NONE", true],
    ["the marker at the end", `x\r\n\r\n${marker}`, "Bot", "NONE", true],
    ["a note of somebody above it", `See below.\r\n${marker}\r\nx`, "User", "OWNER", true],
    ["text before it in its line", `see ${marker}\nx`, "Bot", "NONE", true],
    ["a member's text that mentions it", `see ${marker}\nx`, "User", "MEMBER", false],
    ["the marker of another config", `${marker.replace("-->", "0 -->")}\nx`, "Bot", "NONE", false],
  ] as const)("%s", (_, body, type, association, ours) => {
    expect(isOurs(marker, { body, user: user(type), author_association: association })).toBe(ours);
  });

  test("without a body or an author it is not", () => {
    expect(isOurs(marker, { user: null, author_association: "NONE" })).toBe(false);
  });
});

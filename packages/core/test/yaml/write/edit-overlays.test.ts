import { describe, expect, it } from "vitest";
import { addFreeze, addHold, holdLines, loadDesired, removePast, type ConfigFile } from "../../../src/yaml/index.ts";

const file = (text: string): ConfigFile => ({ file: "skyvia.yaml", bytes: new TextEncoder().encode(text) });
const at = Date.parse("2026-11-26T12:00:00Z");
const until = at + 4 * 3_600_000;
const hold = {
  workspaceId: 7,
  select: { id: 1 },
  schedule: "disabled",
  until,
  reason: "INC-1: on",
  owner: "ana",
} as const;
const head = "version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - { id: 1, schedule: enabled }\n";
const past = (indent: string): string =>
  `${indent}- workspace: 7 # the first\n${indent}  select: { id: 1 }\n${indent}  schedule: disabled\n${indent}  until: 2026-11-01T00:00:00Z\n${indent}  reason: old\n${indent}  owner: ana\n`;
const lines = holdLines(hold);
const added = (indent: string): string => lines.map((line) => `${indent}${line}\n`).join("");

describe("a hold is added", () => {
  it.each([
    ["to a file without holds", head, `${head}holds:\n${added("  ")}`],
    ["at the end of a list", `${head}holds:\n${past("  ")}`, `${head}holds:\n${past("  ")}${added("  ")}`],
    ["to a list that is not indented", `${head}holds:\n${past("")}`, `${head}holds:\n${past("")}${added("")}`],
  ])("%s", (_, before, after) => {
    expect(addHold(file(before), hold)).toEqual({ text: after, problems: [] });
  });

  it.each([
    ["an empty list in brackets", `${head}holds: []\n`],
    ["JSON", JSON.stringify({ version: 1, workspaces: [{ id: 7, integrations: [{ id: 1, schedule: "enabled" }] }] })],
    ["line breaks of Windows", `${head}holds:\n${past("  ")}`.replaceAll("\n", "\r\n")],
    ["a file without a last line break", `${head}holds:\n${past("  ")}`.trimEnd()],
  ])("to %s", (_, before) => {
    const { text, problems } = addHold(file(before), hold);
    const { desired, problems: found } = loadDesired([file(text)]);
    expect([problems, found]).toEqual([[], []]);
    expect(desired.overlays.holds.at(-1)).toMatchObject({ select: { id: [1] }, until, reason: "INC-1: on" });
  });

  it("in place of another one", () => {
    const before = `${head}holds:\n${past("  ")}  # a comment\n`;
    const { text, problems } = addHold(file(before), hold, [{ file: "skyvia.yaml", line: 7, column: 5 }]);
    expect(problems).toEqual([]);
    expect(text).toBe(`${head}holds:\n${added("  ")}  # a comment\n`);
  });

  it("not to a list that is shared", () => {
    const shared = `${head}holds: &all\n${past("  ")}freezes: []\n`.replace("freezes: []", "freezes: []");
    expect(addHold(file(shared), hold).problems).toEqual([]);
    const alias = head.replace("integrations:", "integrations: &x") + "holds: *x\n";
    expect(addHold(file(alias), hold).problems.map(({ code }) => code)).toEqual(["overlay-edit-not-possible"]);
  });
});

it("a freeze is added", () => {
  const { text } = addFreeze(file(head), { name: "close", workspaceId: 7, from: at, until, reason: "books" });
  expect(text.slice(head.length)).toBe(
    "freezes:\n  - name: close\n    workspace: 7\n    from: 2026-11-26T12:00:00Z\n    until: 2026-11-26T16:00:00Z\n    reason: books\n",
  );
});

describe("only expired holds and freezes are deleted", () => {
  const next = added("  ");
  it.each([
    ["one of two", `${head}holds:\n${past("  ")}${next}`, `${head}holds:\n${next}`],
    ["the last one", `${head}holds:\n${next}${past("  ")}# end\n`, `${head}holds:\n${next}# end\n`],
    ["all of them", `${head}holds:\n${past("  ")}`, `${head}holds: []\n`],
    [
      "in brackets",
      `${head}freezes: [{ name: a, from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z }, { name: b, cron: "0 1 * * *", duration: 1h, timeZone: UTC }]\n`,
      `${head}freezes: [{ name: b, cron: "0 1 * * *", duration: 1h, timeZone: UTC }]\n`,
    ],
    [
      "the last one in brackets",
      `${head}freezes: [{ name: a, from: 2026-01-01T00:00:00Z, until: 2026-01-02T00:00:00Z }]\n`,
      `${head}freezes: []\n`,
    ],
    ["nothing is over", `${head}holds:\n${next}`, `${head}holds:\n${next}`],
  ])("%s", (_, before, after) => {
    expect(removePast(file(before), at)).toEqual({ text: after, problems: [] });
  });
});

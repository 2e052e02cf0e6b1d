import { expect, test } from "vitest";
import { matchingEntries } from "../../src/entries/explain.ts";
import type { DesiredEntry } from "../../src/model/model.ts";
import { byGlob, byId, byName, workspace } from "../builders.ts";

test.each<[string, readonly DesiredEntry[], readonly string[]]>([
  ["none", [byId(2), byName("other"), byGlob("x*")], []],
  ["an id wins over a name and globs", [byGlob("I*"), byName("I1"), byId(1)], ["* id", "  match", "  name"]],
  ["a name wins over globs", [byGlob("I*"), byName("I1"), byId(2)], ["* name", "  match"]],
  ["the first glob wins", [byGlob("*1"), byGlob("I*"), byGlob("x*")], ["* match", "  match"]],
])("%s", (_, entries, expected) => {
  const found = matchingEntries(workspace(entries), { id: 1, name: "I1" });
  expect(found.map(({ decides, entry }) => `${decides ? "*" : " "} ${entry.selector.kind}`)).toEqual(expected);
  expect(found.every(({ decides, why }) => why.startsWith(decides ? "decides: " : "not used: "))).toBe(true);
});

test("an integration without a name is found by its id alone", () => {
  expect(matchingEntries(workspace([byGlob("*"), byId(1)]), { id: 1, name: null })).toHaveLength(1);
});

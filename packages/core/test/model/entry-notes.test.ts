import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { inheritedNotes, noNotes, noteKeys, notesOf } from "../../src/model/entry-notes.ts";

const schema = JSON.parse(readFileSync(new URL("../../schema.json", import.meta.url), "utf8")) as {
  readonly definitions: { readonly integration: { readonly properties: Readonly<Record<string, object>> } };
};

/** The keys of an entry that decide something: each has its own code. */
const acting = ["id", "name", "match", "schedule", "mode", "protected", "drain"];

test("every key of an entry acts or is a note", () => {
  expect(Object.keys(schema.definitions.integration.properties).toSorted()).toEqual(
    [...acting, ...noteKeys].toSorted(),
  );
});

test("a note that is not given has its empty value", () => {
  expect(notesOf({ owner: "ana" })).toEqual({ ...noNotes, owner: "ana" });
});

test("an entry split off from a glob's entry has its owner and its tags, but not its reason", () => {
  const notes = { ...noNotes, owner: "ana", reason: "staging is off", tags: ["stg"] };
  expect(inheritedNotes(notes)).toEqual({ ...noNotes, owner: "ana", tags: ["stg"] });
});

import { expect, test } from "vitest";
import { createSelection, type Criterion } from "../../src/entries/selection.ts";
import { byGlob } from "../builders.ts";

const id = (value: number): Criterion => ({ kind: "id", id: value });
const name = (glob: string): Criterion => ({ kind: "name", glob });
const tag = (value: string): Criterion => ({ kind: "tag", tag: value });
const owner = (value: string): Criterion => ({ kind: "owner", owner: value });

const orders = { id: 1, name: "Nightly orders" };
const nameless = { id: 1, name: null };

test.each<[string, readonly Criterion[], readonly Criterion[], { id: number | null; name: string | null }, boolean]>([
  ["no criterion: everything", [], [], orders, true],
  ["its id", [id(1)], [], orders, true],
  ["another id", [id(2)], [], orders, false],
  ["a glob that matches its name", [name("Night*")], [], orders, true],
  ["a glob that does not match its name", [name("stg-*")], [], orders, false],
  ["any glob, if its name is not known", [name("*")], [], nameless, false],
  ["one of its entry's tags", [tag("finance")], [], orders, true],
  ["another tag", [tag("fin")], [], orders, false],
  ["its entry's owner", [owner("ana")], [], orders, true],
  ["another owner", [owner("bob")], [], orders, false],
  ["one of two criteria", [id(2), tag("finance")], [], orders, true],
  ["its id, and its owner is excluded", [id(1)], [owner("ana")], orders, false],
  ["no criterion, and its id is excluded", [], [id(1)], orders, false],
  ["no criterion, and another id is excluded", [], [id(2)], orders, true],
  ["its id, and one of two exclusions names it", [id(1)], [id(2), name("*orders")], orders, false],
])("%s", (_, select, exclude, subject, isPart) => {
  expect(createSelection(select, exclude)(byGlob("*", { tags: ["finance"], owner: "ana" }), subject)).toBe(isPart);
});

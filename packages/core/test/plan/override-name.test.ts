import { expect, test } from "vitest";
import type { Change } from "../../src/model/change.ts";
import { createOverrideNames } from "../../src/plan/override-name.ts";

const change = (workspaceId: number, integrationId: number, action: Change["action"] = "disable"): Change => ({
  workspaceId,
  integrationId,
  name: null,
  action,
  before: "enabled",
  after: action === "keep" ? "enabled" : "disabled",
  source: null,
  why: "",
  effective: null,
});

test.each<[string, readonly Change[], readonly string[]]>([
  ["an id that is written once", [change(7, 1), change(7, 2)], ["1", "2"]],
  ["an id that two workspaces have", [change(7, 1), change(8, 1), change(8, 2)], ["7/1", "8/1", "2"]],
  ["an id that is written in one of two workspaces", [change(7, 1), change(8, 1, "keep")], ["1", "1"]],
])("%s", (_, changes, names) => {
  expect(changes.map(createOverrideNames(changes))).toEqual(names);
});

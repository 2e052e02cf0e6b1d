import { expect, test } from "vitest";
import { sharedWithStack } from "../../src/entries/shared-ownership.ts";
import { byGlob, byId, byName, desired, workspace } from "../builders.ts";

const source = { file: "stack.json", line: 5, column: 9 };
const owned = (workspaceId: number, integrationId: number, name: string | null = null) => ({
  workspaceId,
  integrationId,
  name,
  urn: `urn:${integrationId}`,
  source,
});

test("each id that an entry and a stack both manage is reported with both places", () => {
  const entries = [byId(1), byId(2), byName("I3"), byGlob("*")];
  const found = sharedWithStack(desired(workspace(entries)), [owned(7, 2), owned(7, 3), owned(8, 1), owned(7, 9)]);
  expect(found).toMatchObject([
    {
      code: "managed-by-pulumi",
      kind: "stops-run",
      source: entries[1]?.selectorSource,
      message: "integration 2 of workspace 7 is managed by a Pulumi stack too: urn:2 at stack.json:5:9",
    },
  ]);
});

test("by name and glob as far as the stack knows names; an observed integration has one owner", () => {
  const entries = [byName("I3"), byGlob("stg-*"), byId(5, { mode: "observe" })];
  const schedules = [owned(7, 3, "I3"), owned(7, 4, "stg-a"), owned(7, 5, "I5"), owned(7, 6, "other"), owned(7, 8)];
  const found = sharedWithStack(desired(workspace(entries)), schedules);
  expect(found.map(({ integrationId, source: at }) => [integrationId, at])).toEqual([
    [3, entries[0]?.selectorSource],
    [4, entries[1]?.selectorSource],
  ]);
});

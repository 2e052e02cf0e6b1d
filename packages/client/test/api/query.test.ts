import { expect, test } from "vitest";
import { checkTarget, executionQuery, pageQuery } from "../../src/api/query.ts";
import type { ExecutionQuery, PageQuery } from "../../src/api/types.ts";

test.each<[ExecutionQuery, string]>([
  [{}, ""],
  [{ take: 200, skip: 0 }, "?take=200&skip=0"],
  [{ failed: false }, "?failed=false"],
  [{ sortBy: "executionId", sortOrder: "desc" }, "?sortBy=runId&sortOrder=desc"],
  [{ sortBy: "startDate" }, "?sortBy=startDate"],
  [
    { startDate: "2026-11-24T06:00:00+01:00", endDate: "2026-11-25" },
    "?startDate=2026-11-24T06%3A00%3A00%2B01%3A00&endDate=2026-11-25",
  ],
])("%j is asked for as %s", (query, text) => {
  expect(executionQuery(query)).toBe(text);
});

test.each<[PageQuery, string]>([
  [{ take: 0 }, "take 0"],
  [{ take: 201 }, "take 201"],
  [{ take: 1.5 }, "take 1.5"],
  [{ skip: -1 }, "skip -1"],
])("%j is refused", (query, message) => {
  expect(() => pageQuery(query)).toThrow(message);
});

test.each(["yesterday", "1.5", "2026-13-01"])("startDate %s is refused", (startDate) => {
  expect(() => executionQuery({ startDate })).toThrow("startDate is not a date");
});

test.each<[string, object]>([
  ["workspace id 0", { workspaceId: 0 }],
  ["workspace id undefined", { workspaceId: undefined }],
  ["integration id 2147483648", { workspaceId: 7, integrationId: 2_147_483_648 }],
  ["integration id ../../x", { workspaceId: 7, integrationId: "../../x" }],
  ["integration id NaN", { workspaceId: 7, integrationId: Number.NaN }],
  ["run id -1", { workspaceId: 7, integrationId: 42, runId: -1 }],
])("the %s is refused before any path is built", (message, target) => {
  expect(() => checkTarget(target)).toThrow(message);
});

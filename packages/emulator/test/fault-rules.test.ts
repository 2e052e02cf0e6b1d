import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import type { FaultWhen } from "../src/index.ts";
import { compileMatch, pathPattern } from "../src/faults/fault-match.ts";
import { parseFaultRule } from "../src/faults/fault-rule.ts";
import { faultTable } from "../src/faults/fault-table.ts";
import { compileWhen } from "../src/faults/fault-when.ts";
import { operationIds } from "../src/operations/operation-ids.ts";
import { createRandom } from "../src/random.ts";

test.each<[string, FaultWhen, string]>([
  ["always", "always", "xxxxxx"],
  ["always, as an object", { always: true }, "xxxxxx"],
  ["once", "once", "x....."],
  ["once, as an object", { once: true }, "x....."],
  ["the n-th", { nth: 3 }, "..x..."],
  ["every n-th", { every: 2 }, ".x.x.x"],
  ["from the n-th on", { from: 4 }, "...xxx"],
  ["from the n-th, a number of times", { from: 2, times: 3 }, ".xxx.."],
  ["never by chance", { probability: 0 }, "......"],
  ["surely by chance", { probability: 1 }, "xxxxxx"],
])("when: %s", (_, when, hits) => {
  const hit = compileWhen(when);
  expect([1, 2, 3, 4, 5, 6].map((n) => (hit(n) ? "x" : ".")).join("")).toBe(hits);
});

test("when: by chance hits about as often as it says", () => {
  const hit = compileWhen({ probability: 0.3, seed: 7 });
  const hits = Array.from({ length: 10_000 }, (_, n) => hit(n + 1)).filter(Boolean).length;
  expect(hits).toBeGreaterThan(2700);
  expect(hits).toBeLessThan(3300);
});

const path = "/v1/workspaces/1/integrations/11/schedule";

test.each([
  ["the path itself", path, true],
  ["a star for a segment", "/v1/workspaces/*/integrations/*/schedule", true],
  ["a star stops at a slash", "/v1/*/schedule", false],
  ["two stars do not", "/v1/**/schedule", true],
  ["a question mark for a character", "/v?/**", true],
  ["a part of the path does not match", "/v1/workspaces", false],
  ["a dot is a dot", "/v1.workspaces/**", false],
  ["a regular expression may match a part", { regex: "/integrations/1\\d/" }, true],
  ["a regular expression that does not match", { regex: "^/integrations" }, false],
])("path: %s", (_, pattern, expected) => {
  expect(pathPattern(pattern).test(path)).toBe(expected);
});

test.each([
  ["nothing asked", {}, true],
  ["the method", { method: "GET" as const }, true],
  ["another method", { method: "POST" as const }, false],
  ["the operation", { operation: "getSchedule" as const }, true],
  ["another operation", { operation: "getIntegration" as const }, false],
  ["the ids", { workspace: 1, integration: 11 }, true],
  ["another integration", { workspace: 1, integration: 12 }, false],
  ["all but one", { method: "GET" as const, path: "/v2/**" }, false],
])("match: %s", (_, match, expected) => {
  const request = { method: "GET", path, operation: "getSchedule", workspaceId: 1, integrationId: 11 };
  expect(compileMatch(match)(request)).toBe(expected);
});

const fault = { type: "status", status: 500 };

test.each<[string, unknown, string]>([
  ["a list", [], "the fault rule: must be an object"],
  ["no fault", {}, "fault: is missing"],
  ["an unknown key", { fault, whne: "once" }, "whne: unknown key, it may be match, when, fault"],
  ["an unknown type", { fault: { type: "x" } }, "fault.type: must be latency | status"],
  ["a type that is a property of every object", { fault: { type: "constructor" } }, "fault.type: must be"],
  ["a missing value", { fault: { type: "latency" } }, "fault.latency: is missing"],
  [
    "a value of the wrong kind",
    { fault: { type: "status", status: "500" } },
    "fault.status: must be a status from 200 to 599",
  ],
  ["a key of another fault", { fault: { ...fault, jitter: 1 } }, "fault.jitter: unknown key"],
  ["an unknown word for when", { fault, when: "never" }, "when: must be always, once or an object"],
  ["a seed without a chance", { fault, when: { nth: 1, seed: 2 } }, "when: must be an object with one of"],
  ["a chance and a start", { fault, when: { probability: 1, from: 2 } }, "when.from: is not allowed"],
  ["no way of when", { fault, when: {} }, "when: must be an object with one of"],
  ["two ways of when", { fault, when: { nth: 1, every: 2 } }, "when: must be an object with one of"],
  ["the zeroth", { fault, when: { nth: 0 } }, "when.nth: must be a whole number from 1"],
  ["a chance beyond 1", { fault, when: { probability: 2 } }, "when.probability: must be a number from 0 to 1"],
  ["an unknown operation", { fault, match: { operation: "x" } }, "match.operation: must be listWorkspaces | "],
  ["a pattern that does not compile", { fault, match: { path: { regex: "(" } } }, "match.path: must be a glob"],
  ["an invalid id", { fault, match: { workspace: 0 } }, "match.workspace: must be a whole number from 1"],
])("a rule with %s is refused by name", (_, rule, message) => {
  expect(() => parseFaultRule(rule)).toThrow(message);
});

test("the schema of a rule has the types of the table and the ids of the operations, each once", async () => {
  const schema = JSON.parse(await readFile(new URL("../control.schema.json", import.meta.url), "utf8"));
  const { fault: ofFaults, match } = schema.definitions;
  const rows = ofFaults.oneOf.flatMap(
    ({ properties }: { properties: { type: { const?: string; enum?: string[] } } }) => [
      ...(properties.type.enum ?? []),
      ...(properties.type.const === undefined ? [] : [properties.type.const]),
    ],
  );
  expect(rows.toSorted()).toEqual(Object.keys(faultTable).toSorted());
  expect(ofFaults.properties.type.enum).toEqual(Object.keys(faultTable));
  expect(match.properties.operation.enum).toEqual(operationIds);
});

test("latency with jitter stays inside its bounds, and equal seeds wait equally", () => {
  const waits = (seed: number): number[] => {
    const random = createRandom(seed);
    return Array.from(
      { length: 100 },
      () => faultTable.latency.delay?.({ type: "latency", latency: 50, jitter: 10 }, random) ?? 0,
    );
  };
  expect(Math.min(...waits(3))).toBeGreaterThanOrEqual(40);
  expect(Math.max(...waits(3))).toBeLessThanOrEqual(60);
  expect(waits(3)).toEqual(waits(3));
  expect(new Set(waits(3)).size).toBeGreaterThan(50);
});

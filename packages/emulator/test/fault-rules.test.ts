import { expect, test } from "vitest";
import type { FaultWhen } from "../src/index.ts";
import { compileMatch, pathPattern } from "../src/faults/fault-match.ts";
import { parseFaultRule } from "../src/faults/fault-rule.ts";
import { faultTable } from "../src/faults/fault-table.ts";
import { compileWhen } from "../src/faults/fault-when.ts";
import { createRandom } from "../src/random.ts";

test.each<[string, FaultWhen, string]>([
  ["always", "always", "xxxxxx"],
  ["always, as an object", { always: true }, "xxxxxx"],
  ["once", "once", "x....."],
  ["once, as an object", { once: true }, "x....."],
  ["the n-th", { nth: 3 }, "..x..."],
  ["every n-th", { every: 2 }, ".x.x.x"],
  ["from the n-th on", { from: 4 }, "...xxx"],
  ["from the n-th, so often", { from: 2, times: 3 }, ".xxx.."],
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
  ["a part of the path is no match", "/v1/workspaces", false],
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
  ["a list", [], "a fault rule must be an object"],
  ["no fault", {}, '"fault" is missing'],
  ["an unknown key", { fault, whne: "once" }, 'no key "whne": it may have match, when, fault'],
  ["an unknown type", { fault: { type: "x" } }, '"type" must be one of latency, status'],
  ["a type that is a property of every object", { fault: { type: "constructor" } }, '"type" must be one of'],
  ["a missing value", { fault: { type: "latency" } }, 'fault latency: "latency" is missing'],
  [
    "a value of the wrong kind",
    { fault: { type: "status", status: "500" } },
    '"status" must be a status from 200 to 599',
  ],
  ["a key of another fault", { fault: { ...fault, jitter: 1 } }, 'no key "jitter"'],
  ["an unknown word for when", { fault, when: "never" }, "when must say one of always, once, nth"],
  ["two ways of when", { fault, when: { nth: 1, every: 2 } }, "when must say one of"],
  ["the zeroth", { fault, when: { nth: 0 } }, '"nth" must be a whole number from 1'],
  ["a chance beyond 1", { fault, when: { probability: 2 } }, '"probability" must be a number from 0 to 1'],
  ["an unknown operation", { fault, match: { operation: "x" } }, '"operation" must be listWorkspaces, '],
  ["a pattern that does not compile", { fault, match: { path: { regex: "(" } } }, '"path" must be a glob'],
  ["an id that is none", { fault, match: { workspace: 0 } }, '"workspace" must be a whole number from 1'],
])("a rule with %s is refused by name", (_, rule, message) => {
  expect(() => parseFaultRule(rule)).toThrow(message);
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

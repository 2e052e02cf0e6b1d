import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { generateSeed, parseSeed } from "../src/index.ts";
import { parseDuration } from "../src/seed/duration.ts";
import { scopes } from "../src/world/scope.ts";
import { get, running } from "./running.ts";

const whole = `
tokens:
  ci: { value: abc, scopes: [Integration / Read, Integration / Read Schedule], workspaces: [123] }
  admin: { value: def, scopes: all }
scheduledMeans: defined
runs: { running: 2s }
workspaces:
  - id: 123
    name: Production
    isPersonal: false
    integrations:
      - id: 456
        name: Nightly orders
        type: dataflow
        schedule: enabled
        created: 2026-01-05T08:00:00Z
        modified: 2026-02-05T08:00:00Z
        runs: { ends: failed, new: 0, queued: 500ms, running: 5m, canceling: 1.5s, successRows: 1, errorRows: 2 }
        executions:
          - { runId: 7, date: 2026-11-01T00:00:00Z, duration: 90, state: Failed, successRows: 1, errorRows: 2, result: no }
          - {}
      - { id: 457, name: null, type: null, schedule: undefined }
`;

describe("parseSeed", () => {
  test("reads the whole shape, and an emulator starts with it", async () => {
    const emulator = await running({ seed: parseSeed(whole, "seed.yaml") });
    expect(emulator.token).toBe("abc");
    const { json } = await get(emulator, "/v1/workspaces/123/integrations");
    expect(json.data).toMatchObject([
      { id: 456, name: "Nightly orders", created: "2026-01-05T08:00:00.000Z", scheduled: true },
      { id: 457, name: null, type: null, scheduled: false },
    ]);
    expect((await get(emulator, "/v1/workspaces/123/integrations/456/executions/10001")).json.state).toBe("Succeeded");
  });

  test.each([
    ["JSON", '{"workspaces": [{"id": 1, "name": "a", "integrations": [{"id": 2, "name": "b"}]}]}'],
    [
      "JSON with tabs",
      '{\n\t"workspaces": [\n\t\t{"id": 1, "name": "a", "integrations": [{"id": 2, "name": "b"}]}\n\t]\n}\n',
    ],
    ["a byte order mark", "\uFEFFworkspaces: [{ id: 1, name: a, integrations: [{ id: 2, name: b }] }]"],
    ["CRLF", "workspaces:\r\n  - id: 1\r\n    name: a\r\n    integrations:\r\n      - id: 2\r\n        name: b\r\n"],
    ["anchors", "workspaces: [{ id: 1, name: &a a, integrations: [{ id: 2, name: b }] }]"],
  ])("accepts %s", (_, text) => {
    expect(parseSeed(text, "s")).toEqual({ workspaces: [{ id: 1, name: "a", integrations: [{ id: 2, name: "b" }] }] });
  });

  test("an alias has the value of its anchor", () => {
    const text =
      "workspaces:\n  - { id: 1, name: a, integrations: &i [{ id: 2, name: b }] }\n  - { id: 2, name: c, integrations: *i }\n";
    expect(parseSeed(text, "s").workspaces[1]).toEqual({ id: 2, name: "c", integrations: [{ id: 2, name: "b" }] });
  });

  test.each([
    ["an empty file", "", "s.yaml:1:1: the seed: must be a map"],
    ["a list", "- a", "s.yaml:1:1: the seed: must be a map"],
    ["no workspaces", "tokens: {}", "s.yaml:1:1: workspaces: is missing"],
    ["workspaces that are not a list", "workspaces: {}", "s.yaml:1:13: workspaces: must be a list"],
    ["nothing after a key", "workspaces:\n", "workspaces: must be a list"],
    [
      "an unknown key",
      "workspaces: []\nworkspace: []",
      "s.yaml:2:1: workspace: unknown key, it may be tokens, workspaces",
    ],
    [
      "an unknown key inside",
      "workspaces:\n  - { id: 1, name: a, integration: [] }",
      "s.yaml:2:23: workspaces[0].integration: unknown key",
    ],
    ["a workspace without an id", "workspaces:\n  - name: a", "s.yaml:2:5: workspaces[0].id: is missing"],
    [
      "an id with a zero in front",
      "workspaces: [{ id: 017, name: a }]",
      "s.yaml:1:20: workspaces[0].id: must be a whole number from 1",
    ],
    ["an id that is a text", 'workspaces: [{ id: "1", name: a }]', "workspaces[0].id: must be a whole number from 1"],
    [
      "an id beyond int32",
      "workspaces: [{ id: 2147483648, name: a }]",
      "workspaces[0].id: must be a whole number from 1",
    ],
    [
      "an invalid schedule",
      integration("schedule: on"),
      "s.yaml:1:66: workspaces[0].integrations[0].schedule: must be enabled | disabled | undefined",
    ],
    ["an invalid date", integration("created: yesterday"), "created: must be a date-time"],
    ["an invalid duration", "workspaces: []\nruns: { running: 3 s }", "s.yaml:2:18: runs.running: must be a duration"],
    [
      "an invalid state",
      integration("executions: [{ state: Done }]"),
      "executions[0].state: must be Succeeded | Failed",
    ],
    [
      "a workspace twice",
      "workspaces: [{ id: 1, name: a }, { id: 1, name: b }]",
      "s.yaml:1:40: workspaces[1].id: is the same as in workspaces[0]",
    ],
    [
      "an integration twice",
      "workspaces: [{ id: 1, name: a, integrations: [{ id: 2, name: a }, { id: 2, name: b }] }]",
      "workspaces[0].integrations[1].id: is the same as",
    ],
    [
      "a token value with a blank",
      "workspaces: []\ntokens: { a: { value: b c } }",
      "s.yaml:2:23: tokens.a.value: must be printable ASCII",
    ],
    [
      "a token value twice",
      "workspaces: []\ntokens: { a: { value: x }, b: { value: x } }",
      "tokens.b.value: is the same as in tokens.a",
    ],
    [
      "an invalid scope",
      "workspaces: []\ntokens: { a: { value: x, scopes: [Read] } }",
      "s.yaml:2:35: tokens.a.scopes[0]: must be all | Workspace / Read",
    ],
    [
      "an invalid option of answers",
      "workspaces: []\nanswers: { writes: 1 }",
      "s.yaml:2:20: answers.writes: must be active | empty",
    ],
    [
      "an invalid content type",
      "workspaces: []\nanswers: { contentType: json }",
      "answers.contentType: must be a media type",
    ],
    [
      "an id in hexadecimal",
      "workspaces: [{ id: 0x11, name: a }]",
      "s.yaml:1:20: workspaces[0].id: must be a whole number from 1 to 2147483647, in digits",
    ],
    [
      "an id with an exponent",
      "workspaces: [{ id: 1e3, name: a }]",
      "workspaces[0].id: must be a whole number from 1 to 2147483647, in digits",
    ],
    [
      "a run id twice",
      integration("executions: [{ runId: 7 }, { runId: 7 }]"),
      "executions[1].runId: is the same as in workspaces[0].integrations[0].executions[0]",
    ],
    ["an invalid month", integration("created: 2026-13-01T00:00:00Z"), "created: must be a date-time"],
    [
      "an integration without a name, behind an alias",
      "workspaces:\n  - { id: 1, name: a, integrations: &i [{ id: 2 }] }\n  - { id: 2, name: b, integrations: *i }",
      "s.yaml:2:41: workspaces[0].integrations[0].name: is missing",
    ],
    ["a configuration", "version: 1\nworkspaces: []", "s.yaml is a configuration of schedules, not a seed"],
    ["a text", "hello", "s.yaml:1:1: the seed: must be a map"],
    ["a key twice", "workspaces: []\nworkspaces: []", "s.yaml:2:1: Map keys must be unique"],
    ["two documents", "workspaces: []\n---\na: 1", "s.yaml:2:1: Source contains multiple documents"],
    ["a bracket that is not closed", "workspaces: [", "s.yaml:1:14:"],
  ])("%s is reported with its place and key", (_, text, message) => {
    expect(() => parseSeed(text, "s.yaml")).toThrow(message);
  });

  test("all problems are reported in one error", () => {
    const tell = (): unknown => parseSeed("workspaces: [{ id: 0, name: a }, { id: 1 }]\nrun: {}", "s");
    expect(tell).toThrow(/^s:1:20: .*\ns:1:34: workspaces\[1\]\.name: is missing\ns:2:1: run: unknown key/);
  });

  function integration(rest: string): string {
    return `workspaces: [{ id: 1, name: a, integrations: [{ id: 2, ${rest}, name: b }] }]`;
  }
});

test("a generated seed fits the schema that is published", () => {
  expect(parseSeed(JSON.stringify(generateSeed(200)), "s")).toEqual(generateSeed(200));
});

test("the schema offers the scopes that tokens have", async () => {
  const schema = await readFile(new URL("../seed.schema.json", import.meta.url), "utf8");
  for (const scope of scopes) expect(schema).toContain(JSON.stringify(scope));
});

describe("generateSeed", () => {
  test("equal counts give equal seeds", () => {
    expect(generateSeed(50)).toEqual(generateSeed(50));
  });

  test("has as many integrations as asked, with ids of their own", () => {
    const integrations = generateSeed(1000).workspaces[0]?.integrations ?? [];
    expect(new Set(integrations.map(({ id }) => id)).size).toBe(1000);
  });

  test("is a mix: all types, all states, names that repeat", () => {
    const integrations = generateSeed(1000).workspaces[0]?.integrations ?? [];
    expect(new Set(integrations.map(({ type }) => type)).size).toBe(7);
    expect(new Set(integrations.map(({ schedule }) => schedule)).size).toBe(3);
    const names = new Set(integrations.map(({ name }) => name));
    expect(names.size).toBeGreaterThan(300);
    expect(names.size).toBeLessThan(1000);
  });

  test("none is a workspace without integrations", async () => {
    const emulator = await running({ seed: generateSeed(0) });
    expect((await get(emulator, "/v1/workspaces/1/integrations")).json).toEqual({ data: [], hasMore: false });
  });
});

test.each([
  [30, 30_000],
  [0, 0],
  ["500ms", 500],
  ["1.5s", 1500],
  ["5m", 300_000],
  ["1h", 3_600_000],
  ["5", null],
  ["5 m", null],
  ["-1s", null],
  [-1, null],
  ["", null],
])("a duration of %j is %j ms", (duration, expected) => {
  expect(parseDuration(duration)).toBe(expected);
});

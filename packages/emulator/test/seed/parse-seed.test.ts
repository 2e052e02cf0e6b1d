import * as fc from "fast-check";
import { expect, test } from "vitest";
import { EmulatorError, parseSeed } from "../../src/index.ts";
import { runs } from "../../../../test/laws/runs.ts";

const tenfold = (name: string, of: string): string => `${name}: &${name} [${Array(10).fill(of).join(", ")}]`;

test.each([
  ["an alias without an anchor", "workspaces: *a", "s.yaml:1:13: the alias `*a` has no anchor `&a` before it"],
  ["a key that is a map", "? { workspaces: [] }\n", "s.yaml:1:3: a key must be a text, and not a map or a list"],
  [
    "a key that an alias makes a list",
    "a: &b []\n*b : 1\n",
    "s.yaml:2:1: a key must be a text, and not a map or a list",
  ],
  ["a key of two lines", '? "a\\nb"\n: 1\nworkspaces: []', 's.yaml:1:3: "a\\nb": unknown key'],
  ["an alias before its anchor", "a: *b\nb: &b 1\nworkspaces: []", "s.yaml:1:4: the alias `*b` has no anchor"],
  ["an alias that contains itself", "workspaces: &a [*a]", "s.yaml:1:16: workspaces[0]: must be"],
  [
    "aliases of aliases of aliases",
    `${tenfold("a", "x")}\n${tenfold("b", "*a")}\n${tenfold("c", "*b")}\nworkspaces: [*c, *c]`,
    "s.yaml:1:1: the seed: its aliases expand to too many values",
  ],
])("%s is refused with its place", (_, text, message) => {
  expect(() => parseSeed(text, "s.yaml")).toThrow(message);
  expect(() => parseSeed(text, "s.yaml")).toThrow(EmulatorError);
});

const good = `tokens:
  ci: { value: ci-token, scopes: [Integration / Read], workspaces: [123] }
runs: &r { new: 500ms, queued: 1s, ends: succeeded }
rate: { perSecond: 20, burst: 20 }
workspaces:
  - id: 123
    name: Production
    integrations:
      - { id: 456, name: Nightly orders, schedule: enabled, runs: *r }
      - id: 458
        name: null
        executions:
          - { date: 2026-11-01T00:00:00Z, duration: 90s, state: Failed }
`;
const parts = [
  ...["&a ", "*a ", "*r", "<<: *r\n", "&a [*a]", "!!binary ", "!!set ", "!!omap ", "!x ", "017", "1e999", ".nan", "-1"],
  ...["[", "{", "? ", ": ", "- ", "---\n", "\t", "'", '"', "|\n", "\u0000", "\r", "null", "~", "2026-02-31"],
  ...["999999999h", "9".repeat(30), "__proto__: 1\n", "constructor: {}\n", "toString", "[".repeat(300)],
];
const edit = fc.tuple(fc.nat(good.length), fc.constantFrom(0, 1, 3, 20), fc.constantFrom(...parts));

test("a good seed after random edits is a seed, or each of its problems has a place", () => {
  fc.assert(
    fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
      let text = good;
      for (const [at, removed, put] of edits) text = text.slice(0, at) + put + text.slice(at + removed);
      try {
        expect(parseSeed(text, "s.yaml")).toHaveProperty("workspaces");
      } catch (error) {
        expect(error).toBeInstanceOf(EmulatorError);
        const lines = (error as EmulatorError).message.split("\n");
        for (const line of lines) expect(line).toMatch(/^s\.yaml(:\d+:\d+: | is a configuration)|^and \d+ more$/);
      }
    }),
    runs(150),
  );
});

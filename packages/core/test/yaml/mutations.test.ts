import * as fc from "fast-check";
import { expect, test } from "vitest";
import { load } from "./config-builder.ts";
import { runs } from "../../../../test/laws/runs.ts";

const files: readonly string[] = [
  `# schedules
version: 1
workspaces:
  - id: 123
    name: Production # asserted
    unmanaged: fail
    limits: { disable: 10%, enable: 25 }
    defaults: &team
      owner: data-platform
      tags: [finance, nightly]
      mode: observe
    integrations:
      - id: 456
        name: "Nightly orders \\u00e9 \\"x\\""
        schedule: &state enabled
        protected: true
      - name: 'it''s'
        schedule: *state
        reason: |
          replaced by
          789
      - match: "stg-*"
        schedule: disabled
  - id: 8
    integrations: []
`,
  `{version: 1, workspaces: [{id: 1, integrations: [{id: 2, schedule: enabled}, {match: "{a,b}*", schedule: disabled}]}]}`,
  `%YAML 1.2
---
version: 1
workspaces:
- id: 7
  integrations:
  - &one
    id: 3
    schedule: disabled
    reason: >-
      日本 😀
  - ? id
    : 4
    ? schedule
    : enabled
...
`,
];
const crlf = (text: string): string => text.replaceAll("\n", "\r\n");
const texts = fc.constantFrom(...files, ...files.map(crlf), ...files.map((text) => `\ufeff${text}`));

type Change = (bytes: Buffer) => Buffer;
const splice = (bytes: Buffer, at: number, removed: number, put: Buffer): Buffer =>
  Buffer.concat([bytes.subarray(0, at), put, bytes.subarray(at + removed)]);

/** Puts something in place of some bytes, anywhere. */
const putting = (what: fc.Arbitrary<Buffer>): fc.Arbitrary<Change> =>
  fc.tuple(fc.nat(2_000), fc.constantFrom(0, 0, 1, 1, 2, 7, 40), what).map(
    ([at, removed, put]) =>
      (bytes) =>
        splice(bytes, at % (bytes.length + 1), removed, put),
  );
const texted = (what: fc.Arbitrary<string>): fc.Arbitrary<Change> => putting(what.map((text) => Buffer.from(text)));

const numbers = [
  "0",
  "-1",
  "017",
  "0x65",
  "0o17",
  "1.0",
  "1e3",
  "1_000",
  "2147483648",
  "9".repeat(400),
  ".inf",
  ".nan",
];
const tags = [
  "!!int ",
  "!!str ",
  "!!binary ",
  "!!null ",
  "!<tag:x,1> ",
  "! ",
  "!e!x ",
  "!!set ",
  "!!omap ",
  "%TAG ! !x\n",
];
const anchors = [
  "&a ",
  "*a ",
  "*team",
  "*state",
  "&state ",
  "<<: *team\n",
  "<<: [*team, *one]",
  "*one : x\n",
  "&a [*a]",
  "*",
];
const tokens = [
  ..."-?:,[]{}#&*!|>'\"%@`\\\t\n\r~".split(""),
  "- ",
  ": ",
  "? ",
  "---\n",
  "...\n",
  "\n\n",
  "|2-\n",
  ">+\n",
  "\u0085",
  "\u2028",
];
const marks = ["\ufeff", "\r", "\r\n", "\n\r", "\u0000", "\u001b", "\u00a0", "\u200b", "e\u0301", "\ud83d\ude00"];

const changes: Readonly<Record<string, fc.Arbitrary<Change>>> = {
  bytes: putting(fc.uint8Array({ maxLength: 4 }).map((bytes) => Buffer.from(bytes))),
  tokens: texted(fc.array(fc.constantFrom(...tokens), { minLength: 1, maxLength: 3 }).map((parts) => parts.join(""))),
  anchors: texted(fc.constantFrom(...anchors)),
  tags: texted(fc.constantFrom(...tags)),
  numbers: texted(fc.constantFrom(...numbers)),
  marks: texted(fc.constantFrom(...marks)),
  depth: texted(
    fc
      .tuple(fc.constantFrom("[", "{a: ", "- ", "? ", "\n - ", "[{", "!x ["), fc.constantFrom(3, 60, 64, 65, 5_000))
      .map(([opening, depth]) => opening.repeat(depth)),
  ),
  "a part twice": fc.tuple(fc.nat(2_000), fc.nat(300), fc.nat(2_000)).map(([from, length, to]) => (bytes) => {
    const start = from % (bytes.length + 1);
    return splice(bytes, to % (bytes.length + 1), 0, bytes.subarray(start, start + length));
  }),
  "an end that is missing": fc.nat(2_000).map((at) => (bytes) => bytes.subarray(0, at % (bytes.length + 1))),
  "other line ends": fc.nat(6).map((every) => (bytes) => {
    let n = 0;
    return Buffer.from(
      bytes.toString("latin1").replaceAll("\n", (end) => (n++ % (every + 1) === 0 ? "\r\n" : end)),
      "latin1",
    );
  }),
};

function changed(text: string, all: readonly Change[]): Buffer {
  let bytes: Buffer = Buffer.from(text);
  for (const change of all) bytes = change(bytes);
  return bytes;
}

/** Every problem has a place in the text, a sentence and a next step. */
function expectPlaces(bytes: Buffer): void {
  const { problems, desired } = load(bytes);
  const lines = bytes
    .toString()
    .replace(/^\ufeff/, "")
    .split("\n");
  for (const { source, message, next } of problems) {
    expect(message).not.toMatch(/undefined|\[object|NaN/);
    expect(next).not.toBe("");
    expect(source?.file).toBe("a.yaml");
    const { line = 0, column = 0 } = source ?? {};
    expect(line).toBeGreaterThanOrEqual(1);
    expect(column).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeLessThanOrEqual((lines[line - 1] ?? "").length + 1);
  }
  expect(load(bytes)).toEqual({ desired, problems });
  if (problems.length === 0) expect(desired.workspaces.length).toBeGreaterThan(0);
}

test.each(Object.entries(changes))(
  "a good file after changes of %s: it is read or has problems, each with a place inside it, the same ones each time",
  (_, change) => {
    const damaged = fc
      .tuple(texts, fc.array(change, { minLength: 1, maxLength: 3 }))
      .map(([text, all]) => changed(text, all));
    fc.assert(fc.property(damaged, expectPlaces), runs(60));
  },
);

test("a good file after changes of all kinds together", () => {
  const any = fc.oneof(...Object.values(changes));
  const damaged = fc
    .tuple(texts, fc.array(any, { minLength: 2, maxLength: 8 }))
    .map(([text, all]) => changed(text, all));
  fc.assert(fc.property(damaged, expectPlaces), runs(200));
});

test("the good files are good", () => {
  for (const text of [...files, ...files.map(crlf)]) expect(load(text).problems).toEqual([]);
});

test("thousands of wrong entries are one problem each", () => {
  const { numRuns: half } = runs(4_000);
  const entries = "      - id: x\n".repeat(half) + "      - id: 1\n        foo: 3\n".repeat(half);
  const { problems } = load(`version: 1\nworkspaces:\n  - id: 1\n    integrations:\n${entries}`);
  expect(problems.filter(({ code }) => code === "unknown-key")).toHaveLength(half);
  expect(problems.filter(({ code }) => code === "bad-id")).toHaveLength(half);
});

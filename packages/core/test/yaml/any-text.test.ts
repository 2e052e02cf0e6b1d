import * as fc from "fast-check";
import { expect, test } from "vitest";
import { load, withEntries } from "./config-builder.ts";
import { runs } from "../../../../test/laws/runs.ts";

const characters = "-?:,[]{}#&*!|>'\"%@`\\ \t\n\r<~".split("");
const marks = [
  "- ",
  ": ",
  "? ",
  "\n  ",
  "\n    ",
  "\n      - ",
  "&a ",
  "*a",
  "!!str ",
  "---\n",
  "...\n",
  "<<: ",
  "|\n",
  "\ufeff",
];
const words = [
  "version",
  "version: 1\n",
  "workspaces:",
  "id: 1",
  "integrations:",
  "name: x",
  "schedule: enabled",
  "null",
  "\u{1f600}",
];
const part = fc.constantFrom(...characters, ...marks, ...words);
const noise = fc.array(part, { maxLength: 30 }).map((parts) => parts.join(""));
const good = withEntries("id: 4\nschedule: &s enabled\ntags: [a, b]", "name: x\nschedule: *s");

/** A valid file with something else in one place. */
const damaged = fc
  .tuple(fc.nat(good.length), fc.nat(12), fc.array(part, { maxLength: 4 }))
  .map(([at, removed, parts]) => good.slice(0, at) + parts.join("") + good.slice(at + removed));

test.each([
  ["noise", noise],
  ["a damaged file", damaged],
])("%s is either valid, or problems say where it is not", (_, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const { desired, problems } = load(text);
      const lines = text.replace(/^\ufeff/, "").split("\n");
      for (const { source, message, next } of problems) {
        expect(message).not.toMatch(/undefined|\[object/);
        expect(next).not.toBe("");
        expect(source?.line).toBeLessThanOrEqual(lines.length);
        expect(source?.column).toBeLessThanOrEqual((lines[(source?.line ?? 1) - 1] ?? "").length + 1);
      }
      if (problems.length > 0) return;
      expect(desired.workspaces.length).toBeGreaterThan(0);
      for (const { selector, schedule, source } of desired.workspaces.flatMap(({ entries }) => entries)) {
        expect(["id", "name", "match"]).toContain(selector.kind);
        expect(["enabled", "disabled"]).toContain(schedule);
        expect(lines[source.line - 1]?.slice(source.column - 1)).toMatch(/^(?:enabled|["']|\*|>|\|)/);
      }
    }),
    runs(300),
  );
});

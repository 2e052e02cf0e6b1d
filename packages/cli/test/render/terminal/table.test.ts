import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Row } from "../../../src/render/terminal/row.ts";
import { table } from "../../../src/render/terminal/table.ts";
import { widthOf } from "../../../src/render/terminal/wrap.ts";

/** A row of a plan. */
const row = (id: number, name: string, note: string, place: string): Row => [
  { text: "  + enable" },
  { text: String(id), align: "right" },
  { text: name, kind: "name" },
  { text: "disabled → enabled" },
  { text: note },
  { text: place, kind: "place" },
];

const rows = [
  row(7, "Nightly orders", "", "skyvia.yaml:8:19"),
  row(456, "Leads", "replaced by 789 until the partner's new feed is there", "skyvia/production.yaml:10:19"),
];

describe("rows on a terminal", () => {
  test("that is wide enough take one line each", () => {
    expect(`\n${table(rows, 150)}`).toBe(`
  + enable    7  Nightly orders  disabled → enabled                                                         skyvia.yaml:8:19
  + enable  456  Leads           disabled → enabled  replaced by 789 until the partner's new feed is there  skyvia/production.yaml:10:19
`);
    expect(table(rows, Infinity)).toBe(table(rows, 150));
  });

  test("of 120 columns have the place on a line of its own, below the name", () => {
    expect(`\n${table(rows, 120)}`).toBe(`
  + enable    7  Nightly orders  disabled → enabled
                 skyvia.yaml:8:19
  + enable  456  Leads           disabled → enabled  replaced by 789 until the partner's new feed is there
                 skyvia/production.yaml:10:19
`);
  });

  test("of 80 columns wrap the reason between its words", () => {
    expect(`\n${table(rows, 80)}`).toBe(`
  + enable    7  Nightly orders  disabled → enabled
                 skyvia.yaml:8:19
  + enable  456  Leads           disabled → enabled  replaced by 789 until the
                                                     partner's new feed is there
                 skyvia/production.yaml:10:19
`);
  });

  test("of 40 columns take a line for each cell that needs one", () => {
    expect(`\n${table(rows, 40)}`).toBe(`
  + enable    7  Nightly orders
    disabled → enabled
    skyvia.yaml:8:19
  + enable  456  Leads
    disabled → enabled
    replaced by 789 until the partner's
    new feed is there
    skyvia/production.yaml:10:19
`);
  });

  test("with one very long name keep the other rows as they are, and cut its word", () => {
    const name = "x".repeat(10_000);
    const found = table([row(1, "Leads", "why", "a.yaml:1:1"), row(2, name, "", "a.yaml:2:1")], 80).split("\n");
    expect(found[0]).toBe("  + enable  1  Leads  disabled → enabled  why");
    expect(Math.max(...found.map(widthOf))).toBeLessThanOrEqual(80);
    expect(found.join("\n")).toContain("x…");
  });

  test("line up where names are wide", () => {
    const shown = table([row(1, "日本語", "", ""), row(2, "abcdef", "", ""), row(3, "👍", "", "")], Infinity);
    const starts = shown
      .trimEnd()
      .split("\n")
      .map((line) => widthOf(line.slice(0, line.indexOf("disabled"))));
    expect(new Set(starts).size).toBe(1);
  });
});

describe("laws", () => {
  const word = fc.stringMatching(/^[a-z0-9:./#"日本👍é]{1,14}$/u);
  const text = fc.array(word, { maxLength: 8 }).map((words) => words.join(" "));
  const made = fc.record({ id: fc.nat(), name: text, note: text, place: word });
  const words = (shown: string): readonly string[] => shown.split(/[ \n]+/).filter((one) => one !== "");

  test("at any width from 40 to 200 no line is wider than the terminal, and the words read as with --wide", () => {
    const law = fc.property(
      fc.array(made, { minLength: 1, maxLength: 5 }),
      fc.integer({ min: 40, max: 200 }),
      (some, width) => {
        const all = some.map(({ id, name, note, place }) => row(id, name, note, place));
        const shown = table(all, width);
        expect(Math.max(...shown.split("\n").map(widthOf))).toBeLessThanOrEqual(width);
        expect(words(shown)).toEqual(words(table(all, Infinity)));
      },
    );
    fc.assert(law, { numRuns: 200 });
  });

  test("every line ends without a space, and colours change nothing else", () => {
    const paint = (one: string): string => `\u001b[31m${one}\u001b[39m`;
    const law = fc.property(fc.array(made, { maxLength: 4 }), fc.integer({ min: 40, max: 120 }), (some, width) => {
      const all = some.map(({ id, name, note, place }) => row(id, name, note, place));
      const painted = all.map((cells) => cells.map((cell) => ({ ...cell, paint })));
      expect(table(all, width)).not.toMatch(/ $/m);
      expect(
        table(painted, width)
          .replaceAll(/\u001b\[\d+m/g, "")
          .replaceAll(/ +$/gm, ""),
      ).toBe(table(all, width));
    });
    fc.assert(law, { numRuns: 50 });
  });
});

import type { EditedFile } from "@skyvia-schedules/core/yaml";
import type { AppliedChange, Change } from "@skyvia-schedules/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { visible } from "../../../src/render/escape.ts";
import { commentLimit, commentReport, wholeReport } from "../../../src/render/markdown/report.ts";
import { hostileText } from "../hostile-text.ts";
import { all, change, failed, lastApply, reportOf, textReport, type Texts } from "../outcome-builder.ts";
import { codeOf, nodes, parsed, proseOf, shape } from "./parsed.ts";
import { runs } from "../../../../../test/laws/runs.ts";

const harmless = all("a");
const texts: fc.Arbitrary<Texts> = fc.record({
  name: hostileText,
  why: hostileText,
  file: hostileText,
  message: hostileText.filter((text) => text.split("\n").filter((line) => line.trim() !== "").length === 1),
});

/** Everything in GitHub's Markdown other than tables, code spans and the tool's own words. */
const markup = ["link", "linkReference", "image", "imageReference", "definition", "html", "footnoteReference"];

/** A file of an acceptance whose diff contains a text. */
const writtenFile = (text: string): EditedFile => ({
  file: "a.yaml",
  before: "",
  edits: [{ offset: 0, length: 0, text }],
  text,
});

describe("foreign text", () => {
  test("the document keeps its structure, and all foreign text is in code spans", () => {
    const expected = parsed(wholeReport(reportOf(2, harmless)));
    const [expectedShape, expectedProse] = [shape(expected), proseOf(expected)];
    fc.assert(
      fc.property(texts, (hostile) => {
        const document = parsed(wholeReport(reportOf(2, emptyAsIs(hostile))));
        expect(shape(document)).toEqual(expectedShape);
        expect(proseOf(document)).toBe(expectedProse);
      }),
      runs(60),
    );
  });

  test("nothing becomes a link, a mention, an image or HTML, in a whole report or one that is cut", () => {
    fc.assert(
      fc.property(texts, fc.integer({ min: 800, max: 6000 }), (hostile, limit) => {
        const ended = reportOf(9, hostile, {
          changes: [failed(1, hostile), ...Array.from({ length: 8 }, (_, n) => failed(n + 2, hostile))],
        });
        for (const report of [wholeReport(ended), commentReport(ended, limit)]) {
          const document = parsed(report);
          for (const { type } of nodes(document)) expect(markup).not.toContain(type);
          expect(proseOf(document)).not.toMatch(/[@<>]|https?:|www\./);
          expect([...nodes(document)].filter(({ type }) => type === "table").length).toBeLessThanOrEqual(3);
          for (const { type, children = [] } of nodes(document)) {
            if (type === "table") expect(new Set(children.map((row) => row.children?.length)).size).toBe(1);
          }
        }
      }),
      runs(30),
    );
  });

  test("it can be read back from the code spans", () => {
    fc.assert(
      fc.property(
        hostileText.filter((text) => !/\\\|/.test(text) && text !== ""),
        (name) => {
          const document = parsed(wholeReport(reportOf(1, { ...harmless, name })));
          expect(codeOf(document)).toContain(visible(name));
        },
      ),
      runs(30),
    );
  });

  test("a text for a terminal cannot leave its fence", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const report = wholeReport(textReport(`a${text}`));
        expect(shape(parsed(report))).toEqual({
          type: "root",
          children: [{ type: "paragraph", children: [{ type: "strong", children: ["text"] }] }, "code"],
        });
      }),
      runs(100),
    );
  });
});

describe("length", () => {
  const counted = (count: number, { name }: { name: string }): string =>
    commentReport(reportOf(count, { ...harmless, name }));

  test("a report that fits is not cut", () => {
    const ended = reportOf(100, harmless);
    expect(commentReport(ended)).toBe(wholeReport(ended));
  });

  test.each([
    ["a thousand changes", counted(1000, { name: "Nightly orders" })],
    ["one name of 70,000 characters", counted(1, { name: "@everyone | `".repeat(5400) })],
    ["a hundred names of 70,000 characters", counted(100, { name: "\u202e<!-- ::error:: %0A |".repeat(3200) })],
    ["nothing but emoji", counted(900, { name: "\u{1f600}".repeat(300) })],
  ])("%s: below 60,000 characters, and parseable to its end", (_, report) => {
    expect(report.length).toBeLessThan(60_000);
    expect(report.length).toBeLessThanOrEqual(commentLimit);
    expect(report).toContain(
      "**Plan: 1 to enable, 1 to disable, 0 unchanged, 0 skipped, 1 problem, 1 workspace not planned, 2 unmanaged.**",
    );
    const headings = [...nodes(parsed(report))].filter(({ type }) => type === "heading");
    expect(headings.map(proseOf)).toEqual(["Changes", "Problems", "Coverage"]);
    expect(report.isWellFormed()).toBe(true);
  });

  test("a comment is never too long, whatever it contains, and never ends inside of code", () => {
    const long = fc
      .tuple(hostileText, fc.integer({ min: 1, max: 20_000 }))
      .map(([text, times]) => `${text}a`.repeat(times).slice(0, 70_000));
    const counts = fc.record({
      changes: fc.integer({ max: 400, min: 0 }),
      problems: fc.integer({ max: 400, min: 0 }),
      lines: fc.integer({ max: 400, min: 0 }),
      workspaces: fc.integer({ max: 400, min: 0 }),
    });
    fc.assert(
      fc.property(
        long,
        long,
        counts,
        fc.boolean(),
        (one, other, { changes, problems, lines, workspaces }, hasDetail) => {
          const hostile = { ...all(one.slice(0, 2000)), name: other.slice(0, 2000) };
          const {
            problems: [problem],
            coverage: [part],
          } = reportOf(1, hostile).outcome;
          const ended = reportOf(changes, hostile, {
            problems: Array(problems).fill(problem),
            coverage: Array(workspaces).fill(part),
          });
          const failure = { code: "stale", message: `${one.slice(0, 300)}\n`.repeat(lines), next: other };
          const files = [writtenFile(other)];
          const accepted = { ...ended.outcome, kind: "accepted", accepted: [], leftOut: [], lastApply, files } as const;
          const report = commentReport({ ...ended, failure, outcome: hasDetail ? accepted : ended.outcome });
          expect(report.length).toBeLessThanOrEqual(commentLimit);
          const headings = [...nodes(parsed(report))].filter(({ type }) => type === "heading");
          const expected = [
            changes > 0 ? "Changes" : "",
            problems > 0 ? "Problems" : "",
            workspaces > 0 ? "Coverage" : "",
          ];
          expect(headings.map(proseOf)).toEqual(expected.filter((title) => title !== ""));
        },
      ),
      runs(5),
    );
  });

  test("a text of a million characters is handled", () => {
    const text = "`|".repeat(500_000);
    const ended = reportOf(1, { ...harmless, name: text });
    const files = [writtenFile(text)];
    const accepted = {
      ...ended,
      outcome: { ...ended.outcome, kind: "accepted", accepted: [], leftOut: [], lastApply, files },
    } as const;
    expect(commentReport(accepted).length).toBeLessThanOrEqual(commentLimit);
    expect(wholeReport(accepted)).toContain(text.replaceAll("|", String.raw`\|`));
  });

  test("the rows that are left out are counted", () => {
    const ended = reportOf(1000, { ...harmless, name: "n".repeat(100) });
    const report = commentReport(ended);
    const rows = report.match(/^\| (enable|disable) /gm)?.length ?? 0;
    expect(rows).toBeGreaterThan(200);
    const [, more, enables, disables] = /… and (\d+) more changes: (\d+) enable, (\d+) disable\./.exec(report) ?? [];
    expect(rows + Number(more)).toBe(1000);
    expect(Number(enables) + Number(disables)).toBe(Number(more));
    expect(report).toContain("`--report-file FILE` writes the whole report.");
  });

  test("problems are not crowded out by changes", () => {
    const changes = Array.from({ length: 2000 }, (_, index) => change(index + 1, harmless));
    const problems = reportOf(0, harmless).outcome.problems ?? [];
    const report = commentReport(reportOf(0, harmless, { changes, problems: Array(40).fill(problems[0]) }));
    expect(report.match(/^\| `a:1:2` /gm)).toHaveLength(40);
  });

  test("the mark shows whether two reports are about the same changes, whatever their places and results are", () => {
    const marks = (...changes: readonly (readonly AppliedChange[] | readonly Change[])[]): readonly unknown[] =>
      changes.map(
        (found) =>
          /Mark of these changes: `([0-9a-f]{12})`/.exec(wholeReport(reportOf(0, harmless, { changes: found })))?.[1],
      );
    const [one, two] = [change(1, harmless), change(2, harmless)];
    const moved = { ...one, source: null, why: "other", name: null };
    const [first, again, applied, more, none] = marks([one], [moved], [failed(1, harmless)], [one, two], []);
    expect([again, applied]).toEqual([first, first]);
    expect(more).not.toBe(first);
    expect(none).toBeUndefined();
  });

  test("equal results give equal bytes", () => {
    expect(commentReport(reportOf(1000, harmless))).toBe(commentReport(reportOf(1000, harmless)));
  });
});

/** An empty text is shown as `(empty)`, a word of the tool. */
function emptyAsIs(hostile: Texts): Texts {
  const orA = (text: string): string => (text === "" ? "a" : text);
  return { name: orA(hostile.name), why: orA(hostile.why), file: hostile.file, message: hostile.message };
}

import * as fc from "fast-check";
import type { AppliedChange, Problem } from "@skyvia-schedules/core";
import { expect, test } from "vitest";
import { annotations as annotationsIn } from "../../../src/render/github/annotations.ts";
import type { Report } from "../../../src/verb/report.ts";
import { hostileText } from "../hostile-text.ts";
import { all, change, failed, reportOf, textReport, type Texts } from "../outcome-builder.ts";
import { runs } from "../../../../../test/laws/runs.ts";

const annotations = (report: Report): string => annotationsIn(report, { env: {}, cwd: "/" });

const texts: fc.Arbitrary<Texts> = fc.record({
  name: hostileText,
  why: hostileText,
  file: hostileText,
  message: hostileText,
});

/** A command as the runner reads it: at the start of a line, or in the old way anywhere in one. */
const commands = (log: string): readonly string[] =>
  log.split(/\r\n|\r|\n/).flatMap((line) => {
    const [, command] = /^\s*::([a-z-]+)(?: [^:]*)?::/.exec(line) ?? [];
    if (command !== undefined) return [command];
    return line.includes("##[") ? [`old: ${line}`] : [];
  });

test("one notice for each change, one error for each problem and for the error that stopped the run, each with its place", () => {
  expect(annotations(reportOf(2, { name: "Orders", why: "because", file: "a.yaml", message: "it is stale" }))).toBe(
    `::error file=a.yaml,line=1,col=2,title=name-not-found::no integration of workspace 7 is named "Orders"%0ACorrect the name, or select by id.
::error title=stale::it is stale%0Abecause
::notice file=a.yaml,line=1,col=19,title=disable 1 of workspace 7::Orders: because
::notice file=a.yaml,line=2,col=19,title=enable 2 of workspace 7::Orders: because
Plan: 1 to enable, 1 to disable, 0 unchanged, 0 skipped, 1 problem, 1 workspace not planned, 2 unmanaged.
`,
  );
});

test("at most ten of a kind: the error that stopped the run is among them, and the last one says how many more there are", () => {
  const ended = reportOf(2, all("a"));
  const many = <T>(some: readonly T[] = []): T[] => Array.from({ length: 30 }, () => some[0] as T);
  const outcome = { ...ended.outcome, problems: many(ended.outcome.problems), changes: many(ended.outcome.changes) };
  const lines = annotations({ ...ended, outcome }).split("\n");
  const [errors, notices] = ["::error", "::notice"].map((kind) => lines.filter((line) => line.startsWith(kind)));
  expect([errors?.length, notices?.length]).toEqual([10, 10]);
  expect(errors?.[0]).toMatch(/^::error title=stale::/);
  expect(errors?.[9]).toBe("::error title=skyvia-schedules::and 22 more errors: the job summary lists them");
  expect(notices?.[9]).toBe("::notice title=skyvia-schedules::and 21 more changes: the job summary lists them");
  expect(lines.indexOf(errors?.[9] ?? "")).toBeLessThan(lines.indexOf(notices?.[0] ?? ""));
});

test("a failed change is among the ten, at any position", () => {
  const given = all("a");
  const done = Array.from({ length: 40 }, (_, at): AppliedChange => ({
    ...change(at + 1, given),
    result: "done",
    error: null,
  }));
  const changes = [...done, failed(77, given)];
  const notices = annotations(reportOf(0, given, { changes }))
    .split("\n")
    .filter((line) => line.startsWith("::notice"));
  expect(notices).toHaveLength(10);
  expect(notices[0]).toContain("title=disable 77 of workspace 7%3A failed::");
});

test("warnings leave errors their ten places, and have ten of their own", () => {
  const report = reportOf(0, all("a"));
  const [error] = report.outcome.problems as [Problem];
  const warnings = Array.from({ length: 12 }, (): Problem => ({ ...error, kind: "warns" }));
  const lines = annotations({ ...report, outcome: { ...report.outcome, problems: [...warnings, error] } }).split("\n");
  expect(lines.filter((line) => line.startsWith("::error"))).toHaveLength(2);
  const shown = lines.filter((line) => line.startsWith("::warning"));
  expect(shown).toHaveLength(10);
  expect(shown[9]).toBe("::warning title=skyvia-schedules::and 3 more warnings: the job summary lists them");
});

test("no text can begin a command, end one, or change its place", () => {
  fc.assert(
    fc.property(texts, (hostile) => {
      const log = annotations(reportOf(2, hostile));
      expect(commands(log)).toEqual(["error", "error", "notice", "notice"]);
      expect(log.split("\n")).toHaveLength(6);
      for (const [, properties = ""] of log.matchAll(/^::\w+ (.*?)::/gm)) {
        for (const property of properties.split(",")) expect(property).toMatch(/^(file|line|col|title)=[^:,]*$/);
      }
    }),
    runs(300),
  );
});

test("a text for a terminal contains no command", () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const log = annotations(textReport(`${text}\n`));
      expect(commands(log)).toEqual([]);
    }),
    runs(300),
  );
  expect(commands(annotations(reportOf(1, all("##[add-mask]x"), { changes: [] })))).toEqual(["error", "error"]);
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { jobOutputs } from "../../../src/render/github/job-outputs.ts";
import { hostileText } from "../hostile-text.ts";
import { all, lastApply, reportOf } from "../outcome-builder.ts";
import { runs } from "../../../../../test/laws/runs.ts";

/** The file of outputs as the runner reads it. */
function read(file: string): Readonly<Record<string, string>> {
  const lines = file.split("\n");
  const found: Record<string, string> = {};
  for (let line = lines.shift(); line !== undefined && line !== ""; line = lines.shift()) {
    const [, name = "", end = ""] = /^([^=]*?)<<(.*)$/.exec(line) ?? [];
    if (name === "") {
      const at = line.indexOf("=");
      found[line.slice(0, at)] = line.slice(at + 1);
      continue;
    }
    const until = lines.indexOf(end);
    found[name] = lines.splice(0, until).join("\n");
    lines.shift();
  }
  return found;
}

const counts = {
  "has-changes": "true",
  "enable-count": "1",
  "disable-count": "1",
  "problem-count": "1",
  "unmanaged-count": "2",
  "observed-count": "0",
  blocked: "false",
};

test("counts and the plan's file", () => {
  expect(read(jobOutputs(reportOf(2, all("a"), { planFile: "plan.json" })))).toEqual({
    ...counts,
    "plan-file": "plan.json",
  });
});

test("no foreign text becomes an output, not even the name of a file", () => {
  fc.assert(
    fc.property(hostileText, hostileText, (text, planFile) => {
      const file = planFile.replaceAll("\r", "");
      fc.pre(file !== "");
      expect(read(jobOutputs(reportOf(2, all(text), { planFile: file })))).toEqual({ ...counts, "plan-file": file });
    }),
    runs(300),
  );
});

test("blocked says whether a guard would stop an apply", () => {
  const problem = { code: "limit-exceeded", kind: "blocks-writes" } as never;
  expect(read(jobOutputs(reportOf(2, all("a"), { problems: [problem] })))["blocked"]).toBe("true");
});

describe("has-changes", () => {
  const summary = {
    enable: 0,
    disable: 0,
    unchanged: 4,
    skipped: 2,
    observed: 2,
    problems: 0,
    unmanaged: 0,
    next: null,
  };
  const told = (kind: "plan" | "drift"): string | undefined => {
    const report = reportOf(0, all("a"), { summary });
    const outcome = kind === "plan" ? report.outcome : { ...report.outcome, kind, lastApply, correcting: false };
    return read(jobOutputs({ ...report, outcome, exitCode: 2 }))["has-changes"];
  };

  test("an observed difference does not count as a pending change in plan, but it counts in drift", () => {
    expect([told("plan"), told("drift")]).toEqual(["false", "true"]);
  });

  test("a run that was stopped before it had a result outputs neither true nor false", () => {
    const error = { code: "token-missing", message: "there is no token", next: "" };
    const outcome = { kind: "error", error, wrote: false } as const;
    expect(jobOutputs({ command: "plan", exitCode: 6, outcome, failure: null, reportFile: null, isWide: false })).toBe(
      "",
    );
  });
});

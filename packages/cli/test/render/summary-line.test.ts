import { problem, type CoverageCounts, type Problem, type Summary } from "@skyvia-schedules/core";
import { describe, expect, test } from "vitest";
import { resultLine, summaryLine, type ShownPlan } from "../../src/render/summary-line.ts";
import { coverageText, headingText } from "../../src/render/text/heading-text.ts";
import { noteText, stateText } from "../../src/render/text/change-cells.ts";
import { plainStyle } from "../../src/process/style.ts";

const quiet: Summary = {
  enable: 0,
  disable: 0,
  unchanged: 3,
  skipped: 0,
  observed: 0,
  problems: 0,
  unmanaged: 1,
  next: null,
};
const part: CoverageCounts = {
  workspaceId: 7,
  name: "Production",
  managed: 7,
  observed: 1,
  selected: null,
  unmanaged: 2,
  planned: true,
};
const missing = problem("workspace-missing", null, { id: 8 });
const limit = problem("limit-exceeded", null, {
  workspaceId: 7,
  action: "disable",
  count: 12,
  managed: 40,
  limit: "25 %",
  allow: 12,
  by: "command-line",
});

function shown(rest: Partial<ShownPlan> & { readonly problems?: readonly Problem[] } = {}): ShownPlan {
  const { summary = quiet, problems = [] } = rest;
  const counted = { ...summary, problems: problems.length };
  return { changes: [], coverage: [part], problems, blocked: false, ...rest, summary: counted };
}

describe("the last line of a plan", () => {
  test.each([
    [
      "says that nothing is to change",
      shown(),
      "Plan: nothing to change, 3 unchanged, 0 skipped, 0 problems, 1 unmanaged.",
    ],
    [
      "does not say so of a run with problems",
      shown({ problems: [missing] }),
      "Plan: 0 to enable, 0 to disable, 3 unchanged, 0 skipped, 1 problem, 1 unmanaged.",
    ],
    [
      "nor of a workspace that could not be planned",
      shown({ coverage: [part, { ...part, planned: false }] }),
      "Plan: 0 to enable, 0 to disable, 3 unchanged, 0 skipped, 0 problems, 1 workspace not planned, 1 unmanaged.",
    ],
    [
      "says which guard would stop an apply",
      shown({ summary: { ...quiet, disable: 12 }, problems: [limit] }),
      "Plan: 0 to enable, 12 to disable, 3 unchanged, 0 skipped, 1 problem, 1 unmanaged; blocked: an apply would write nothing (limit-exceeded).",
    ],
    [
      "and which one did",
      shown({ summary: { ...quiet, disable: 12 }, problems: [limit], blocked: true }),
      "Plan: 0 to enable, 12 to disable, 3 unchanged, 0 skipped, 1 problem, 1 unmanaged; blocked: nothing was written (limit-exceeded).",
    ],
  ])("%s", (_, plan, line) => {
    expect(summaryLine(plan)).toBe(line);
  });
});

test.each([
  ["nothing", [], [part], "Applied: nothing to change."],
  ["a problem", [missing], [part], "Applied: 0 done, 0 failed, 1 problem."],
  ["an unplanned workspace", [], [{ ...part, planned: false }], "Applied: 0 done, 0 failed, 1 workspace not planned."],
])("the last line of an apply without a change, with %s", (_, problems, coverage, line) => {
  expect(resultLine({ changes: [], problems, coverage })).toBe(line);
});

test.each([
  [
    "the observed ones are part of the managed ones",
    part,
    "Workspace 7 Production  7 managed (1 observed), 2 unmanaged\n",
  ],
  ["none is observed", { ...part, observed: 0, unmanaged: 0 }, "Workspace 7 Production  7 managed\n"],
  [
    "some are selected",
    { ...part, selected: 2 },
    "Workspace 7 Production  2 selected of 7 managed (1 observed), 2 unmanaged\n",
  ],
  ["it could not be planned", { ...part, name: null, planned: false }, "Workspace 7  not planned\n"],
])("the heading of a workspace: %s", (_, coverage, heading) => {
  expect(headingText(coverage, plainStyle)).toBe(heading);
});

test("coverage of all workspaces in one text", () => {
  const unread = { ...part, managed: 0, observed: 0, unmanaged: 0, planned: false };
  expect(coverageText([unread])).toBe("0 managed, 0 unmanaged (coverage not known)");
  expect(coverageText([part, unread])).toContain("(coverage 78 %)");
  expect(coverageText([part, { ...part, observed: 0 }])).toBe("14 managed (1 observed), 4 unmanaged (coverage 78 %)");
});

test("with a selection the last line says how many of them are selected, as the headings do", () => {
  const parts = [
    { ...part, selected: 2 },
    { ...part, selected: 0 },
  ];
  expect(coverageText(parts)).toBe("2 selected of 14 managed (2 observed), 4 unmanaged (coverage 78 %)");
});

test.each([
  ["nothing is written", {}, ""],
  [
    "reason, owner and glob",
    { note: { reason: "replaced", owner: "ana", match: "stg-*" } },
    'replaced; owner ana; match "stg-*"',
  ],
  [
    "of a hold, what is written there",
    { note: { layer: "held disabled until 2026-12-01T06:00Z", reason: "INC-1", owner: "ana" } },
    "held disabled until 2026-12-01T06:00Z; INC-1; owner ana",
  ],
  ["a hidden character is shown", { note: { reason: "a\u200bb" } }, "a\\u{200b}b"],
] as const)("the note of a row: %s", (_, change, text) => {
  expect(noteText(change)).toBe(text);
});

test.each([
  ["from one to another", { action: "enable", before: "disabled", after: "enabled" }, "disabled → enabled"],
  ["as it is", { action: "keep", before: "enabled", after: "enabled" }, "enabled"],
  ["an undefined one is not enabled", { action: "disable", before: "undefined", after: "disabled" }, "undefined"],
  [
    "the listing does not distinguish disabled from undefined",
    { action: "keep", before: "disabled", after: "disabled", isListed: true },
    "disabled or undefined",
  ],
] as const)("the state of a row: %s", (_, change, text) => {
  expect(stateText(change)).toBe(text);
});

import type { AppliedChange, ErrorRecord, Problem, Result } from "@skyvia-schedules/core";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exitCode, type ExitBasis } from "../../src/verb/exit-code.ts";
import { runs } from "../../../../test/laws/runs.ts";

const nothing: ExitBasis = {
  error: null,
  problems: [],
  changes: [],
  detailed: false,
  drift: false,
  blocked: false,
  partial: false,
  wrote: false,
  outputLost: false,
  signal: null,
};

const failure = (code: string): ErrorRecord => ({ code, message: "m", next: "n" });

const problemOf = (kind: Problem["kind"]): Problem => ({
  code: "name-differs",
  kind,
  scope: "integration",
  message: "m",
  next: "n",
  source: null,
  workspaceId: null,
  integrationId: null,
  entry: null,
});

const change = (result: Result, error: ErrorRecord | null = null): AppliedChange => ({
  workspaceId: 1,
  integrationId: 1,
  name: null,
  action: "enable",
  before: "disabled",
  after: "enabled",
  source: null,
  why: "",
  effective: null,
  result,
  error,
});

const { result: _result, error: _error, ...pending } = change("done");

/** The cause of each code if there is no other finding. */
const alone: Readonly<Record<string, readonly [number, Partial<ExitBasis>]>> = {
  "nothing to do": [0, {}],
  "pending changes, and nobody asked for an exit code about them": [0, { changes: [pending] }],
  "all done": [0, { changes: [change("done"), change("unchanged")] }],
  "pending changes": [2, { changes: [pending], detailed: true }],
  drift: [2, { changes: [pending], drift: true }],
  "drift of what is only observed": [0, { changes: [{ ...pending, action: "skip" }], drift: true }],
  "drift that is not a change": [2, { problems: [problemOf("counts-as-drift")], drift: true }],
  "what is observed, in a plan": [0, { changes: [{ ...pending, action: "skip" }], detailed: true }],
  "a limit that a plan reports": [0, { problems: [problemOf("blocks-writes")] }],
  "a limit that holds writes back": [4, { problems: [problemOf("blocks-writes")], blocked: true }],
  "a change that a guard leaves, in a plan": [0, { problems: [problemOf("blocks-change")] }],
  "a guard that leaves every change": [4, { problems: [problemOf("blocks-change")], blocked: true }],
  "a guard that leaves a change, and nothing else was to be written": [
    4,
    { problems: [problemOf("blocks-change")], changes: [change("unchanged"), change("not-started")] },
  ],
  "a warning": [0, { problems: [problemOf("warns")], changes: [change("done")] }],
  "a guard": [4, { problems: [problemOf("blocks-run")] }],
  "a stale plan": [4, { error: failure("stale") }],
  "an expired plan": [4, { error: failure("plan-expired") }],
  "a write that --read-only refused": [4, { changes: [change("failed", failure("read-only"))] }],
  "a wrong file": [5, { problems: [problemOf("stops-run")] }],
  "a wrong flag": [5, { error: failure("usage") }],
  "a live problem": [1, { problems: [problemOf("leaves-out")] }],
  "an API that fails": [1, { error: failure("server") }],
  "a change that failed": [1, { changes: [change("failed", failure("server"))] }],
  "a token that is missing": [6, { error: failure("token-missing") }],
  "a token refused in every change": [6, { changes: [change("failed", failure("auth"))] }],
  "an unknown code": [1, { error: failure("never-heard-of") }],
  interrupted: [130, { error: failure("interrupted"), signal: "SIGINT" }],
  terminated: [143, { error: failure("interrupted"), signal: "SIGTERM" }],
  "a part done": [3, { changes: [change("done"), change("failed", failure("server"))] }],
  "an outcome that is unknown": [3, { changes: [change("unknown", failure("network"))] }],
  "a part skipped as stale": [3, { changes: [change("done"), change("stale", failure("stale"))] }],
  "a conflict, with nothing written": [3, { changes: [change("conflict", failure("conflict"))] }],
  "an execution that did not end in time after its schedule was disabled": [
    3,
    { changes: [{ ...change("done"), drained: false }] },
  ],
  "a part not begun": [3, { changes: [change("done"), change("not-started")] }],
  "all done, and a live problem beside it": [3, { changes: [change("done")], problems: [problemOf("leaves-out")] }],
  "a token refused after a write": [3, { changes: [change("done"), change("failed", failure("auth"))] }],
  "output that could not be printed": [1, { outputLost: true }],
  "output that could not be printed, after changes": [3, { outputLost: true, changes: [change("done")] }],
  "output that could not be printed, after a run was started": [3, { outputLost: true, wrote: true }],
  "a run that was started": [0, { wrote: true }],
  "a write of its own, then an error": [3, { error: failure("timeout"), partial: true }],
};

describe("one finding", () => {
  test.each(Object.entries(alone))("%s", (_, [code, ending]) => {
    expect(exitCode({ ...nothing, ...ending })).toBe(code);
  });
});

describe("several findings: 3, 6, 1, 5, 4, 2, 0", () => {
  const rank = [3, 6, 1, 5, 4, 2, 0];
  const stops = Object.entries(alone).filter(
    ([name, [code, { signal, error, partial, outputLost }]]) =>
      !(signal ?? error ?? partial ?? outputLost) &&
      rank.includes(code) &&
      name !== "pending changes, and nobody asked for an exit code about them", // another situation may ask
  );
  const situations = fc.subarray(stops, { minLength: 1 });

  test("the first in that order decides, whatever else was found", () => {
    fc.assert(
      fc.property(situations, (chosen) => {
        const endings = chosen.map(([, [, ending]]) => ending);
        const changes = endings.flatMap((ending) => ending.changes ?? []);
        const problems = endings.flatMap((ending) => ending.problems ?? []);
        const detailed = endings.some((ending) => ending.detailed);
        const drift = endings.some((ending) => ending.drift);
        const blocked = endings.some((ending) => ending.blocked);
        const code = exitCode({ ...nothing, changes, problems, detailed, drift, blocked });
        const results = changes.flatMap((one) => ("result" in one ? [one.result] : []));
        const written = results.some((result) => result === "done" || result === "unknown");
        const undone = results.some((result) => result !== "done" && result !== "unchanged");
        const codes = chosen.map(([, [own]]) => own);
        if (written && (undone || problems.some(({ kind }) => kind === "leaves-out"))) expect(code).toBe(3);
        else expect(code).toBe(rank.find((one) => codes.includes(one)));
      }),
      runs(200),
    );
  });

  test.each([
    ["a token before a live problem", { error: failure("auth"), problems: [problemOf("leaves-out")] }, 6],
    ["the live world before the files", { error: failure("usage"), problems: [problemOf("leaves-out")] }, 1],
    ["the files before a guard", { error: failure("stale"), problems: [problemOf("stops-run")] }, 5],
    ["a guard before pending changes", { problems: [problemOf("blocks-run")], changes: [pending], detailed: true }, 4],
    [
      "a live problem before pending changes",
      { problems: [problemOf("leaves-out")], changes: [pending], detailed: true },
      1,
    ],
    ["a write before the signal", { changes: [change("done"), change("not-started")], signal: "SIGINT" }, 3],
    ["a signal that came when all was over says nothing", { changes: [change("done")], signal: "SIGINT" }, 0],
  ] as const)("%s", (_, ending, code) => {
    expect(exitCode({ ...nothing, ...ending })).toBe(code);
  });
});

test("the API's refusal of an input is not bad usage", () => {
  expect(exitCode({ ...nothing, error: failure("bad-input") })).toBe(5);
  expect(exitCode({ ...nothing, error: { ...failure("bad-input"), status: 422 } })).toBe(1);
});

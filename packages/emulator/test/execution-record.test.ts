import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type ExecutionRecord,
  isFinished,
  stateAt,
  toExecution,
  toExecutionDetails,
} from "../src/world/execution-record.ts";
import { runs } from "../../../test/laws/runs.ts";

const rank = ["New", "Queued", "Running", "Canceling", "Succeeded", "Failed", "Canceled"];
const final = new Set(["Succeeded", "Failed", "Canceled"]);

const span = fc.integer({ min: 0, max: 100 });

/** Any run, canceled or killed or both at any time it was active. */
const anyRun: fc.Arbitrary<ExecutionRecord> = fc
  .record({
    spans: fc.tuple(span, span, span),
    ends: fc.constantFrom("Succeeded" as const, "Failed" as const),
    cancel: fc.option(fc.tuple(span, span)),
    kill: fc.option(span),
    rows: fc.tuple(span, span),
  })
  .map(({ spans: [asNew, queued, running], ends, cancel, kill, rows: [successRows, errorRows] }) => {
    const [queuedAt, startAt] = [asNew, asNew + queued];
    const run: ExecutionRecord = {
      runId: 1,
      requestedAt: 0,
      queuedAt,
      startAt,
      endAt: startAt + running,
      ends,
      successRows,
      errorRows,
      result: null,
    };
    if (cancel !== null && !isFinished(run, cancel[0]))
      run.canceling = { from: cancel[0], until: cancel[0] + cancel[1] };
    if (kill !== null && kill >= (run.canceling?.from ?? 0) && !isFinished(run, kill)) run.killedAt = kill;
    return run;
  });

const times = Array.from({ length: 420 }, (_, time) => time - 10);

test("a run never goes back, and a finished run does not change", () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const states = times.map((time) => stateAt(run, time));
      for (const [index, state] of states.entries()) {
        const before = states[index - 1] ?? "New";
        expect(rank.indexOf(state)).toBeGreaterThanOrEqual(rank.indexOf(before));
        if (final.has(before)) expect(state).toBe(before);
      }
      expect(final.has(states.at(-1) ?? "")).toBe(true);
    }),
    runs(100),
  );
});

test("duration and rows never fall, and stop at the end; times are in order", () => {
  fc.assert(
    fc.property(anyRun, (run) => {
      const seen = times.map((time) => toExecution(run, time));
      for (const [index, { duration, successRows }] of seen.entries()) {
        expect(Number(duration)).toBeGreaterThanOrEqual(Number(seen[index - 1]?.duration ?? 0));
        expect(Number(successRows)).toBeGreaterThanOrEqual(seen[index - 1]?.successRows ?? 0);
        expect(Number(successRows)).toBeLessThanOrEqual(run.successRows);
      }
      const { startTime, endTime, state } = toExecutionDetails(run, 1000);
      expect(Date.parse(startTime ?? endTime ?? "")).toBeLessThanOrEqual(Date.parse(endTime ?? ""));
      if (state !== "Canceled") expect(seen.at(-1)?.successRows).toBe(run.successRows);
    }),
    runs(100),
  );
});

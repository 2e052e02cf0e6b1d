import { expect, test } from "vitest";
import type { RetryClass } from "../../src/api/operations.ts";
import {
  afterFailure,
  afterVerification,
  noAttempt,
  type Doubt,
  type RetryState,
  type RetryStep,
} from "../../src/call/retry-state.ts";
import type { Failure } from "../../src/errors/failure.ts";

const status = (code: number): Failure => ({ kind: "status", status: code, vendorMessage: null, retryAfter: null });
const network = (sent: boolean): Failure => ({ kind: "network", reason: "reset", next: null, sent, retryable: true });
const timeout: Failure = { kind: "timeout", sent: true, limit: 30_000 };
const redirect: Failure = { kind: "bad-answer", status: 302, reason: "it is a redirect", next: null, retryable: false };
const closed: Failure = { kind: "limited", until: 0 };

/** A row: the class, the failures in their order, the step after the last one, and what is known about a write then. */
const rows: readonly (readonly [string, RetryClass, readonly Failure[], RetryStep, Doubt])[] = [
  ["a read that fails is sent again", "read", [status(500)], "retry", "none"],
  ["a read that is cut off is sent again", "read", [network(true)], "retry", "none"],
  ["a read is sent four times", "read", [status(500), timeout, network(true), status(503)], "fail", "none"],
  ["a refusal is final", "read", [status(403)], "fail", "none"],
  ["an answer that cannot get better is final", "read", [redirect], "fail", "none"],
  ["a 429 waits for the gate", "read", [status(429)], "wait", "none"],
  [
    "a 429 costs no attempt",
    "read",
    [status(429), status(429), status(429), status(429), status(500)],
    "retry",
    "none",
  ],
  ["a wait past the deadline is final", "read", [closed], "fail", "none"],
  ["a write that failed is verified", "write", [status(500)], "verify", "answered"],
  ["a write that was cut off is verified", "write", [network(true)], "verify", "cut-off"],
  ["a write that never went out is sent again", "write", [network(false)], "retry", "none"],
  [
    "the last failure of a write is verified too",
    "write",
    [timeout, timeout, timeout, timeout],
    "verify-last",
    "cut-off",
  ],
  ["a doubt stays when the next attempt is refused", "write", [network(true), status(409)], "fail", "cut-off"],
  ["a run that failed is not sent again", "once", [status(500)], "fail", "answered"],
  ["a run that was cut off is not sent again", "once", [network(true)], "fail", "cut-off"],
  ["a run that a 503 refused has not started", "once", [status(503)], "fail", "none"],
  ["a run that a 429 refused is not sent again", "once", [status(429)], "fail", "none"],
  ["a run that never went out is sent", "once", [network(false)], "retry", "none"],
];

function after(failures: readonly Failure[], retry: RetryClass): { state: RetryState; step: RetryStep } {
  let last: { state: RetryState; step: RetryStep } = { state: noAttempt, step: "fail" };
  for (const failure of failures) last = afterFailure(last.state, failure, retry);
  return last;
}

test.each(rows)("%s", (_, retry, failures, step, doubt) => {
  const last = after(failures, retry);
  expect([last.step, last.state.doubt]).toEqual([step, doubt]);
});

test.each<[string, readonly Failure[], Doubt]>([
  ["decides about a write that was answered", [status(500)], "none"],
  ["does not decide about one that was cut off", [network(true)], "cut-off"],
  ["nor one that was cut off before it was answered", [network(true), status(500)], "cut-off"],
])("a read that shows no change %s", (_, failures, doubt) => {
  expect(afterVerification(after(failures, "write").state)).toMatchObject({ doubt, verified: true });
});

test("if a write is cut off after a read showed no change, its outcome is open again", () => {
  const verified = afterVerification(after([status(500)], "write").state);
  expect(afterFailure(verified, network(true), "write").state).toMatchObject({ verified: false, doubt: "cut-off" });
  expect(afterFailure(verified, network(false), "write").state).toMatchObject({ verified: true, doubt: "none" });
});

test("the failure behind a doubt is kept, and the wait after it does not replace it", () => {
  const failed = status(500);
  expect(after([failed, closed], "write").state).toMatchObject({ attempts: 1, cause: failed });
});

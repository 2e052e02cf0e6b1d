import { expect, test } from "vitest";
import { operations } from "../../src/api/operations.ts";
import { describeFailure } from "../../src/call/describe-failure.ts";
import { afterFailure, noAttempt } from "../../src/call/retry-state.ts";
import type { Failure } from "../../src/errors/failure.ts";

const status = (code: number): Failure => ({ kind: "status", status: code, vendorMessage: null, retryAfter: null });
const reset: Failure = { kind: "network", reason: "ECONNRESET", next: null, sent: true, retryable: true };
const slow: Failure = { kind: "timeout", sent: true, limit: 30_000 };

test.each<[string, readonly Failure[], boolean, string]>([
  ["nothing has failed before", [], true, "/v1/workspaces/7 (sent already)"],
  ["one attempt failed", [status(503)], false, "/v1/workspaces/7; it has failed once: the last answer was 503"],
  [
    "attempts failed, and another is in flight",
    [status(500), slow, status(503)],
    true,
    "/v1/workspaces/7 (sent already); it has failed 3 times: the last answer was 503",
  ],
  [
    "the rate limit was all that came",
    Array.from({ length: 7 }, () => status(429)),
    false,
    "/v1/workspaces/7; it has failed 7 times: the last answer was 429",
  ],
  ["the network failed", [reset], false, "/v1/workspaces/7; it has failed once: the last attempt failed (ECONNRESET)"],
  [
    "no answer came in time",
    [slow],
    false,
    "/v1/workspaces/7; it has failed once: the last attempt had no whole answer within 30 s",
  ],
])("out of time says what the run waited for: %s", (_, failures, sent, expected) => {
  const end: Failure = { kind: "out-of-time", sent };
  let state = noAttempt;
  for (const failure of [...failures, end]) ({ state } = afterFailure(state, failure, "read"));
  const subject = { operation: operations.getWorkspace, path: "/v1/workspaces/7", state };
  const { message } = describeFailure(end, subject, (text) => text);
  expect(message).toBe(`the run is out of time: it was waiting for GET ${expected}`);
});

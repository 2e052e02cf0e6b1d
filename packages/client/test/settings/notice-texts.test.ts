import { expect, test } from "vitest";
import { attemptText, isDebug, waitText } from "../../src/settings/notice-texts.ts";
import type { AttemptNotice } from "../../src/settings/notices.ts";

const good: AttemptNotice = {
  method: "GET",
  path: "/v1/workspaces/7/integrations?take=200&skip=0",
  attempt: 1,
  status: 200,
  ms: 45.6,
  code: null,
  message: null,
  next: "done",
  delay: 0,
};
const failed: AttemptNotice = { ...good, status: 503, code: "server", message: "the API failed\n(503)" };

test.each<[string, AttemptNotice, string]>([
  ["a good answer", good, "200 46 ms, attempt 1: done"],
  [
    "the last failure",
    { ...failed, attempt: 5, next: "fail" },
    "503 46 ms, attempt 5: the call fails (the API failed (503))",
  ],
  [
    "a retry",
    { ...failed, next: "retry", delay: 1234 },
    "503 46 ms, attempt 1: is sent again in 1.2 s (the API failed (503))",
  ],
  [
    "a write without an answer",
    { ...failed, status: null, next: "verify", delay: 500 },
    "no answer 46 ms, attempt 1: is verified by a read in 0.5 s (the API failed (503))",
  ],
  [
    "a rate limit",
    { ...failed, status: 429, next: "wait" },
    "429 46 ms, attempt 1: is sent again when the rate limit allows (the API failed (503))",
  ],
])("%s is one line", (_, notice, expected) => {
  expect(attemptText(notice)).toBe(`GET /v1/workspaces/7/integrations?take=200&skip=0 ${expected}`);
});

test("a wait says how long, what waits, and why", () => {
  const wait = {
    reason: "rate-limit",
    ms: 30_000,
    method: "GET",
    path: "/v1/x",
    message: "the API answered 429",
  } as const;
  expect(waitText(wait)).toBe("waiting 30 s before the next call: the API answered 429");
  expect(waitText({ ...wait, reason: "retry", ms: 2500 })).toBe("waiting 2.5 s before a retry: the API answered 429");
});

test.each([
  [undefined, false],
  ["", false],
  ["debug", true],
  ["DEBUG", true],
  ["trace", null],
])("SKYVIA_LOG=%s", (value, expected) => {
  expect(isDebug({ SKYVIA_LOG: value })).toBe(expected);
});

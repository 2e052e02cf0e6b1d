import { describe, expect, test } from "vitest";
import { githubFailure, waitFor } from "../src/github-failure.ts";

const now = Date.parse("2026-11-24T12:00:00Z");
const answer = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify({ message: "so it is" }), { status, headers });

describe("how long to wait before a call is made again", () => {
  test.each<[string, string, Response | null, number, number | null]>([
    ["429 with its time", "POST", answer(429, { "retry-after": "7" }), 1, 7000],
    ["429 that ends too late", "GET", answer(429, { "retry-after": "61" }), 1, null],
    ["429 without a time", "GET", answer(429), 1, 1000],
    [
      "a primary limit that resets soon",
      "GET",
      answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 + 20) }),
      1,
      20_000,
    ],
    [
      "one that has been reset meanwhile",
      "GET",
      answer(403, { "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(now / 1000 - 5) }),
      1,
      0,
    ],
    ["a secondary limit", "POST", answer(403, { "retry-after": "60" }), 1, 60_000],
    ["403 for another reason", "POST", answer(403, { "x-ratelimit-remaining": "4999" }), 1, null],
    ["404", "GET", answer(404), 1, null],
    ["422", "PATCH", answer(422), 1, null],
    ["a read that failed", "GET", answer(502), 2, 2000],
    ["an update that failed: it may be sent again", "PATCH", answer(500), 1, 1000],
    ["a creation that failed: it may have arrived", "POST", answer(500), 1, null],
    ["a read without an answer", "GET", null, 1, 1000],
    ["a creation without an answer", "POST", null, 1, null],
  ])("%s", (_, method, response, attempt, wait) => {
    expect(waitFor(method, response, attempt, now)).toBe(wait);
  });
});

test.each<[Response | null, string, string]>([
  [answer(403), "GitHub answered 403 to POST /repos/a/b/issues: so it is", "`pull-requests: write`"],
  [
    answer(429, { "retry-after": "600" }),
    "GitHub answered 429 to POST /repos/a/b/issues: so it is",
    "after 2026-11-24T12:10:00.000Z",
  ],
  [new Response("<html>", { status: 500 }), "GitHub answered 500 to POST /repos/a/b/issues", "Run the job again."],
  [null, "GitHub did not answer POST /repos/a/b/issues", "Run the job again"],
])("a failure says what, why, and what to do", async (response, message, next) => {
  const error = await githubFailure("POST", "/repos/a/b/issues?page=1", response, now);
  expect(error.message).toBe(message);
  expect(error.next).toContain(next);
  expect(error.next).toContain("in the job summary");
  expect(error.exitCode).toBe(1);
});

import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Fault, FaultRule, OperationId } from "../../../emulator/src/index.ts";
import type {
  AttemptNotice,
  RetryNotice,
  SkyviaClient,
  SkyviaErrorCode,
  WaitNotice,
  WriteOutcome,
} from "../../src/index.ts";
import { clientOf, failureOf, startFixture } from "../fixture.ts";
import { virtualTime } from "../virtual-time.ts";
import { runs } from "../../../../test/laws/runs.ts";

/** Faults after which a GET is repeated, and the outcome of a POST is not known. */
const passing: readonly (readonly [string, Fault])[] = [
  ["500", { type: "status", status: 500 }],
  ["503 with a page", { type: "status", status: 503, body: "<h1>Sorry</h1>" }],
  ["408", { type: "status", status: 408 }],
  ["a reset before the headers", { type: "reset_peer" }],
  ["a reset in the body", { type: "reset_peer", at: "body" }],
  ["an end before the headers", { type: "limit_data" }],
  ["an end in the body", { type: "limit_data", at: "body" }],
  ["a hang before the headers", { type: "timeout" }],
  ["a hang in the body", { type: "timeout", at: "body" }],
  ["a slow drip", { type: "slicer", size: 1, delay: 60 }],
  ["truncated JSON", { type: "truncated_json" }],
  ["HTML with 200", { type: "wrong_content_type" }],
  ["more than 8 MiB", { type: "oversized_body" }],
];

const requestTimeout = 250;

/** An unavailable service has started nothing. */
const isUnavailable = (fault: Fault): boolean => fault.type === "status" && fault.status === 503;

describe.each(passing)("%s", (_, fault) => {
  test("once: a read is repeated, and gives the right answer", async () => {
    const { client, emulator, calls } = await startFixture({ requestTimeout });
    emulator.addFault({ when: "once", fault });
    expect(await client.getSchedule(7, 42)).toBe("enabled");
    expect(calls()).toHaveLength(2);
  });

  test("once: enable reads the schedule first, and writes again only if it must", async () => {
    const { client, emulator, calls } = await startFixture({ requestTimeout });
    emulator.addFault({ match: { operation: "enableSchedule" }, when: "once", fault });
    expect(await client.enableSchedule(7, 41)).toEqual({ active: true });
    const [first, second, third, ...more] = calls();
    expect([first, second, more]).toEqual([
      "POST /v1/workspaces/7/integrations/41/schedule/enable",
      "GET /v1/workspaces/7/integrations/41/schedule",
      [],
    ]);
    expect([undefined, first]).toContain(third);
    expect(emulator.world.schedule(7, 41)).toBe("enabled");
  });

  test("once: run is not sent again, and says whether it may have started", async () => {
    const { client, emulator, calls, time } = await startFixture({ requestTimeout });
    emulator.addFault({ match: { operation: "runIntegration" }, when: "once", fault });
    const error = await failureOf(client.runIntegration(7, 42));
    if (isUnavailable(fault)) {
      expect(error).toMatchObject({ outcome: "refused", message: expect.not.stringMatching(/may have started/) });
    } else {
      expect(error).toMatchObject({ outcome: "unknown", message: expect.stringMatching(/^the run may have started/) });
      expect(error.next).toMatch(/active execution/);
    }
    expect(calls()).toEqual(["POST /v1/workspaces/7/integrations/42/executions"]);
    expect(time.slept).toEqual([]);
  });
});

test.each<[Fault, SkyviaErrorCode, number]>([
  [{ type: "status", status: 500 }, "server", 4],
  [{ type: "status", status: 408 }, "server", 4],
  [{ type: "reset_peer" }, "network", 4],
  [{ type: "truncated_json" }, "bad-answer", 4],
  [{ type: "wrong_content_type" }, "bad-answer", 4],
  [{ type: "redirect" }, "bad-answer", 1],
  [{ type: "status", status: 400 }, "bad-input", 1],
  [{ type: "status", status: 401 }, "auth", 1],
  [{ type: "status", status: 403 }, "auth", 1],
  [{ type: "status", status: 404 }, "not-found", 1],
  [{ type: "status", status: 409 }, "bad-input", 1],
  [{ type: "status", status: 410 }, "not-found", 1],
  [{ type: "status", status: 422 }, "bad-input", 1],
])("%j always: %s after %i attempts", async (fault, code, attempts) => {
  const notices: RetryNotice[] = [];
  const { client, emulator, calls, time } = await startFixture({ onRetry: (notice) => notices.push(notice) });
  emulator.addFault({ fault });
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code, attempts });
  expect(calls()).toHaveLength(attempts);
  expect(notices.map((notice) => notice.attempts)).toEqual([1, 2, 3].slice(0, attempts - 1));
  expect(time.slept).toEqual([125, 250, 500].slice(0, attempts - 1));
});

test.each<[string, Fault, readonly string[]]>([
  ["failed and was not applied", { type: "fail_without_applying" }, ["disable", "schedule", "disable"]],
  ["failed and was applied", { type: "apply_then_fail" }, ["disable", "schedule"]],
  ["was cut off after it was applied", { type: "reset_peer", applied: true }, ["disable", "schedule"]],
  ["was cut off before it was applied", { type: "reset_peer", applied: false }, ["disable", "schedule", "disable"]],
])("a disable that %s is sent as often as it must", async (_, fault, last) => {
  const { client, emulator, calls } = await startFixture();
  emulator.addFault({ match: { method: "POST" }, when: "once", fault });
  expect(await client.disableSchedule(7, 42)).toEqual({ active: false });
  expect(calls().map((call) => call.slice(call.lastIndexOf("/") + 1))).toEqual(last);
});

test.each(["cancel", "kill"] as const)("a %s that was applied and then failed is not sent again", async (how) => {
  const { client, emulator, calls } = await startFixture();
  await client.runIntegration(7, 42);
  emulator.clearRequests();
  emulator.addFault({ match: { method: "POST" }, when: "once", fault: { type: "apply_then_fail" } });
  await (how === "cancel" ? client.cancelExecution(7, 42) : client.killExecution(7, 42));
  expect(calls().map((call) => call.slice(call.lastIndexOf("/") + 1))).toEqual([how, "active"]);
});

test.each<[string, FaultRule[], WriteOutcome, RegExp]>([
  [
    "whose outcome no read could show is unknown",
    [{ fault: { type: "fail_without_applying" } }],
    "unknown",
    /^It may have been carried out: check the state/,
  ],
  [
    "that a read shows as not done is refused",
    [{ match: { method: "POST" }, fault: { type: "fail_without_applying" } }],
    "refused",
    /^A read afterwards showed that nothing was changed/,
  ],
  [
    "that was cut off and is not done yet is unknown: it may still arrive",
    [{ match: { method: "POST" }, fault: { type: "reset_peer", applied: false } }],
    "unknown",
    /^It may have been carried out/,
  ],
  [
    "that the API does not accept is refused",
    [{ match: { method: "POST" }, fault: { type: "status", status: 409 } }],
    "refused",
    /^Correct what the message names/,
  ],
])("a write %s", async (_, rules, outcome, next) => {
  const { client, emulator } = await startFixture();
  for (const fault of rules) emulator.addFault(fault);
  expect(await failureOf(client.enableSchedule(7, 41))).toMatchObject({
    method: "POST",
    outcome,
    next: expect.stringMatching(next),
  });
});

test("a write whose last attempt failed, but which a read shows as done, is done", async () => {
  const { client, emulator, calls } = await startFixture();
  emulator.addFault({
    match: { method: "POST" },
    when: { from: 1, times: 3 },
    fault: { type: "fail_without_applying" },
  });
  emulator.addFault({ match: { method: "POST" }, when: { nth: 4 }, fault: { type: "apply_then_fail" } });
  expect(await client.enableSchedule(7, 41)).toEqual({ active: true });
  expect(calls()).toHaveLength(8);
});

test.each<[string, (client: SkyviaClient) => Promise<unknown>, WriteOutcome | null]>([
  ["a read", (client) => client.getSchedule(7, 42), null],
  ["run", (client) => client.runIntegration(7, 42), "not-sent"],
  ["enable", (client) => client.enableSchedule(7, 42), "not-sent"],
  ["cancel", (client) => client.cancelExecution(7, 42), "not-sent"],
])("%s to a closed port has the outcome of a call that was not sent", async (_, act, outcome) => {
  const client = clientOf({ token: "any", baseUrl: "http://127.0.0.1:9", ...virtualTime() });
  expect(await failureOf(act(client))).toMatchObject({ code: "network", outcome });
});

test("a write that is read-only is not sent", async () => {
  const { client, calls } = await startFixture({ readOnly: true });
  expect(await failureOf(client.disableSchedule(7, 42))).toMatchObject({ code: "read-only", outcome: "not-sent" });
  expect(calls()).toEqual([]);
});

test("each attempt and each wait is reported once, with what follows, and without the token", async () => {
  const attempts: AttemptNotice[] = [];
  const waits: WaitNotice[] = [];
  const { client, emulator, calls } = await startFixture({
    onAttempt: (notice) => attempts.push(notice),
    onWait: (notice) => waits.push(notice),
  });
  emulator.addFault({ match: { method: "POST" }, when: { nth: 1 }, fault: { type: "rate_limit", retryAfter: 7 } });
  emulator.addFault({ match: { method: "POST" }, when: { nth: 2 }, fault: { type: "fail_without_applying" } });
  await client.enableSchedule(7, 41);
  expect(
    attempts.map(({ method, attempt, status, code, next, delay }) => [method, attempt, status, code, next, delay]),
  ).toEqual([
    ["POST", 1, 429, "rate-limited", "wait", 0],
    ["POST", 2, 500, "server", "verify", 125],
    ["GET", 1, 200, null, "done", 0],
    ["POST", 3, 200, null, "done", 0],
  ]);
  expect(attempts.map(({ method, path }) => `${method} ${path}`)).toEqual(calls());
  expect(waits).toEqual([
    expect.objectContaining({ reason: "rate-limit", ms: 7_000, message: expect.stringContaining("answered 429") }),
    expect.objectContaining({ reason: "retry", ms: 125, message: expect.stringContaining("answered 500") }),
  ]);
  expect(JSON.stringify([attempts, waits])).not.toContain(emulator.token);
});

test("a schedule that vanished under a write in doubt is not defined", async () => {
  const { client, emulator } = await startFixture();
  emulator.addFault({ match: { method: "POST" }, when: "once", fault: { type: "status", status: 500 } });
  expect(await failureOf(client.enableSchedule(7, 43))).toMatchObject({ code: "schedule-not-defined" });
});

test("run is sent again after a refused connection, because nothing was sent before", async () => {
  const time = virtualTime();
  let refusals = 0;
  const client = clientOf({ token: "any", baseUrl: "http://127.0.0.1:9", ...time, onRetry: () => refusals++ });
  const error = await failureOf(client.runIntegration(7, 42));
  expect(error).toMatchObject({ code: "network", attempts: 4, message: expect.stringContaining("ECONNREFUSED") });
  expect(error.message).not.toMatch(/may have started/);
  expect(refusals).toBe(3);
});

test("an outage ends the run after 20 failures in a row, however many calls are wanted", async () => {
  const { client, emulator, calls } = await startFixture({ concurrency: 32 });
  await client.getSchedule(7, 42);
  emulator.addFault({ fault: { type: "status", status: 503 } });
  const errors = await Promise.all(Array.from({ length: 300 }, () => failureOf(client.getSchedule(7, 42))));
  expect(errors.at(-1)).toMatchObject({
    code: "server",
    endsRun: true,
    message: expect.stringMatching(/^20 requests failed in a row, so nothing more is sent; the last failure: .*503/),
  });
  expect(calls().length).toBeLessThanOrEqual(1 + 20 + 32);
});

test("20 failed writes in a row end the run, whatever the reads between them say", async () => {
  const { client, emulator, calls } = await startFixture();
  emulator.addFault({ match: { method: "POST" }, fault: { type: "fail_without_applying" } });
  for (let n = 0; n < 40; n++)
    await failureOf(n % 2 === 0 ? client.disableSchedule(7, 42) : client.enableSchedule(7, 41));
  const writes = calls().filter((call) => call.startsWith("POST"));
  expect(writes).toHaveLength(20);
  expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ endsRun: true });
});

test("failures with good answers between them do not end the run", async () => {
  const { client, emulator } = await startFixture();
  emulator.addFault({ match: { integration: 41 }, fault: { type: "status", status: 503 } });
  for (let n = 0; n < 40; n++) {
    await failureOf(client.getSchedule(7, 41));
    expect(await client.getSchedule(7, 42)).toBe("enabled");
  }
});

test("ten successful calls pay one retry", async () => {
  const { client, emulator, calls } = await startFixture();
  emulator.addFault({ match: { integration: 41 }, fault: { type: "status", status: 500 } });
  while ((await failureOf(client.getSchedule(7, 41))).attempts === 4) await client.getSchedule(7, 42);
  for (let n = 0; n < 20; n++) await client.getSchedule(7, 42);
  emulator.clearRequests();
  expect(await failureOf(client.getSchedule(7, 41))).toMatchObject({ code: "server", attempts: 3 });
  expect(calls()).toHaveLength(3);
});

const operations: readonly OperationId[] = ["getSchedule", "enableSchedule", "disableSchedule", "runIntegration"];
const quickFaults: readonly Fault[] = [
  { type: "status", status: 500 },
  { type: "status", status: 429 },
  { type: "rate_limit", retryAfter: 1 },
  { type: "apply_then_fail" },
  { type: "fail_without_applying" },
  { type: "reset_peer" },
  { type: "reset_peer", at: "body" },
  { type: "limit_data", applied: false },
  { type: "limit_data", at: "body" },
  { type: "truncated_json" },
  { type: "wrong_content_type" },
  { type: "redirect" },
];

const rule: fc.Arbitrary<FaultRule> = fc.record({
  match: fc.record({ operation: fc.constantFrom(...operations) }),
  when: fc.oneof(
    fc.constant("always" as const),
    fc.integer({ min: 1, max: 5 }).map((nth) => ({ nth })),
    fc.record({ probability: fc.constantFrom(0.2, 0.6), seed: fc.nat(1_000) }),
  ),
  fault: fc.constantFrom(...quickFaults),
});

test("under any faults: run is never sent twice, calls stay within the budget, and answers are right", async () => {
  const { emulator } = await startFixture();
  const act = (client: SkyviaClient, operation: OperationId): Promise<unknown> => {
    switch (operation) {
      case "runIntegration":
        return client.runIntegration(7, 42);
      case "enableSchedule":
        return client.enableSchedule(7, 41);
      case "disableSchedule":
        return client.disableSchedule(7, 41);
      default:
        return client.getSchedule(7, 41);
    }
  };
  await fc.assert(
    fc.asyncProperty(
      fc.array(rule, { maxLength: 4 }),
      fc.array(fc.constantFrom(...operations), { minLength: 1, maxLength: 12 }),
      async (rules, steps) => {
        emulator.clearFaults();
        emulator.clearRequests();
        rules.forEach((fault) => emulator.addFault(fault));
        const client = clientOf({ token: emulator.token, baseUrl: emulator.url, ...virtualTime(0) });
        let successes = 0;
        for (const operation of steps) {
          const before = emulator.requests().length;
          const done = await act(client, operation).then(
            () => true,
            () => false,
          );
          if (done) successes++;
          const sent = emulator.requests().slice(before);
          const started = sent.filter((request) => request.operation === "runIntegration");
          expect(started.length).toBeLessThanOrEqual(operation === "runIntegration" ? 1 : 0);
          if (done && operation === "enableSchedule") expect(emulator.world.schedule(7, 41)).toBe("enabled");
          if (done && operation === "disableSchedule") expect(emulator.world.schedule(7, 41)).toBe("disabled");
        }
        const counted = emulator.requests().filter(({ status }) => status !== 429); // a 429 costs no retry
        expect(counted.length).toBeLessThanOrEqual(steps.length + 100 + successes / 10);
        await client.close();
      },
    ),
    runs(20),
  );
});

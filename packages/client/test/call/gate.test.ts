import { describe, expect, test } from "vitest";
import { clientOf, collect, failureOf, seed, startFixture } from "../fixture.ts";
import { virtualTime } from "../virtual-time.ts";

const ids = [41, 42, 43];
const many = Array.from({ length: 60 }, (_, n) => ids[n % ids.length] as number);

describe("a token that is refused", () => {
  test.each([
    ["wrong", /^the token was refused \(GET .* answered 403: /, /valid token/],
    ["reader-token", /^the token may not list workspaces/, /scope "Workspace \/ Read"/],
  ])("(%s) on the first call is all that is sent", async (token, message, next) => {
    const { emulator, calls } = await startFixture();
    const client = clientOf({ token, baseUrl: emulator.url, ...virtualTime() });
    const first = client.listWorkspaces();
    const errors = await Promise.all([first, ...many.map((id) => client.getSchedule(7, id))].map(failureOf));
    expect(errors[0]).toMatchObject({
      code: "auth",
      status: 403,
      endsRun: true,
      attempts: 1,
      message: expect.stringMatching(message),
      next: expect.stringMatching(next),
    });
    expect(new Set(errors.map((error) => error.message)).size).toBe(1);
    expect(calls()).toEqual(["GET /v1/workspaces"]);
  });

  test("later on fails the calls it answers, and no others", async () => {
    const { emulator } = await startFixture();
    const client = clientOf({ token: "reader-token", baseUrl: emulator.url, ...virtualTime() });
    expect(await client.getSchedule(7, 42)).toBe("enabled");
    const [write, read] = await Promise.allSettled([client.disableSchedule(7, 42), client.getSchedule(7, 41)]);
    expect(write).toMatchObject({
      reason: {
        code: "auth",
        message: expect.stringMatching(/^the token may not disable schedules \(POST .*disable answered 403: /),
        next: expect.stringMatching(/scope "Integration \/ Enable-Disable Schedule"/),
      },
    });
    expect(read).toMatchObject({ value: "disabled" });
  });
});

test("the first call is sent alone, then as many as the concurrency allows, and never more", async () => {
  const { client, emulator } = await startFixture({ concurrency: 5 });
  emulator.addFault({ fault: { type: "latency", latency: 5 } });
  let mostAtOnce = 0;
  let firstAnswered = false;
  const first = client.getSchedule(7, 42).then(() => (firstAnswered = true));
  const watch = setInterval(() => {
    const open = emulator.requests().filter(({ status }) => status === null).length;
    mostAtOnce = Math.max(mostAtOnce, open);
    if (!firstAnswered) expect(emulator.requests().length).toBeLessThanOrEqual(2);
  }, 1);
  await Promise.all([first, ...many.map((id) => client.getSchedule(7, id))]);
  clearInterval(watch);
  expect(mostAtOnce).toBeGreaterThan(1);
  expect(mostAtOnce).toBeLessThanOrEqual(5);
});

test("pages of a list are sent before reads that already wait", async () => {
  const integrations = Array.from({ length: 250 }, (_, n) => ({ id: n + 1, name: null }));
  const { client, calls } = await startFixture(
    { concurrency: 1 },
    { workspaces: [{ id: 7, name: "P", integrations }] },
  );
  const reads = Array.from({ length: 20 }, (_, n) => client.getSchedule(7, n + 1));
  const listed = await collect(client.integrations(7));
  await Promise.all(reads);
  expect(listed).toHaveLength(250);
  const lastPage = calls().lastIndexOf("GET /v1/workspaces/7/integrations");
  expect(lastPage).toBeLessThan(10);
});

describe("429", () => {
  test.each([
    [{ retryAfter: 7 }, 7_000],
    [{ retryAfter: "0" }, 0],
    [{ retryAfter: 86_400 }, 300_000],
    [{ retryAfter: "soon" }, 1_150],
    [{}, 1_150],
  ])("with %j delays everything for %i ms, then one request is sent first", async (answer, wait) => {
    const { client, emulator, time, calls } = await startFixture();
    await client.getSchedule(7, 42);
    emulator.clearRequests();
    emulator.addFault({ when: "once", fault: { type: "rate_limit", ...answer } });
    expect(await client.getSchedule(7, 42)).toBe("enabled");
    expect(time.slept.reduce((sum, ms) => sum + ms, 0)).toBe(wait);
    expect(calls()).toHaveLength(2);
  });

  test("to a whole burst is one wait, with no call lost and none counted as an attempt", async () => {
    const { client, emulator, time } = await startFixture({ concurrency: 8 });
    await client.getSchedule(7, 42);
    emulator.addFault({ when: { from: 1, times: 30 }, fault: { type: "rate_limit", retryAfter: 10 } });
    const states = await Promise.all(many.map((id) => client.getSchedule(7, id)));
    expect(states).toEqual(many.map((id) => ({ 41: "disabled", 42: "enabled", 43: "undefined" })[id]));
    // 30 refusals: at most 8 in the first burst, then single probes.
    const refused = emulator.requests().filter(({ status }) => status === 429);
    expect(refused).toHaveLength(30);
    expect(time.slept.length).toBeGreaterThanOrEqual(23);
    expect(time.slept.every((ms) => ms <= 10_000)).toBe(true);
  });

  test("without another answer ends the run after 15 minutes, and costs no retry", async () => {
    const { client, emulator, calls } = await startFixture();
    emulator.addFault({ fault: { type: "rate_limit", retryAfter: 1 } });
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({
      code: "rate-limited",
      endsRun: true,
      attempts: 901,
    });
    expect(calls()).toHaveLength(901);
  });

  test("past the deadline fails at once, all that wait too, and says when to come back", async () => {
    const time = virtualTime();
    const { client, emulator, calls } = await startFixture({ ...time, deadline: time.monotonic() + 60_000 });
    emulator.addFault({ fault: { type: "rate_limit", retryAfter: 120 } });
    const errors = await Promise.all(many.map((id) => failureOf(client.getSchedule(7, id))));
    expect(errors[0]).toMatchObject({
      code: "rate-limited",
      endsRun: true,
      next: expect.stringContaining("2026-11-24T06:02:00.000Z"),
    });
    expect(new Set(errors.map(({ code }) => code))).toEqual(new Set(["rate-limited"]));
    expect(time.slept).toEqual([]);
    expect(calls()).toHaveLength(1);
  });

  test("to run is not answered by sending it again", async () => {
    const { client, emulator, calls } = await startFixture();
    emulator.addFault({ when: "once", fault: { type: "rate_limit", retryAfter: 1 } });
    const error = await failureOf(client.runIntegration(7, 42));
    expect(error).toMatchObject({ code: "rate-limited" });
    expect(error.message).not.toMatch(/may have started/);
    expect(calls()).toHaveLength(1);
  });
});

describe("an end from outside", () => {
  test("the run's signal ends calls in flight, waiting calls and later calls", async () => {
    const run = new AbortController();
    const { client, emulator, calls } = await startFixture({ signal: run.signal, concurrency: 2 });
    await client.getSchedule(7, 42);
    emulator.addFault({ fault: { type: "timeout" } });
    const failures = many.map((id) => failureOf(client.getSchedule(7, id)));
    await expect.poll(() => calls().length).toBe(3);
    run.abort();
    for (const error of await Promise.all(failures)) expect(error).toMatchObject({ code: "aborted", endsRun: true });
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "aborted" });
    expect(calls()).toHaveLength(3);
  });

  test("a call's own signal ends this call alone, in flight or waiting", async () => {
    const { client, emulator, calls } = await startFixture({ concurrency: 1 });
    emulator.addFault({ when: "once", fault: { type: "timeout" } });
    const [one, two] = [new AbortController(), new AbortController()];
    const inFlight = failureOf(client.getSchedule(7, 41, { signal: one.signal }));
    const waiting = failureOf(client.getSchedule(7, 42, { signal: two.signal }));
    const other = client.getSchedule(7, 43);
    await expect.poll(() => calls().length).toBe(1);
    two.abort();
    expect(await waiting).toMatchObject({ code: "aborted", endsRun: false, attempts: 0 });
    one.abort();
    expect(await inFlight).toMatchObject({ code: "aborted", endsRun: false, attempts: 1 });
    expect(await other).toBe("undefined");
    expect(calls().filter((call) => call.includes("/42/"))).toEqual([]);
  });

  test("a signal that was aborted before sends nothing", async () => {
    const { client, calls } = await startFixture();
    const signal = AbortSignal.abort();
    expect(await failureOf(client.getSchedule(7, 42, { signal }))).toMatchObject({ code: "aborted" });
    expect(await failureOf(client.listIntegrations(7, { take: 5, signal }))).toMatchObject({ code: "aborted" });
    expect(calls()).toEqual([]);
  });

  test("a signal ends the wait between two attempts", async () => {
    const call = new AbortController();
    const { client, emulator, calls } = await startFixture({
      sleep: (_, signal) =>
        new Promise((_resolve, reject) => {
          signal?.addEventListener("abort", () => reject(new Error("woken")));
          call.abort();
        }),
    });
    emulator.addFault({ fault: { type: "status", status: 500 } });
    expect(await failureOf(client.getSchedule(7, 42, { signal: call.signal }))).toMatchObject({ code: "aborted" });
    expect(calls()).toHaveLength(1);
  });

  test("run that is aborted after it was sent may have started", async () => {
    const call = new AbortController();
    const { client, emulator, calls } = await startFixture();
    emulator.addFault({ fault: { type: "timeout" } });
    const failure = failureOf(client.runIntegration(7, 42, { signal: call.signal }));
    await expect.poll(() => calls().length).toBe(1);
    call.abort();
    expect(await failure).toMatchObject({
      code: "aborted",
      message: expect.stringMatching(/^the run may have started/),
    });
  });

  test("the run's deadline ends everything as out of time", async () => {
    const { client, emulator, calls } = await startFixture({
      monotonic: () => performance.now(),
      deadline: performance.now() + 150,
      concurrency: 1,
    });
    emulator.addFault({ fault: { type: "timeout" } });
    const errors = await Promise.all([41, 42].map((id) => failureOf(client.getSchedule(7, id))));
    for (const error of errors)
      expect(error).toMatchObject({ code: "timeout", endsRun: true, message: expect.stringMatching(/out of time/) });
    expect(calls()).toHaveLength(1);
  });

  test.each([
    ["back", -3_600_000],
    ["forward", 3_600_000],
  ])(
    "a wall clock that steps %s by an hour during a wait changes neither the wait nor the deadline",
    async (_, step) => {
      const time = virtualTime();
      let wall = 0;
      const { client, emulator, calls } = await startFixture({
        ...time,
        now: () => time.now() + wall,
        deadline: time.monotonic() + 60_000,
        sleep: async (ms, signal) => {
          wall = step;
          return time.sleep(ms, signal);
        },
      });
      emulator.addFault({ when: { nth: 1 }, fault: { type: "rate_limit", retryAfter: 3 } });
      emulator.addFault({ when: { nth: 2 }, fault: { type: "status", status: 500 } });
      expect(await client.getSchedule(7, 42)).toBe("enabled");
      expect(time.slept[0]).toBe(3_000);
      expect(time.slept.reduce((sum, ms) => sum + ms)).toBeLessThan(10_000);
      expect(calls()).toHaveLength(3);
    },
  );

  test("a deadline that has passed sends nothing", async () => {
    const time = virtualTime();
    const { client, calls } = await startFixture({ ...time, deadline: time.monotonic() - 1 });
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "timeout", endsRun: true });
    expect(calls()).toEqual([]);
  });

  test("a retry that would come after the deadline is not waited for", async () => {
    const time = virtualTime();
    const { client, emulator, calls } = await startFixture({ ...time, deadline: time.monotonic() + 200 });
    emulator.addFault({ fault: { type: "status", status: 500 } });
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "server" });
    expect(calls()).toHaveLength(2);
  });

  test("close ends calls in flight, and later calls", async () => {
    const { client, emulator, calls } = await startFixture();
    emulator.addFault({ fault: { type: "timeout" } });
    const failure = failureOf(client.getSchedule(7, 42));
    await expect.poll(() => calls().length).toBe(1);
    await client.close();
    expect(await failure).toMatchObject({ code: "aborted", message: expect.stringContaining("client was closed") });
    expect(await failureOf(client.getSchedule(7, 42))).toMatchObject({ code: "aborted" });
    await client.close();
    expect(calls()).toHaveLength(1);
  });
});

test("a probe after 429 that meets a failure lets the next one try", async () => {
  const { client, emulator } = await startFixture({}, seed);
  await client.getSchedule(7, 42);
  emulator.addFault({ when: "once", fault: { type: "rate_limit", retryAfter: 1 } });
  emulator.addFault({ when: { nth: 2 }, fault: { type: "reset_peer" } });
  const states = await Promise.all(many.map((id) => client.getSchedule(7, id)));
  expect(states.every((state) => typeof state === "string")).toBe(true);
});

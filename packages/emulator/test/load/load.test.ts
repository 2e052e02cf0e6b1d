import { describe, expect, test } from "vitest";
import { parseSeed } from "../../src/index.ts";
import { Load } from "../../src/load/load.ts";
import { control, get, post, running, small } from "../running.ts";

const schedule = "/v1/workspaces/1/integrations/11/schedule";
/** So slow that no token comes back during a test. */
const slow = { perSecond: 0.001, burst: 3 };

describe("a rate", () => {
  test("of 5 calls, 3 are answered, and 2 get 429 with the seconds to the next token", async () => {
    const emulator = await running({ rate: slow });
    const answers = [];
    for (let i = 0; i < 5; i++) answers.push(await get(emulator, schedule));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
    expect(Number(answers[3]?.headers["retry-after"])).toBeGreaterThan(900);
    expect(answers[3]?.json).toMatchObject({ errorCode: 429, message: "Too many requests." });
    expect(emulator.load()).toMatchObject({ accepted: 3, limited: 2 });
    expect(emulator.requests().map(({ status }) => status)).toEqual([200, 200, 200, 429, 429]);
  });

  test("a write beyond it changes nothing, and is refused before the token is checked", async () => {
    const emulator = await running({ rate: { perSecond: 0.001, burst: 1, retryAfter: "none" } });
    await get(emulator, schedule);
    const answer = await post(emulator, `${schedule}/disable`, { token: "nobody" });
    expect([answer.status, answer.headers["retry-after"]]).toEqual([429, undefined]);
    expect(emulator.world.schedule(1, 11)).toBe("enabled");
  });

  test("control routes and the page are not limited", async () => {
    const emulator = await running({ rate: { perSecond: 0.001, burst: 1 } });
    await get(emulator, schedule);
    expect((await control(emulator, "GET", "load")).json).toMatchObject({ accepted: 1, limited: 0 });
    expect((await get(emulator, "/")).status).toBe(200);
  });

  test("of a seed; the option takes precedence", async () => {
    const text = `rate: { perSecond: 0.001, burst: 2 }\nworkers: { count: 4, service: 20ms }\nworkspaces: []`;
    const seed = parseSeed(text, "seed.yaml");
    expect((await running({ seed })).load()).toMatchObject({
      rate: { perSecond: 0.001, burst: 2 },
      workers: { count: 4, service: 20 },
    });
    expect((await running({ seed, rate: null })).load()).toMatchObject({ rate: null, workers: { count: 4 } });
  });
});

describe("/_emulator/load", () => {
  test("sets one limit, leaves the other, and null removes it", async () => {
    const emulator = await running({ rate: slow });
    const workers = { count: 2, service: 1 };
    expect((await control(emulator, "POST", "load", { workers })).json).toEqual({
      rate: slow,
      workers,
      accepted: 0,
      limited: 0,
      waiting: 0,
      mostWaiting: 0,
      meanTime: 0,
    });
    expect((await control(emulator, "POST", "load", { rate: null })).json).toMatchObject({ rate: null, workers });
  });

  test("a rate that is set again begins with a full bucket", async () => {
    const emulator = await running({ rate: { perSecond: 0.001, burst: 1 } });
    expect([(await get(emulator, schedule)).status, (await get(emulator, schedule)).status]).toEqual([200, 429]);
    emulator.setLoad({ rate: slow });
    expect((await get(emulator, schedule)).status).toBe(200);
  });

  test.each([
    ["no body", undefined, "the load: must be an object"],
    ["a rate of 0", { rate: { perSecond: 0 } }, "rate.perSecond: must be a number over 0"],
    ["a rate without a number", { rate: {} }, "rate.perSecond: is missing"],
    ["a number in place of a rate", { rate: 20 }, "rate: must be an object or null"],
    ["a burst of 0", { rate: { perSecond: 1, burst: 0 } }, "rate.burst: must be a whole number from 1"],
    [
      "an unknown Retry-After",
      { rate: { perSecond: 1, retryAfter: "yes" } },
      "rate.retryAfter: must be seconds | date | none",
    ],
    ["no worker", { workers: { count: 0 } }, "workers.count: must be a whole number from 1"],
    ["a key too many", { latency: 5 }, "latency: unknown key"],
  ])("%s is refused", async (_, body, message) => {
    const emulator = await running();
    const answer = await control(emulator, "POST", "load", body);
    expect([answer.status, answer.json.message]).toEqual([400, expect.stringContaining(message)]);
    expect(() => emulator.setLoad(body as object)).toThrow(message);
  });

  test("options are checked like bodies", async () => {
    await expect(running({ rate: { perSecond: -1 } })).rejects.toThrow("rate.perSecond: must be a number over 0");
  });
});

test("workers: of 6 calls at once, 4 wait for two workers, and all are answered", async () => {
  const emulator = await running({ seed: small, workers: { count: 2, service: 30 } });
  const answers = await Promise.all(Array.from({ length: 6 }, () => get(emulator, schedule)));
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
  expect(emulator.load()).toMatchObject({ accepted: 6, waiting: 0 });
  expect(emulator.load().mostWaiting).toBeGreaterThan(0);
});

test.each([
  ["rate: 20", "seed.yaml:1:7: rate: must be a map of keys"],
  ["rate: { perSecond: 0 }", "seed.yaml:1:20: rate.perSecond: must be a number over 0"],
  ["workers: { count: 2, service: soon }", "workers.service: must be a duration"],
])("the seed %s is refused with its place", (text, message) => {
  expect(() => parseSeed(`${text}\nworkspaces: []`, "seed.yaml")).toThrow(message);
});

test("the mean time is the wait for a worker and the work", () => {
  let now = 0;
  const ends: (() => void)[] = [];
  const clock = { monotonic: () => now, now: () => now, later: (act: () => void) => void ends.push(act) };
  const load = new Load({ rate: null, workers: { count: 1, service: 10 } }, clock);
  for (let i = 0; i < 3; i++) load.work(() => {});
  for (let i = 0; i < 3; i++) {
    now += 10;
    ends[i]?.();
  }
  expect(load.report()).toMatchObject({ meanTime: 20, mostWaiting: 2, waiting: 0 });
});

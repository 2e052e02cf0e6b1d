import { gunzipSync } from "node:zlib";
import { Agent, request } from "undici";
import { describe, expect, test } from "vitest";
import { type Emulator, type Fault, type FaultRule, generateSeed } from "../src/index.ts";
import { get, post, running, wire } from "./running.ts";

const schedule = "/v1/workspaces/1/integrations/11/schedule";
const disable = `${schedule}/disable`;
const list = "/v1/workspaces/1/integrations";

const once = (fault: Fault): FaultRule => ({ fault, when: "once" });

/** An emulator with one fault, once; whatever comes after the first request is healthy. */
async function faulty(fault: Fault): Promise<Emulator> {
  const emulator = await running();
  emulator.addFault(once(fault));
  return emulator;
}

describe("faults that answer instead of the operation leave the world as it is", () => {
  test.each<[string, Fault, { status: number; headers?: object; text?: RegExp }]>([
    ["a status in the vendor's envelope", { type: "status", status: 503 }, { status: 503, text: /"errorCode":503/ }],
    [
      "a status with a text",
      { type: "status", status: 502, body: "Bad gateway" },
      { status: 502, text: /^Bad gateway$/ },
    ],
    ["a status with an empty body", { type: "status", status: 500, body: "" }, { status: 500, text: /^$/ }],
    ["a status with JSON", { type: "status", status: 400, body: { a: 1 } }, { status: 400, text: /^\{"a":1\}$/ }],
    [
      "a status with headers",
      { type: "status", status: 500, headers: { "x-a": "b" } },
      { status: 500, headers: { "x-a": "b" } },
    ],
    ["429 without a Retry-After", { type: "rate_limit" }, { status: 429 }],
    ["429 with seconds", { type: "rate_limit", retryAfter: 7 }, { status: 429, headers: { "retry-after": "7" } }],
    [
      "429 with garbage",
      { type: "rate_limit", retryAfter: "soon" },
      { status: 429, headers: { "retry-after": "soon" } },
    ],
    ["a redirect", { type: "redirect", status: 307, location: "/x" }, { status: 307, headers: { location: "/x" } }],
    ["an error before the operation", { type: "fail_without_applying" }, { status: 500 }],
    ["an empty 200", { type: "accept_without_changing" }, { status: 200, text: /^$/ }],
    [
      "the unchanged active",
      { type: "accept_without_changing", answer: "active" },
      { status: 200, text: /^\{"active":true\}$/ },
    ],
    ["a revoked token", { type: "revoke_token" }, { status: 403 }],
  ])("%s", async (_, fault, expected) => {
    const emulator = await faulty(fault);
    const answer = await post(emulator, disable);
    expect(answer).toMatchObject({ status: expected.status, headers: expected.headers ?? {} });
    if (expected.text !== undefined) expect(answer.text).toMatch(expected.text);
    expect(emulator.world.schedule(1, 11)).toBe("enabled");
    expect(emulator.requests()).toMatchObject([{ status: expected.status, fault: fault.type }]);
  });

  test("429 with a date gives one that can be read", async () => {
    const answer = await get(await faulty({ type: "rate_limit", retryAfterDate: 60_000 }), schedule);
    expect(answer.headers["retry-after"]).toMatch(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/);
  });
});

describe("faults that come after the operation", () => {
  test("apply_then_fail answers with an error although the change was made", async () => {
    const emulator = await faulty({ type: "apply_then_fail", status: 504 });
    expect((await post(emulator, disable)).status).toBe(504);
    expect(emulator.world.schedule(1, 11)).toBe("disabled");
  });

  test("truncated_json is a whole answer with half its JSON", async () => {
    const answer = await get(await faulty({ type: "truncated_json" }), list);
    expect([answer.status, answer.json]).toEqual([200, undefined]);
    expect(answer.headers["content-length"]).toBe(String(Buffer.byteLength(answer.text)));
    expect(answer.text).toMatch(/^\{"data":\[/);
  });

  test("wrong_content_type is an HTML page with 200", async () => {
    const answer = await get(await faulty({ type: "wrong_content_type" }), list);
    expect(answer).toMatchObject({ status: 200, headers: { "content-type": "text/html; charset=utf-8" } });
    expect(answer.text).toMatch(/^<!doctype html>/);
  });

  test("wrong_content_type may keep the body", async () => {
    const emulator = await faulty({ type: "wrong_content_type", contentType: "text/plain", keepBody: true });
    const answer = await get(emulator, schedule);
    expect(answer).toMatchObject({ headers: { "content-type": "text/plain" }, json: { active: true } });
  });

  test("oversized_body is valid JSON of so many bytes", async () => {
    const answer = await get(await faulty({ type: "oversized_body" }), schedule);
    expect(answer.text).toHaveLength(9 * 1024 * 1024);
    expect(answer.json).toEqual({ active: true });
  });

  test("oversized_body with gzip is small on the wire", async () => {
    const emulator = await faulty({ type: "oversized_body", gzip: true });
    const dispatcher = new Agent();
    const { headers, body } = await request(emulator.url + schedule, {
      headers: { authorization: emulator.token },
      dispatcher,
    });
    const bytes = Buffer.from(await body.arrayBuffer());
    await dispatcher.destroy();
    expect(headers["content-encoding"]).toBe("gzip");
    expect(bytes.length).toBeLessThan(100_000);
    expect(gunzipSync(bytes)).toHaveLength(9 * 1024 * 1024);
  });
});

describe("faults on the wire", () => {
  test.each<[string, Fault, "fin" | "reset", RegExp]>([
    ["a reset before the headers", { type: "reset_peer" }, "reset", /^$/],
    ["a FIN before the headers", { type: "limit_data" }, "fin", /^$/],
    ["a reset in the body", { type: "reset_peer", at: "body" }, "reset", /^HTTP\/1.1 200 OK[^]*\r\n\r\n\{"active$/],
    ["a FIN in the body", { type: "limit_data", at: "body" }, "fin", /^HTTP\/1.1 200 OK[^]*\r\n\r\n\{"active$/],
    ["a FIN after three bytes", { type: "limit_data", bytes: 3 }, "fin", /\r\n\r\n\{"a$/],
    ["a FIN after the headers", { type: "limit_data", bytes: 0 }, "fin", /\r\ncontent-length: 16\r\n[^]*\r\n\r\n$/],
    [
      "a FIN after a body that was promised longer",
      { type: "limit_data", bytes: 99 },
      "fin",
      /\r\ncontent-length: 17\r\n[^]*\{"active":false\}$/,
    ],
  ])("%s: applied anyway, and no status in the history", async (_, fault, end, seen) => {
    const emulator = await faulty(fault);
    const cut = wire(emulator, "POST", disable);
    expect(await cut.ended).toBe(end);
    expect(cut.text()).toMatch(seen);
    expect(emulator.world.schedule(1, 11)).toBe("disabled");
    expect(emulator.requests()).toMatchObject([{ status: null, fault: fault.type }]);
  });

  test.each<[string, Fault]>([
    ["a reset", { type: "reset_peer", applied: false }],
    ["a FIN", { type: "limit_data", applied: false }],
  ])("%s may come before the operation too", async (_, fault) => {
    const emulator = await faulty(fault);
    await wire(emulator, "POST", disable).ended;
    expect(emulator.world.schedule(1, 11)).toBe("enabled");
  });

  test("a 204 that is cut in the body goes out as a 200 that lacks it", async () => {
    const emulator = await faulty({ type: "limit_data", at: "body" });
    const cut = wire(emulator, "GET", "/v1/workspaces/1/integrations/13/schedule");
    expect(await cut.ended).toBe("fin");
    expect(cut.text()).toMatch(/^HTTP\/1.1 200 OK\r\n[^]*content-length: 1\r\n[^]*\r\n\r\n$/);
  });

  test("silence before the headers: others are answered meanwhile, this one is not", async () => {
    const emulator = await faulty({ type: "timeout" });
    const silent = wire(emulator, "GET", schedule);
    await firstRequest(emulator);
    expect((await get(emulator, schedule)).status).toBe(200);
    expect([silent.text(), silent.socket.readableEnded]).toEqual(["", false]);
    expect(emulator.requests()).toMatchObject([{ status: null, fault: "timeout" }, { status: 200 }]);
  });

  test("silence in the body: half of it comes, the rest does not", async () => {
    const emulator = await faulty({ type: "timeout", at: "body" });
    const silent = wire(emulator, "GET", schedule);
    await silent.has('{"activ');
    expect((await get(emulator, schedule)).status).toBe(200);
    expect(silent.text()).toMatch(/content-length: 15\r\n[^]*\{"activ$/);
    expect(silent.socket.readableEnded).toBe(false);
  });

  test("slicer sends all of it, in the given number of pieces", async () => {
    const emulator = await faulty({ type: "slicer", size: 4, delay: 5 });
    const sliced = wire(emulator, "GET", schedule);
    const parts: string[] = [];
    sliced.socket.on("data", (data) => parts.push(data.toString()));
    await sliced.has('{"active":true}');
    expect(parts.length).toBeGreaterThan(1);
    expect(sliced.text()).toMatch(/\r\n\r\n\{"active":true\}$/);
  });

  test("a client that disconnects in the middle does no harm", async () => {
    const emulator = await faulty({ type: "slicer", delay: 5 });
    const sliced = wire(emulator, "GET", schedule);
    await sliced.has('{"a');
    sliced.socket.destroy();
    expect((await get(emulator, schedule)).status).toBe(200);
  });

  test("latency delays its request while others pass", async () => {
    const emulator = await faulty({ type: "latency", latency: 250 });
    const order: string[] = [];
    const slow = wire(emulator, "GET", schedule);
    const late = slow.has("active").then(() => order.push("slow"));
    await firstRequest(emulator);
    await get(emulator, schedule).then(() => order.push("fast"));
    await late;
    expect(order).toEqual(["fast", "slow"]);
    expect(emulator.requests()).toMatchObject([{ status: 200, fault: "latency" }, { fault: null }]);
  });
});

describe("faults of a state that does not last", () => {
  test("flip_back: the write lasts for the given time, and a write in between ends the fault", async () => {
    const emulator = await running();
    emulator.addFault({
      fault: { type: "flip_back", after: 1000 },
      match: { method: "POST" },
      when: { from: 1, times: 2 },
    });
    const active = async (): Promise<boolean> => (await get(emulator, schedule)).json.active;
    await post(emulator, disable);
    emulator.clock.move(999);
    expect(await active()).toBe(false);
    emulator.clock.move(1);
    expect(await active()).toBe(true);
    await post(emulator, disable);
    await post(emulator, disable);
    emulator.clock.move(5000);
    expect(await active()).toBe(false);
  });

  test("read_lag in reads: a number of reads return the old value, and so does the listing", async () => {
    const emulator = await faulty({ type: "read_lag", reads: 2 });
    expect((await post(emulator, disable)).json).toEqual({ active: false });
    const scheduled = (await get(emulator, `${list}?take=1`)).json.data[0].scheduled;
    const reads = [await get(emulator, schedule), await get(emulator, schedule), await get(emulator, schedule)];
    expect([scheduled, ...reads.map(({ json }) => json.active)]).toEqual([true, true, true, false]);
  });

  test("read_lag in time ends with the clock", async () => {
    const emulator = await faulty({ type: "read_lag", ms: 1000 });
    await post(emulator, disable);
    expect((await get(emulator, schedule)).json).toEqual({ active: true });
    emulator.clock.move(1000);
    expect((await get(emulator, schedule)).json).toEqual({ active: false });
  });

  test("a write that changes nothing lags and flips nothing", async () => {
    const emulator = await running();
    emulator.addFault({ fault: { type: "read_lag", reads: 9 } });
    emulator.addFault({ fault: { type: "flip_back", after: 0 } });
    await post(emulator, `${schedule}/enable`);
    expect((await get(emulator, schedule)).json).toEqual({ active: true });
  });

  test("revoke_token at the third call refuses from there on, until the faults are cleared", async () => {
    const emulator = await running();
    emulator.addFault({ fault: { type: "revoke_token" }, when: { nth: 3 } });
    const statuses = [];
    for (let call = 0; call < 5; call++) statuses.push((await get(emulator, schedule)).status);
    emulator.clearFaults();
    expect([...statuses, (await get(emulator, schedule)).status]).toEqual([200, 200, 403, 403, 403, 200]);
  });
});

describe("faults of a listing", () => {
  const ids = async (emulator: Emulator, skip: number): Promise<number[]> => {
    const { json } = await get(emulator, `${list}?take=2&skip=${skip}`);
    return json.data.map(({ id }: { id: number }) => id);
  };
  const shifting = async (change: "insert" | "delete"): Promise<Emulator> => {
    const emulator = await running({ seed: generateSeed(4) });
    emulator.addFault({
      fault: { type: "page_shift", change },
      match: { operation: "listIntegrations" },
      when: { nth: 2 },
    });
    return emulator;
  };

  test("page_shift by a deletion leaves one out", async () => {
    const emulator = await shifting("delete");
    expect([await ids(emulator, 0), await ids(emulator, 2)]).toEqual([[1001, 1002], [1004]]);
  });

  test("page_shift by an insertion repeats one", async () => {
    const emulator = await shifting("insert");
    expect([await ids(emulator, 0), await ids(emulator, 2)]).toEqual([
      [1001, 1002],
      [1002, 1003],
    ]);
    expect(await ids(emulator, 0)).toEqual([1005, 1001]);
  });

  test.each([
    ["empty pages", false, []],
    ["the last page again and again", true, [1003, 1004]],
  ])("has_more_forever with %s", async (_, repeat, last) => {
    const emulator = await running({ seed: generateSeed(4) });
    emulator.addFault({ fault: { type: "has_more_forever", repeat } });
    const { json } = await get(emulator, `${list}?take=2&skip=8`);
    expect(json.hasMore).toBe(true);
    expect(json.data.map(({ id }: { id: number }) => id)).toEqual(last);
  });
});

describe("rules", () => {
  test("all rules that hit a request act on it", async () => {
    const emulator = await running();
    emulator.addFault(once({ type: "latency", latency: 1 }));
    emulator.addFault(once({ type: "apply_then_fail" }));
    expect((await post(emulator, disable)).status).toBe(500);
    expect(emulator.requests()).toMatchObject([{ status: 500, fault: "latency+apply_then_fail" }]);
  });

  test("of those that answer instead, the first one does", async () => {
    const emulator = await running();
    emulator.addFault(once({ type: "status", status: 502 }));
    emulator.addFault(once({ type: "rate_limit" }));
    expect((await get(emulator, schedule)).status).toBe(502);
  });

  test("a fault that answers by itself comes before the token is checked", async () => {
    const emulator = await faulty({ type: "status", status: 503 });
    expect((await get(emulator, schedule, { token: "nobody" })).status).toBe(503);
  });

  test("equal seeds hit the same requests", async () => {
    const hit = async (seed: number): Promise<boolean[]> => {
      const emulator = await running();
      emulator.addFault({ fault: { type: "status", status: 500 }, when: { probability: 0.5, seed } });
      for (let call = 0; call < 24; call++) await get(emulator, schedule);
      return emulator.requests().map(({ status }) => status === 500);
    };
    const [first, again, other] = [await hit(1), await hit(1), await hit(2)];
    expect(first).toEqual(again);
    expect(first).not.toEqual(other);
    expect(new Set(first)).toEqual(new Set([true, false]));
  });

  test("clearing them makes the emulator healthy", async () => {
    const emulator = await running();
    emulator.addFault({ fault: { type: "status", status: 500 } });
    emulator.clearFaults();
    expect((await get(emulator, schedule)).status).toBe(200);
  });

  test("an invalid rule is refused before it counts", async () => {
    const emulator = await running();
    expect(() => emulator.addFault({ fault: { type: "nothing" } as unknown as Fault })).toThrow(
      /fault\.type: must be latency \| /,
    );
  });
});

/** Resolves once the emulator has seen a request. */
async function firstRequest(emulator: Emulator): Promise<void> {
  while (emulator.requests().length === 0) await new Promise((resolve) => setImmediate(resolve));
}

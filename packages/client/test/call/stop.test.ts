import { describe, expect, test } from "vitest";
import type { SkyviaClient } from "../../src/index.ts";
import { failureOf, startFixture } from "../fixture.ts";

const enable = "POST /v1/workspaces/7/integrations/41/schedule/enable";
const read = "GET /v1/workspaces/7/integrations/41/schedule";
const notSent = { code: "aborted", outcome: "not-sent" };

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setImmediate(resolve));
}

describe("after `stop` no request of a write is sent", () => {
  const writes = (client: SkyviaClient, stop: AbortSignal): Promise<unknown>[] => [
    client.enableSchedule(7, 41, { stop }),
    client.disableSchedule(7, 42, { stop }),
    client.enableSchedule(7, 43, { stop }),
  ];

  test("waiting writes end, and the write in flight is finished", async () => {
    const { client, emulator, calls } = await startFixture({ concurrency: 1 });
    emulator.addFault({ fault: { type: "latency", latency: 20 } });
    const stop = new AbortController();
    const [first, ...others] = writes(client, stop.signal);
    const failures = Promise.all(others.map(failureOf));
    await until(() => calls().length === 1);
    stop.abort();
    expect(await failures).toMatchObject([notSent, notSent]);
    expect(await first).toEqual({ active: true });
    expect(calls()).toEqual([enable]);
  });

  test("writes that wait for the end of a rate limit end at once", async () => {
    const stop = new AbortController();
    const { client, emulator, calls } = await startFixture({ onWait: () => stop.abort() });
    emulator.addFault({ fault: { type: "rate_limit", retryAfter: 60 } });
    const failures = await Promise.all(writes(client, stop.signal).map(failureOf));
    expect(failures).toMatchObject([notSent, notSent, notSent]);
    expect(calls()).toEqual([enable]);
  });

  test("a failed write is verified, and not repeated", async () => {
    const stop = new AbortController();
    const { client, emulator, calls } = await startFixture({ onRetry: () => stop.abort() });
    emulator.addFault({ match: { method: "POST" }, fault: { type: "status", status: 500 } });
    expect(await failureOf(client.enableSchedule(7, 41, { stop: stop.signal }))).toMatchObject({
      code: "aborted",
      outcome: "refused",
    });
    expect(calls()).toEqual([enable, read]);
  });

  test("a write whose answer was lost is verified, and gets its answer", async () => {
    const stop = new AbortController();
    const { client, emulator, calls } = await startFixture({ onRetry: () => stop.abort() });
    emulator.addFault({ match: { method: "POST" }, fault: { type: "reset_peer", at: "body" } });
    expect(await client.enableSchedule(7, 41, { stop: stop.signal })).toEqual({ active: true });
    expect(calls()).toEqual([enable, read]);
  });

  test("a later write sends nothing", async () => {
    const { client, calls } = await startFixture();
    const failures = await Promise.all(writes(client, AbortSignal.abort()).map(failureOf));
    expect(failures).toMatchObject([notSent, notSent, notSent]);
    expect(calls()).toEqual([]);
  });

  test("a read is still sent", async () => {
    const { client, calls } = await startFixture();
    const stop = AbortSignal.abort();
    await failureOf(client.enableSchedule(7, 41, { stop }));
    expect(await client.getSchedule(7, 41)).toBe("disabled");
    expect(calls()).toEqual([read]);
  });
});

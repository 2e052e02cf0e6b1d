import { createClient, isSkyviaError, type SkyviaClient, type SkyviaError } from "@skyvia-schedules/client";
import { startEmulator, type Emulator } from "@skyvia-schedules/emulator";
import { afterEach, beforeEach, expect, test } from "vitest";
import { quietHost } from "../in-process.ts";
import { createPatience } from "../../../src/server/api/patience.ts";
import { createRetryMemory } from "../../../src/server/api/retry-memory.ts";

let emulator: Emulator;
let client: SkyviaClient;
beforeEach(async () => {
  const integrations = [1, 2, 3].map((id) => ({ id, name: `n${id}`, schedule: "enabled" as const }));
  emulator = await startEmulator({ seed: { workspaces: [{ id: 1, name: "Production", integrations }] } });
  client = createClient({ token: emulator.token, baseUrl: emulator.url, requestTimeout: 60_000 });
  await client.getSchedule(1, 1); // the first call of a client goes alone
  emulator.clearRequests();
});
afterEach(async () => {
  await client.close();
  await emulator.close();
});

async function failureOf(call: Promise<unknown>): Promise<SkyviaError> {
  const error = await call.catch((thrown: unknown) => thrown);
  return isSkyviaError(error) ? error : expect.unreachable("it did not fail");
}

test("a call without an answer is ended, and the message names its request", async () => {
  emulator.addFault({ match: { integration: 2 }, fault: { type: "timeout" } });
  const { api } = createPatience(client, { ...quietHost, concurrency: 8, limit: 200 });
  const error = await failureOf(api.getSchedule(1, 2));
  expect(error).toMatchObject({
    code: "timeout",
    message: "no whole answer within 0.2 s (GET /v1/workspaces/1/integrations/2/schedule)",
    endsRun: true,
  });
});

test("if nothing was answered meanwhile, all calls in flight end with it, and nothing more is sent", async () => {
  emulator.addFault({ fault: { type: "timeout" } });
  const { api } = createPatience(client, { ...quietHost, concurrency: 8, limit: 200 });
  const errors = await Promise.all([1, 2, 3].map((id) => failureOf(api.getSchedule(1, id))));
  expect(errors.map(({ code, endsRun }) => [code, endsRun])).toEqual([1, 2, 3].map(() => ["timeout", true]));
  emulator.clearRequests();
  expect(await failureOf(api.disableSchedule(1, 1))).toMatchObject({ code: "timeout", endsRun: true });
  expect(emulator.requests()).toEqual([]);
});

test("if other calls were answered meanwhile, only the one call ends", async () => {
  emulator.addFault({ match: { integration: 2 }, fault: { type: "timeout" } });
  const { api } = createPatience(client, { ...quietHost, concurrency: 8, limit: 1500 });
  const hung = failureOf(api.getSchedule(1, 2));
  const over = hung.then(() => true);
  while (!(await Promise.race([over, api.getSchedule(1, 1).then(() => false)])));
  expect(await hung).toMatchObject({ code: "timeout", endsRun: false });
  expect(await api.getSchedule(1, 3)).toBe("enabled");
});

test("time in the queue does not make long work late, and its listing is sent first", async () => {
  emulator.addFault({ match: { operation: "getSchedule" }, fault: { type: "latency", latency: 100 } });
  const { api } = createPatience(client, { ...quietHost, concurrency: 8, limit: 1500 });
  const reads = Array.from({ length: 160 }, () => api.getSchedule(1, 1)); // twenty rounds of 100 ms
  const listed: number[] = [];
  for await (const step of api.integrationPages(1))
    if (step.kind === "page") listed.push(...step.items.map(({ id }) => id));
  expect(listed).toEqual([1, 2, 3]);
  expect(emulator.requests().length).toBeLessThan(80);
  expect(new Set(await Promise.all(reads))).toEqual(new Set(["enabled"]));
});

test("a write that is not answered says that it may have been carried out", async () => {
  emulator.addFault({ match: { method: "POST" }, fault: { type: "timeout" } });
  const { api } = createPatience(client, { ...quietHost, concurrency: 8, limit: 200 });
  expect((await failureOf(api.disableSchedule(1, 2))).next).toMatch(
    /may still have been carried out.*pulumi up --refresh/,
  );
});

test("the message about a delayed call names the cause of the delay", async () => {
  emulator.addFault({ fault: { type: "rate_limit", retryAfter: 60 } });
  const retries = createRetryMemory();
  const limited = createClient({ token: emulator.token, baseUrl: emulator.url, onRetry: retries.note });
  try {
    const { api } = createPatience(limited, { ...quietHost, concurrency: 8, limit: 200, lastRetry: retries.last });
    const errors = await Promise.all([1, 2].map((id) => failureOf(api.getSchedule(1, id))));
    for (const { message } of errors) {
      expect(message).toMatch(
        /^the API asks to slow down \(GET .*answered 429.*\); no better answer within 0\.2 s \(GET /,
      );
    }
  } finally {
    await limited.close();
  }
});

test("a listing that stops in its middle is ended", async () => {
  emulator.addFault({ match: { operation: "listIntegrations" }, fault: { type: "timeout", at: "body" } });
  const { api } = createPatience(client, { ...quietHost, concurrency: 8, limit: 200 });
  const pages = api.integrationPages(1)[Symbol.asyncIterator]();
  expect(await failureOf(pages.next())).toMatchObject({ code: "timeout", path: "/v1/workspaces/1/integrations" });
});

test("calls that are unfinished at the end are ended", async () => {
  emulator.addFault({ match: { integration: 2 }, fault: { type: "timeout" } });
  const { api, close } = createPatience(client, { ...quietHost, concurrency: 8 });
  const left = failureOf(api.getSchedule(1, 2));
  close();
  expect(await left).toMatchObject({ code: "aborted" });
  expect(await failureOf(api.getSchedule(1, 1))).toMatchObject({ code: "aborted" });
});

import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, test } from "vitest";
import { expectClean } from "./laws.ts";
import { openPlace, type Place, type ProcessOptions } from "./place.ts";
import type { Running } from "./binary.ts";
import { startWatch, type LogLine } from "./watching.ts";
import { config, world } from "./world.ts";

const line = ["watch", "--listen", "127.0.0.1:0", "--log-format", "json"];

/** The usual world; each run of it takes an hour. */
const hourLong = {
  ...world,
  workspaces: world.workspaces.map((workspace) => ({
    ...workspace,
    integrations: (workspace.integrations ?? []).map((one) => ({ ...one, runs: { running: "60m" as const } })),
  })),
};

async function openConfigured(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  return place;
}

/** Starts the binary, and waits for a line of its log. */
async function startUntil(
  place: Place,
  event: string,
  args: readonly string[],
  options: ProcessOptions = {},
): Promise<Running> {
  const running = place.start([...line, ...args], options);
  const lines = createInterface({ input: running.child.stdout! });
  for await (const text of lines) if ((JSON.parse(text) as LogLine).event === event) break;
  return running;
}

/** Waits until the emulator has received a request of a kind. */
async function requested(place: Place, method: "GET" | "POST"): Promise<void> {
  while (!place.emulator.requests().some((request) => request.method === method)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe.concurrent("a signal ends watch with 0", () => {
  test.for(["SIGTERM", "SIGINT"] as const)("%s while it waits for the next sweep", async (signal, { expect }) => {
    await using place = await openConfigured();
    const { child, ended } = await startUntil(place, "sweep", []);
    child.kill(signal);
    const [code] = (await once(child, "exit")) as [number];
    const { stdout, stderr } = await ended;
    expectClean({ code, stdout, stderr });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`"event":"stopped","message":"stopped by ${signal}"`);
  });

  test("while a read is in flight", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ fault: { type: "timeout" } });
    const { child, ended } = await startUntil(place, "started", []);
    await requested(place, "GET");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("while a write is in flight: it is finished and recorded, and the next one is not started", async ({
    expect,
  }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 600 } });
    const args = ["--correct", "--ledger", "ledger.jsonl", "--concurrency", "1"];
    const { child, ended } = await startUntil(place, "started", args);
    await requested(place, "POST");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
    expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/2/schedule/disable"]);
    const events = place
      .read("ledger.jsonl")
      .trimEnd()
      .split("\n")
      .map((text) => JSON.parse(text) as { event: string });
    expect(events.map(({ event }) => event)).toEqual(["intent", "result", "end"]);
  });

  test("while a write gets no answer: it is cut off after eight seconds, and recorded as unknown", async ({
    expect,
  }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "timeout" } });
    const watching = startWatch(place, ["--correct", "--ledger", "ledger.jsonl", "--concurrency", "1"]);
    await requested(place, "POST");
    watching.terminate();
    await watching.pass(8000);
    const { code } = await watching.stop();
    expect([code, place.read("ledger.jsonl")]).toEqual([0, expect.stringContaining('"result":"unknown"')]);
    const results = watching.log().flatMap(({ event, result }) => (event === "write" ? [result] : []));
    expect(results).toEqual(["not-started", "unknown", "not-started"]);
  });

  test("while it drains a schedule: the wait ends at once", async ({ expect }) => {
    await using place = await openPlace({ seed: hourLong });
    place.write("skyvia.yaml", config.replace("reason: replaced by 1", "drain: wait"));
    place.emulator.clock.freeze();
    place.emulator.world.run(7, 2);
    const watching = startWatch(place, ["--correct", "--ledger", "ledger.jsonl"]);
    await watching.pass(5000);
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
    expect(watching.sweeps()).toEqual([]);
    expect((await watching.stop()).code).toBe(0);
    expect(place.read("ledger.jsonl")).toContain('"event":"end"');
  });

  test("while the API fails and watch waits for a retry", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ fault: { type: "status", status: 503 } });
    const { child, ended } = await startUntil(place, "started", []);
    await requested(place, "GET");
    child.kill("SIGTERM");
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });
});

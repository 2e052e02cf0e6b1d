import { once } from "node:events";
import { createInterface } from "node:readline";
import { describe, test } from "vitest";
import type { Ended } from "./binary.ts";
import { expectClean, printed, seen } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { config } from "./world.ts";

async function openConfigured(latency = 0): Promise<Place> {
  const place = await openPlace({ latency });
  place.write("skyvia.yaml", config);
  return place;
}

/** Waits until the emulator has received a number of requests of a kind. */
async function requested(place: Place, method: "GET" | "POST", count: number): Promise<void> {
  while (place.emulator.requests().filter((request) => request.method === method).length < count) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Waits until the emulator has refused a request for a rate limit. */
async function limited(place: Place): Promise<void> {
  while (!place.emulator.requests().some(({ status }) => status === 429)) {
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

type Signal = "SIGINT" | "SIGTERM";

/** A run in this process that gets signals. */
interface RunningHere {
  readonly ended: Promise<Ended>;
  send(signal: Signal): void;
}

/** Starts a run in this process. What only a real signal shows is tested with the built binary. */
function startHere(place: Place, args: readonly string[], options: RunOptions = {}): RunningHere {
  let receive: (signal: Signal) => void = () => {};
  const onSignal = (listener: typeof receive): (() => void) => {
    receive = listener;
    return () => {};
  };
  return { ended: place.run(args, { ...options, onSignal }), send: (signal) => receive(signal) };
}

/** A wait that ends only when it is aborted. */
async function endlessWait(_: number, aborted?: AbortSignal): Promise<void> {
  return new Promise((_resolve, reject) => {
    if (aborted?.aborted === true) reject(aborted.reason as Error);
    aborted?.addEventListener("abort", () => reject(aborted.reason as Error), { once: true });
  });
}

describe.concurrent("a signal before any write", () => {
  test.for([
    ["SIGINT", 130, "plan"],
    ["SIGTERM", 143, "plan"],
    ["SIGINT", 130, "apply --yes"],
    ["SIGTERM", 143, "import -w 7 --out new.yaml"],
    ["SIGINT", 130, "cancel 1 -w 7 --wait"],
  ] as const)("%s: %i, from `%s`", async ([signal, code, command], { expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "GET" }, fault: { type: "timeout" } });
    const running = startHere(place, [...command.split(" "), "--format", "json"]);
    await requested(place, "GET", 1);
    running.send(signal);
    const ended = await running.ended;
    expect(printed(ended)).toMatchObject({ exitCode: code, error: { code: "interrupted" } });
    expect(place.files()).toEqual(["skyvia.yaml"]);
  });

  test("SIGTERM to the built binary: 143, and no file", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "GET" }, fault: { type: "timeout" } });
    const { child, ended } = place.start(["import", "-w", "7", "--out", "new.yaml", "--format", "json"]);
    await requested(place, "GET", 1);
    child.kill("SIGTERM");
    expect(printed(await ended)).toMatchObject({ exitCode: 143, error: { code: "interrupted" } });
    expect(place.files()).toEqual(["skyvia.yaml"]);
  });

  test("SIGINT to the built binary, as text: what happened, and nothing on stdout", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ fault: { type: "timeout" } });
    const { child, ended } = place.start(["plan"]);
    await requested(place, "GET", 1);
    child.kill("SIGINT");
    expect(seen(await ended)).toMatchInlineSnapshot(`
      "error: stopped by SIGINT before anything was written
        Run again.
      exit code 130
      "
    `);
  });
});

describe.concurrent("a signal in the middle of writing", () => {
  test("writes in flight end, the rest is not started, and both are reported: 3", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 600 } });
    const { child, ended } = place.start(["apply", "--yes", "--concurrency", "1"]);
    await requested(place, "POST", 1);
    child.kill("SIGINT");
    expect(seen(await ended)).toMatchInlineSnapshot(`
      "Workspace 7 Production  4 managed, 3 unmanaged
        + enable   1  Nightly orders  disabled → enabled  not-started
        - disable  2  Hourly leads    enabled → disabled  done
        - disable  3  stg-orders      enabled → disabled  not-started

      Applied: 1 done, 0 failed, 2 not started.
      error: stopped by SIGINT: 2 changes not started
        Run again to apply the rest.
      exit code 3
      "
    `);
    expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/2/schedule/disable"]);
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
  });

  test("writes that wait for the end of a rate limit are not sent, and the run ends at once: 3", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({
      match: { method: "POST", integration: 3 },
      fault: { type: "rate_limit", retryAfter: 30 },
    });
    const running = startHere(place, ["apply", "--yes", "--format", "json"], { sleep: endlessWait });
    await requested(place, "POST", 2);
    running.send("SIGINT");
    const { exitCode, changes } = printed(await running.ended);
    expect([exitCode, changes.map(({ result }) => result)]).toEqual([3, ["not-started", "done", "not-started"]]);
    expect(place.writes()).toHaveLength(2);
  });

  test("SIGTERM does the same; as JSON each change has its result", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "latency", latency: 600 } });
    const running = startHere(place, ["apply", "--yes", "--concurrency", "1", "--format", "json"]);
    await requested(place, "POST", 1);
    running.send("SIGTERM");
    const { exitCode, changes } = printed(await running.ended);
    expect(exitCode).toBe(3);
    expect(changes).toMatchObject([
      { integrationId: 1, result: "not-started" },
      { integrationId: 2, result: "done" },
      { integrationId: 3, result: "not-started" },
    ]);
  });

  test("a second signal stops at once: writes in flight are unknown", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "timeout" } });
    const { child, ended } = place.start(["apply", "--yes", "--concurrency", "1", "--format", "json"]);
    await requested(place, "POST", 1);
    child.kill("SIGINT");
    await new Promise((resolve) => setTimeout(resolve, 150)); // two signals at once are one to the system
    child.kill("SIGINT");
    const { exitCode, changes } = printed(await ended);
    expect([exitCode, changes.map(({ result }) => result)]).toEqual([3, ["not-started", "unknown", "not-started"]]);
  });
});

describe.concurrent("a signal while one schedule waits for the end of a rate limit", () => {
  /** Runs a verb, and gives it SIGINT once a request was refused for a rate limit. */
  async function stopped(place: Place, args: readonly string[]): Promise<ReturnType<typeof printed>> {
    const running = startHere(place, [...args, "-w", "7", "--format", "json"], { sleep: endlessWait });
    await limited(place);
    running.send("SIGINT");
    return printed(await running.ended);
  }

  test.for([
    ["enable", ["enable", "1"]],
    ["disable", ["disable", "2"]],
    ["enable --for", ["enable", "1", "--for", "2h", "--reason", "INC-1", "--owner", "ana"]],
  ] as const)("%s is not sent, and ends at once: 130", async ([, args], { expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "rate_limit", retryAfter: 250 } });
    const { exitCode, changes, error } = await stopped(place, [...args, "--ledger", "ledger.jsonl"]);
    expect([exitCode, changes]).toMatchObject([130, [{ result: "not-started", error: null }]]);
    expect(error).toMatchObject({ code: "interrupted", message: "stopped by SIGINT: 1 change not started" });
    expect(place.writes()).toHaveLength(1);
  });

  test.for(["cancel", "wait"])("--drain %s ends at once: 3", async (how, { expect }) => {
    await using place = await openConfigured();
    place.emulator.world.run(7, 2);
    const operation = how === "wait" ? "getActiveExecution" : "cancelExecution";
    place.emulator.addFault({ match: { operation }, fault: { type: "rate_limit", retryAfter: 250 } });
    const { exitCode, changes } = await stopped(place, ["disable", "2", "--drain", how]);
    const error = { code: "still-active", message: expect.stringContaining("stopped") };
    expect([exitCode, changes]).toMatchObject([3, [{ result: "done", drained: false, error }]]);
  });
});

describe.concurrent("a signal while an execution is started or waited for", () => {
  test("the run waits for it: the execution goes on, and the message says so: 3", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { operation: "getExecution" }, fault: { type: "timeout" } });
    const running = startHere(place, ["run", "1", "-w", "7", "--wait"]);
    await requested(place, "GET", 1);
    running.send("SIGINT");
    expect(seen(await running.ended)).toMatchInlineSnapshot(`
      "runId  10001
      state  New
      execution 10001 started, waiting for its end
      error: execution 10001 may still be active, its end was not seen, it was New when last seen: stopped by SIGINT
        See how it ended: \`skyvia-schedules executions 1 10001 -w 7\`.
        Outcome: unknown.
      exit code 3
      "
    `);
  });

  test("the start itself was cut off: it may have been carried out: 3", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "timeout" } });
    const running = startHere(place, ["run", "1", "-w", "7"]);
    await requested(place, "POST", 1);
    running.send("SIGTERM");
    expect(seen(await running.ended)).toMatchInlineSnapshot(`
      "error: stopped by SIGTERM during POST /v1/workspaces/7/integrations/1/executions: the write may have been carried out
        Check the state before you run it again.
        Outcome: unknown.
      exit code 3
      "
    `);
  });

  test("the end is not seen in time: 3", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { operation: "getExecution" }, fault: { type: "timeout" } });
    await place.run(["executions", "1", "-w", "7"]); // the modules are loaded before the time runs
    const ended = await place.run(["run", "1", "-w", "7", "--wait", "--timeout", "4s", "--format", "json"]);
    expect(printed(ended)).toMatchObject({ exitCode: 3, data: { runId: 10001 } });
  });
});

describe.concurrent("the reader of stdout", () => {
  test("goes away: the run ends by itself, without output", async ({ expect }) => {
    await using place = await openConfigured();
    const { child, ended } = place.start(["list", "-w", "7"]);
    child.stdout?.destroy();
    expect(await ended).toMatchObject({ code: 0, stderr: "" });
  });

  test("goes away from stdout and stderr while a plan is applied: it is applied to its end", async ({ expect }) => {
    await using place = await openConfigured();
    const { child } = place.start(["apply", "--yes"]);
    child.stdout?.destroy();
    child.stderr?.destroy();
    const [code] = (await once(child, "exit")) as [number];
    expect(code).toBe(0);
    expect(place.writes()).toHaveLength(3);
  });

  test("is not a terminal: no colour, whatever the environment says", async ({ expect }) => {
    await using place = await openConfigured();
    const ended = await place.runBinary(["plan"], { env: { TERM: "xterm-256color", NO_COLOR: undefined } });
    expectClean(ended);
    expect(ended.code).toBe(0);
  });
});

describe.concurrent("time", () => {
  test("--timeout before a write: 1, and the last answer is reported", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ fault: { type: "timeout" } });
    const ended = await place.run(["plan", "--timeout", "3s"]);
    expect(seen(ended)).toMatchInlineSnapshot(`
      "error: the run is out of time: it was waiting for GET /v1/workspaces/7 (sent already)
        Allow the run more time (timeout).
      exit code 1
      "
    `);
  });

  test("--timeout after a write: 3", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ match: { method: "POST", integration: 3 }, fault: { type: "timeout" } });
    const args = ["apply", "--yes", "--timeout", "3s", "--concurrency", "1", "--format", "json"];
    const { exitCode, changes, error } = printed(await place.run(args));
    expect([exitCode, changes.map(({ integrationId, result }) => `${integrationId} ${result}`)]).toEqual([
      3,
      ["1 not-started", "2 done", "3 unknown"],
    ]);
    expect(error).toMatchObject({ code: "timeout", message: expect.stringContaining("; 1 change not started") });
  });

  test("--request-timeout: an attempt that hangs is tried again", async ({ expect }) => {
    await using place = await openConfigured();
    place.emulator.addFault({ when: "once", fault: { type: "timeout" } });
    const ended = await place.run(["workspaces", "--request-timeout", "2s"]);
    expect(ended.code).toBe(0);
    expect(place.emulator.requests()).toHaveLength(2);
  });
});

describe.concurrent("the emulator as a command", () => {
  test("--format json prints one line with URL and token when it serves; SIGTERM ends it", async ({ expect }) => {
    await using place = await openConfigured();
    const { child, ended } = place.start(["emulator", "--port", "0", "--generate", "3", "--format", "json"]);
    const [line] = (await once(createInterface({ input: child.stdout! }), "line")) as [string];
    const { url, token } = JSON.parse(line) as { url: string; token: string };
    const env = { SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token };
    expect(printed(await place.run(["workspaces", "--format", "json"], { env })).data).toHaveLength(1);
    child.kill("SIGTERM");
    expect((await ended).code).toBe(0);
  });

  test("a missing seed, flags that cannot be used together", async ({ expect }) => {
    await using place = await openConfigured();
    expect(seen(await place.run(["emulator", "--seed", "none.yaml"]))).toMatchInlineSnapshot(`
      "error: the seed none.yaml cannot be read (ENOENT)
        Check the path and its permissions.
      exit code 5
      "
    `);
    expect((await place.run(["emulator", "--seed", "none.yaml", "--generate", "3"])).code).toBe(5);
  });
});

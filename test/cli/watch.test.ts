import { createServer, type AddressInfo } from "node:net";
import { once } from "node:events";
import { describe, test } from "vitest";
import { expectClean, seen, withoutPort } from "./laws.ts";
import { openPlace, type RunOptions } from "./place.ts";
import { openSteady, startWatch } from "./watching.ts";
import { config } from "./world.ts";

const minute = 60_000;

describe.concurrent("watch, before its first sweep", () => {
  test.for<[what: string, args: readonly string[], options: RunOptions, code: number]>([
    ["a file that is not there", ["-f", "none.yaml"], {}, 5],
    ["a file with problems", ["-f", "broken.yaml"], {}, 5],
    ["a workspace of -w that no file has", ["-w", "9"], {}, 5],
    ["an interval below 1s", ["--interval", "0s"], {}, 5],
    ["an interval above 24h", ["--interval", "25h"], {}, 5],
    ["an interval that is not a duration", ["--interval", "15"], {}, 5],
    ["an address without a port", ["--listen", "127.0.0.1"], {}, 5],
    ["an invalid port", ["--listen", "127.0.0.1:65536"], {}, 5],
    ["a log format that is not known", ["--log-format", "xml"], {}, 5],
    ["files that can be read only once", ["-f", "-"], {}, 5],
    ["--override without --correct", ["--override", "protected:1", "--reason", "x"], {}, 5],
    ["--override without --reason", ["--correct", "--override", "protected:1"], {}, 5],
    ["an invalid base URL", ["--base-url", "skyvia"], {}, 5],
    ["--timeout, which would end it", ["--timeout", "5m"], {}, 5],
    ["no token", [], { env: { SKYVIA_TOKEN: undefined } }, 6],
    ["an empty token", [], { env: { SKYVIA_TOKEN: "" } }, 6],
    ["a token file that is not there", ["--token-file", "none"], {}, 6],
  ])("%s: no call is made, and it ends at once", async ([, args, options, code], { expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    place.write("broken.yaml", config.replace("schedule: disabled", "schedule: off"));
    const ended = await place.run(["watch", "--listen", "127.0.0.1:0", ...args], options);
    expectClean(ended);
    expect([ended.code, place.emulator.requests()], ended.stderr).toEqual([code, []]);
    expect(ended.stderr).toMatch(/error: /);
  });

  test("a token that the API refuses: 6", async ({ expect }) => {
    await using place = await openSteady();
    const ended = await place.run(["watch", "--listen", "127.0.0.1:0"], { env: { SKYVIA_TOKEN: "wrong" } });
    expect([ended.code, ended.stderr]).toEqual([6, expect.stringContaining("the token was refused")]);
  });

  test("a port that is taken: 1, with the address and what to do", async ({ expect }) => {
    await using place = await openSteady();
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    const { port } = taken.address() as AddressInfo;
    const ended = await place.run(["watch", "--listen", `127.0.0.1:${port}`]);
    taken.close();
    expect(seen(ended)).toMatchInlineSnapshot(`
      "error: the address 127.0.0.1:PORT of --listen cannot be used (another program uses it)
        Choose another one, such as --listen 127.0.0.1:PORT for any free port.
      exit code 1
      "
    `);
    expect(place.emulator.requests()).toEqual([]);
  });
});

describe.concurrent("watch, sweep by sweep", () => {
  test("begins with a full sweep at once, and continues with light ones at the interval", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--interval", "10m"]);
    await watching.pass(1);
    expect(watching.sweeps()).toEqual(["full start"]);
    await watching.pass(10 * minute);
    await watching.pass(10 * minute);
    expect(watching.sweeps()).toEqual(["full start", "light interval", "light interval"]);
    expect((await watching.stop()).code).toBe(0);
    expect(place.writes()).toEqual([]);
  });

  test("is a tenth earlier or later than the interval, by chance", async ({ expect }) => {
    await using place = await openSteady();
    const early = startWatch(place, ["--interval", "10m"], { random: () => 0 });
    await early.pass(9 * minute);
    expect(early.sweeps()).toHaveLength(2);
    await early.stop();
    const late = startWatch(place, ["--interval", "10m"], { random: () => 0.999 });
    await late.pass(10.9 * minute);
    expect(late.sweeps()).toHaveLength(1);
    await late.pass(0.1 * minute);
    expect(late.sweeps()).toHaveLength(2);
    await late.stop();
  });

  test("after a contradiction the next sweep is a full one", async ({ expect }) => {
    const integrations = Array.from({ length: 45 }, (_, n) => ({
      id: 101 + n,
      name: n < 40 ? `Job ${n}` : `Old ${n}`,
      schedule: n < 40 ? ("enabled" as const) : ("disabled" as const),
    }));
    await using place = await openPlace({ seed: { workspaces: [{ id: 7, name: "Production", integrations }] } });
    const entries = '      - match: "Job *"\n        schedule: enabled\n';
    place.write("skyvia.yaml", `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n${entries}`);
    const watching = startWatch(place, ["--interval", "10m"], { longSleeps: 10_000 });
    await watching.pass(10 * minute);
    place.emulator.addFault({
      match: { path: { regex: "/integrations/1[0-3]\\d/schedule$" } }, // one of those that the listing calls active
      when: "once",
      fault: { type: "status", status: 200, body: { active: false } },
    });
    await watching.pass(30 * minute);
    expect(watching.sweeps()).toEqual([
      "full start",
      "light interval",
      "light interval",
      "full interval",
      "light interval",
    ]);
    expect(watching.log().filter(({ event }) => event === "contradiction")).toHaveLength(1);
    await watching.stop();
  });

  test("sweeps never overlap, however slow the API and short the interval", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--interval", "1s"], { longSleeps: 0 });
    await watching.pass(1);
    place.emulator.clearRequests();
    place.emulator.addFault({
      match: { operation: "listIntegrations" },
      when: "once",
      fault: { type: "rate_limit", retryAfter: 30 },
    });
    await watching.pass(40_000);
    const before = watching.sweeps().length - 1;
    const listed = place.emulator
      .requests()
      .filter(({ operation, status }) => operation === "listIntegrations" && status === 200);
    expect(listed).toHaveLength(before);
    const times = watching.log().flatMap(({ event, time }) => (event === "sweep" ? [Date.parse(time)] : []));
    const waits = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(Math.max(...waits)).toBeGreaterThanOrEqual(30_000);
    await watching.stop();
  });

  test("reports a difference once, with its place, and again when it comes back", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--interval", "10m"]);
    const drift = () => watching.log().flatMap(({ event, message }) => (event === "drift" ? [message] : []));
    await watching.pass(1);
    expect(drift()).toEqual([]);
    place.emulator.world.enable(7, 2);
    await watching.pass(20 * minute);
    const found =
      'integration 2 "Hourly leads" of workspace 7 is enabled, desired disabled: not applied yet, or switched outside (skyvia.yaml:12:19)';
    expect(drift()).toEqual([found]);
    place.emulator.world.disable(7, 2);
    await watching.pass(10 * minute);
    place.emulator.world.enable(7, 2);
    await watching.pass(10 * minute);
    expect(drift()).toEqual([found, found]);
    await watching.stop();
    expect(place.writes()).toEqual([]);
  });

  test("logs text by default: one line an event, with its time", async ({ expect }) => {
    await using place = await openSteady();
    place.emulator.world.enable(7, 2);
    const watching = startWatch(place, ["--log-format", "text"]);
    await watching.pass(1);
    const { stdout, stderr, code } = await watching.stop();
    expect([code, stderr]).toEqual([0, ""]);
    expect(withoutPort(stdout)).toMatchInlineSnapshot(`
      "2026-11-24T12:00:00.000Z info  watch has started and only reports what differs; metrics: http://127.0.0.1:PORT/metrics
      2026-11-24T12:00:00.000Z warn  integration 2 "Hourly leads" of workspace 7 is enabled, desired disabled: not applied yet, or switched outside (skyvia.yaml:12:19)
      2026-11-24T12:00:00.000Z info  Drift: 1 not applied yet or switched outside; 4 managed, 3 unmanaged (coverage 57 %). full sweep (start), 4 calls in 0.0 s
      2026-11-24T12:00:00.000Z info  stopped by SIGTERM
      "
    `);
  });

  test("logs one JSON object a line with --log-format json and with --format json", async ({ expect }) => {
    await using place = await openSteady();
    place.emulator.world.enable(7, 2);
    const lines: unknown[][] = [];
    for (const args of [
      ["--log-format", "json"],
      ["--format", "json"],
    ]) {
      const watching = startWatch(place, args);
      await watching.pass(1);
      await watching.stop();
      lines.push(watching.log().map(({ level, event }) => [level, event]));
    }
    const expected = [
      ["info", "started"],
      ["warn", "drift"],
      ["info", "sweep"],
      ["info", "stopped"],
    ];
    expect(lines).toEqual([expected, expected]);
  });

  test("the line of a sweep has its kind, reason, calls and summary", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, []);
    await watching.pass(1);
    expect(watching.log().find(({ event }) => event === "sweep")).toMatchObject({
      time: "2026-11-24T12:00:00.000Z",
      level: "info",
      kind: "full",
      reason: "start",
      calls: 3,
      summary: { enable: 0, disable: 0, unchanged: 4, skipped: 0, problems: 0, unmanaged: 3, next: null },
    });
    await watching.stop();
  });
});

/** Integration 2 is held for two minutes. */
const timed = `${config}holds:
  - workspace: 7
    select: { id: 2 }
    schedule: enabled
    from: 2026-11-24T12:01:00Z
    until: 2026-11-24T12:03:00Z
    reason: incident
    owner: ana
`;

describe.concurrent("watch, at the transitions of holds and freezes", () => {
  test("wakes at each of them, whatever the interval", async ({ expect }) => {
    await using place = await openSteady();
    place.write("skyvia.yaml", timed);
    const watching = startWatch(place, ["--interval", "24h", "--correct"], { longSleeps: 0 });
    await watching.pass(minute - 1);
    expect([watching.sweeps(), place.writes()]).toEqual([["full start"], []]);
    await watching.pass(1000);
    expect([watching.sweeps()[1], place.emulator.world.schedule(7, 2)]).toEqual(["light transition", "enabled"]);
    await watching.pass(2 * minute - 2000);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
    await watching.pass(2000);
    expect([watching.sweeps()[2], place.emulator.world.schedule(7, 2)]).toEqual(["light transition", "disabled"]);
    await watching.stop();
  });

  test("notices within a second a transition that passed while the machine was asleep", async ({ expect }) => {
    await using place = await openSteady();
    place.write("skyvia.yaml", timed);
    const watching = startWatch(place, ["--interval", "24h", "--correct"], { longSleeps: 0 });
    await watching.pass(1000);
    watching.setClock(2 * minute);
    await watching.pass(1000);
    expect(watching.sweeps()).toEqual(["full start", "light transition"]);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
    await watching.stop();
  });

  test("sweeps at once when the system's clock was set back over one", async ({ expect }) => {
    await using place = await openSteady();
    place.write("skyvia.yaml", timed);
    const watching = startWatch(place, ["--interval", "24h", "--correct"], { longSleeps: 0 });
    await watching.pass(minute + 1000);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
    watching.setClock(-minute);
    await watching.pass(1000);
    expect([watching.sweeps().at(-1), place.emulator.world.schedule(7, 2)]).toEqual(["light clock", "disabled"]);
    await watching.stop();
  });
});

describe.concurrent("the endpoints of watch", () => {
  test("/readyz is 503 before the first sweep has ended, /healthz is 200", async ({ expect }) => {
    await using place = await openSteady();
    place.emulator.addFault({ when: "once", fault: { type: "timeout" } });
    const watching = startWatch(place, []);
    expect(await watching.get("/readyz")).toEqual({ status: 503, text: "not ready: the first sweep has not ended\n" });
    expect(await watching.get("/healthz")).toEqual({ status: 200, text: "ok\n" });
    expect((await watching.stop()).code).toBe(0);
  });

  test("/readyz is 200 once it has", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, []);
    await watching.pass(1);
    expect(await watching.get("/readyz")).toEqual({ status: 200, text: "ready\n" });
    await watching.stop();
  });

  test("another path is 404, another method 405", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, []);
    await watching.pass(1);
    expect(await watching.get("/")).toMatchObject({ status: 404 });
    expect((await fetch(`${await watching.url()}/metrics`, { method: "POST" })).status).toBe(405);
    await watching.stop();
  });

  test("/metrics has every name of the contract with its labels", async ({ expect }) => {
    await using place = await openSteady();
    place.write("skyvia.yaml", timed);
    place.emulator.world.enable(7, 3);
    const watching = startWatch(place, ["--correct"]);
    await watching.pass(1);
    const { text } = await watching.get("/metrics");
    const samples = text.split("\n").filter((line) => line !== "" && !/^#|_bucket|_seconds_sum/.test(line));
    expect(samples.join("\n")).toMatchInlineSnapshot(`
      "skyvia_sweeps_total{kind="light",result="ok"} 0
      skyvia_sweeps_total{kind="light",result="failed"} 0
      skyvia_sweeps_total{kind="full",result="ok"} 1
      skyvia_sweeps_total{kind="full",result="failed"} 0
      skyvia_sweep_duration_seconds_count 1
      skyvia_drift{cause="turned-off-outside"} 0
      skyvia_drift{cause="turned-on-outside"} 0
      skyvia_drift{cause="config-changed"} 0
      skyvia_drift{cause="time"} 0
      skyvia_drift{cause="unknown"} 0
      skyvia_writes_total{result="done"} 1
      skyvia_writes_total{result="failed"} 0
      skyvia_writes_total{result="unknown"} 0
      skyvia_calls_total{operation="getWorkspace",status="200"} 1
      skyvia_calls_total{operation="listIntegrations",status="200"} 1
      skyvia_calls_total{operation="getSchedule",status="200"} 3
      skyvia_calls_total{operation="disableSchedule",status="200"} 1
      skyvia_next_transition_timestamp_seconds 1795521660
      skyvia_last_success_timestamp_seconds 1795521600
      skyvia_config_ok 1"
    `);
    await watching.stop();
  });
});

import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "vitest";
import type { FaultRule } from "@skyvia-schedules/emulator";
import { openPlace } from "./place.ts";
import { openSteady, startWatch, type Watching } from "./watching.ts";
import { config } from "./world.ts";

const minute = 60_000;

/** Seconds from one retry to the next. */
function gaps(watching: Watching): readonly number[] {
  const times = watching
    .log()
    .flatMap(({ event, time, level }) => (event === "sweep" && level === "error" ? [Date.parse(time)] : []));
  return times.slice(1).map((time, index) => Math.round((time - (times[index] ?? 0)) / 1000));
}

const outages: readonly (readonly [what: string, rule: FaultRule])[] = [
  ["503 to every call", { fault: { type: "status", status: 503 } }],
  [
    "500 to every schedule, while the listing works",
    { match: { operation: "getSchedule" }, fault: { type: "status", status: 500 } },
  ],
  ["cut connections", { fault: { type: "reset_peer", applied: false } }],
  ["answers that are not JSON", { fault: { type: "truncated_json" } }],
];

describe.concurrent("watch, while the API fails", () => {
  test.for(outages)(
    "%s: not ready, then it recovers by itself, and nothing was written",
    async ([, rule], { expect }) => {
      await using place = await openSteady();
      const watching = startWatch(place, ["--correct", "--interval", "5m"]);
      await watching.pass(1);
      place.emulator.addFault(rule);
      await watching.pass(15 * minute);
      expect(await watching.get("/readyz")).toEqual({ status: 503, text: "not ready: the last sweep failed\n" });
      expect(await watching.get("/healthz")).toMatchObject({ status: 200 });
      expect((await watching.get("/metrics")).text).toMatch(
        /skyvia_sweeps_total\{kind="light",result="failed"\} [1-9]/,
      );
      place.emulator.clearFaults();
      place.emulator.world.enable(7, 2);
      await watching.pass(11 * minute);
      expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
      expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/2/schedule/disable"]);
      expect((await watching.stop()).code).toBe(0);
    },
  );

  test("waits twice as long after each failure, up to ten minutes, and for the interval after a success", async ({
    expect,
  }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--interval", "15m"]);
    await watching.pass(1);
    place.emulator.addFault({ fault: { type: "status", status: 503 } });
    await watching.pass(60 * minute);
    const waits = gaps(watching);
    expect(waits).toEqual(waits.toSorted((a, b) => a - b));
    expect(waits[0]).toBeLessThan(60);
    expect(waits.at(-1)).toBeGreaterThan(9 * 60);
    expect(Math.max(...waits)).toBeLessThan(11 * 60);
    place.emulator.clearFaults();
    await watching.pass(10 * minute);
    expect(watching.sweeps().at(-1)).toBe("light retry");
    const count = watching.sweeps().length;
    await watching.pass(5 * minute);
    expect(watching.sweeps()).toHaveLength(count);
    await watching.stop();
  });

  test("the API fails from the start: it goes on, and is ready once a sweep succeeds", async ({ expect }) => {
    await using place = await openSteady();
    place.emulator.addFault({ fault: { type: "status", status: 503 } });
    const watching = startWatch(place, []);
    await watching.pass(2 * minute);
    expect(await watching.get("/readyz")).toMatchObject({ status: 503 });
    place.emulator.clearFaults();
    await watching.pass(10 * minute);
    expect([watching.sweeps().at(-1), await watching.get("/readyz")]).toMatchObject(["full retry", { status: 200 }]);
    await watching.stop();
  });

  test("one schedule of several that cannot be read is a problem, and the rest is corrected", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--interval", "10m"]);
    await watching.pass(1);
    place.write("skyvia.yaml", `${config}      - { id: 6, schedule: enabled }\n`);
    place.emulator.addFault({
      match: { operation: "getSchedule", integration: 1 },
      fault: { type: "status", status: 500 },
    });
    place.emulator.world.enable(7, 2);
    await watching.pass(10 * minute);
    await watching.pass(10 * minute);
    expect(watching.log().filter(({ code }) => code === "schedule-unreadable")).toHaveLength(1);
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
    expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
    await watching.stop();
  });

  test("writes that fail are tried again after the back-off, and are done once the API recovers", async ({
    expect,
  }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--interval", "10m"]);
    await watching.pass(1);
    place.emulator.addFault({ match: { method: "POST" }, fault: { type: "status", status: 500 } });
    place.emulator.world.enable(7, 2);
    await watching.pass(15 * minute);
    expect(watching.log().find(({ event, level }) => event === "write" && level === "error")).toMatchObject({
      result: "failed",
    });
    expect(await watching.get("/readyz")).toMatchObject({ status: 503 });
    expect((await watching.get("/metrics")).text).toMatch(/skyvia_drift\{cause="unknown"\} 1\n/);
    place.emulator.clearFaults();
    await watching.pass(10 * minute);
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
    expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
    await watching.stop();
  });
});

describe.concurrent("watch, when its token changes", () => {
  test("a token that the API refuses: not ready, and watch continues until the file has a good one", async ({
    expect,
  }) => {
    await using place = await openSteady();
    const env = { SKYVIA_TOKEN: undefined };
    place.write("token", place.emulator.token);
    const watching = startWatch(place, ["--token-file", "token", "--interval", "5m"], { env });
    await watching.pass(1);
    place.write("token", "wrong");
    await watching.pass(6 * minute);
    expect(await watching.get("/readyz")).toMatchObject({ status: 503 });
    expect(watching.log().findLast(({ event }) => event === "sweep")).toMatchObject({
      level: "error",
      error: { code: "auth" },
    });
    place.write("token", place.emulator.token);
    await watching.pass(10 * minute);
    expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
    expect((await watching.stop()).code).toBe(0);
  });

  test("a token file that is missing for a while does not end watch", async ({ expect }) => {
    await using place = await openSteady();
    const env = { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_FILE: "token" };
    place.write("token", place.emulator.token);
    const watching = startWatch(place, ["--interval", "5m"], { env });
    await watching.pass(1);
    place.write("token", "");
    await watching.pass(6 * minute);
    expect(await watching.get("/readyz")).toMatchObject({ status: 503 });
    place.write("token", place.emulator.token);
    await watching.pass(10 * minute);
    expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
    await watching.stop();
  });

  test("a ledger that cannot be read fails the sweep: nothing is written, it is not ready, and it recovers", async ({
    expect,
  }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--ledger", "ledger.jsonl", "--interval", "5m"]);
    await watching.pass(1);
    place.write("ledger.jsonl", 'garbage\n{"a":1}\n');
    place.emulator.world.disable(7, 1);
    await watching.pass(6 * minute);
    expect(await watching.get("/readyz")).toEqual({ status: 503, text: "not ready: the last sweep failed\n" });
    expect((await watching.get("/metrics")).text).toMatch(
      /^skyvia_sweeps_total\{kind="light",result="failed"\} [1-9]/m,
    );
    expect(place.writes()).toEqual([]);
    place.write("ledger.jsonl", "");
    await watching.pass(10 * minute);
    expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
    expect(place.writes()).toHaveLength(1);
    await watching.stop();
  });

  test("each workspace may have its own token, and a token that is missing at the start is 6", async ({ expect }) => {
    await using place = await openPlace();
    const entry = (id: number, name: string): string =>
      `  - id: ${id}\n    tokenFrom: ${name}\n    integrations:\n      - { id: 1, schedule: ${id === 7 ? "disabled" : "enabled"} }\n`;
    place.write(
      "skyvia.yaml",
      `version: 1\nworkspaces:\n${entry(7, "SKYVIA_TOKEN_ONE")}${entry(9, "SKYVIA_TOKEN_TWO")}`,
    );
    const env = {
      SKYVIA_TOKEN: undefined,
      SKYVIA_TOKEN_ONE: place.emulator.token,
      SKYVIA_TOKEN_TWO: place.emulator.token,
    };
    const watching = startWatch(place, [], { env });
    await watching.pass(1);
    expect(watching.log().at(-1)).toMatchObject({ event: "sweep", summary: { unchanged: 2 } });
    expect((await watching.stop()).code).toBe(0);
    const missing = await place.run(["watch", "--listen", "127.0.0.1:0"], {
      env: { ...env, SKYVIA_TOKEN_TWO: undefined },
    });
    expect(missing.code).toBe(6);
    const refused = await place.run(["watch", "--listen", "127.0.0.1:0"], {
      env: { ...env, SKYVIA_TOKEN_TWO: "wrong" },
    });
    expect([refused.code, refused.stderr]).toEqual([6, expect.stringContaining("SKYVIA_TOKEN_TWO")]);
  });

  test("a token from stdin is read once, and kept", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--token-file", "-", "--interval", "5m"], {
      env: { SKYVIA_TOKEN: undefined },
      input: place.emulator.token,
    });
    await watching.pass(11 * minute);
    expect(watching.sweeps()).toHaveLength(3);
    expect((await watching.stop()).code).toBe(0);
  });

  test.for<{ from: string; args: readonly string[]; env: Record<string, string | undefined> }>([
    { from: "stdin", args: ["--token-file", "-"], env: {} },
    { from: "an open descriptor", args: ["--token-file", "/dev/fd/"], env: {} },
    { from: "a variable that names stdin", args: [], env: { SKYVIA_TOKEN_FILE: "-" } },
    { from: "a file", args: ["--token-file", "token"], env: {} },
    { from: "a file that a variable names", args: [], env: { SKYVIA_TOKEN_FILE: "token" } },
  ])(
    "the token from $from may be needed first after the files changed, and then again and again",
    async ({ args, env }, { expect }) => {
      await using place = await openSteady();
      const own = config.replace("  - id: 7\n", "  - id: 7\n    tokenFrom: SKYVIA_TOKEN_ONE\n");
      expect(own).not.toBe(config);
      place.write("skyvia.yaml", own);
      place.write("token", place.emulator.token);
      const descriptor = openSync(join(place.folder, "token"), "r");
      const typed = args.map((word) => (word === "/dev/fd/" ? `${word}${descriptor}` : word));
      const watching = startWatch(place, [...typed, "--interval", "5m"], {
        env: { SKYVIA_TOKEN: undefined, SKYVIA_TOKEN_ONE: place.emulator.token, ...env },
        input: place.emulator.token,
      });
      await watching.pass(1);
      place.write("skyvia.yaml", config);
      await watching.pass(11 * minute);
      const sweeps = watching.log().filter(({ event }) => event.startsWith("sweep"));
      expect(sweeps.map(({ event, level }) => [event, level])).toEqual(sweeps.map(() => ["sweep", "info"]));
      expect(sweeps.length).toBeGreaterThanOrEqual(4);
      expect((await watching.stop()).code).toBe(0);
      closeSync(descriptor);
    },
  );
});

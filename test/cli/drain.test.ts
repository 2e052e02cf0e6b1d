import type { Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { config, world } from "./world.ts";

/** The usual world; each run of it takes ten minutes. */
const long: Seed = {
  ...world,
  workspaces: world.workspaces.map((workspace) => ({
    ...workspace,
    integrations: (workspace.integrations ?? []).map((one) => ({ ...one, runs: { running: "10m" } })),
  })),
};

/** Integration 2 is enabled and runs, for ten minutes from now. */
async function running(text: string = config): Promise<Place> {
  const place = await openPlace({ seed: long });
  place.write("skyvia.yaml", text);
  place.emulator.clock.freeze();
  place.emulator.world.run(7, 2);
  place.emulator.clearRequests();
  return place;
}

/** Waits move the emulator's clock, so that active executions end. */
function moving(place: Place): RunOptions & { readonly waited: () => number } {
  let waited = 0;
  return {
    waited: () => waited,
    monotonic: () => waited,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      waited += ms;
      place.emulator.clock.move(ms);
    },
  };
}

const disable = ["disable", "2", "-w", "7", "--format", "json"] as const;

const requests = (place: Place): string[] =>
  place.emulator.requests().map(({ method, path }) => `${method} ${path.split("/integrations/").at(-1)}`);

describe.concurrent("--drain", () => {
  test("wait: the schedule is disabled first, then reads follow until no execution is active: drained", async ({
    expect,
  }) => {
    await using place = await running();
    const surroundings = moving(place);
    const ended = await place.run([...disable, "--drain", "wait"], surroundings);
    expect([ended.code, printed(ended).changes]).toMatchObject([0, [{ result: "done", drained: true }]]);
    const [read, write, ...rest] = requests(place);
    expect([read, write]).toEqual(["GET 2/schedule", "POST 2/schedule/disable"]);
    expect(new Set(rest)).toEqual(new Set(["GET 2/executions/active"]));
    expect(place.emulator.world.activeExecution(7, 2)).toBeNull();
  });

  test("cancel: the active execution is canceled once, and the run waits for its end", async ({ expect }) => {
    await using place = await running();
    const ended = await place.run([...disable, "--drain", "cancel"], moving(place));
    expect([ended.code, printed(ended).changes]).toMatchObject([0, [{ result: "done", drained: true }]]);
    expect(place.writes().map((path) => path.split("/").at(-1))).toEqual(["disable", "cancel"]);
  });

  test("out of time: done, drained false, 3, and the message names the active execution", async ({ expect }) => {
    await using place = await running();
    const surroundings = moving(place);
    const ended = await place.run([...disable, "--drain", "wait", "--drain-timeout", "5s"], surroundings);
    const { changes, exitCode } = printed(ended);
    expect([exitCode, changes]).toMatchObject([
      3,
      [{ result: "done", drained: false, error: { code: "still-active" } }],
    ]);
    expect(surroundings.waited()).toBe(5000);
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
    expect(
      (await place.run(["disable", "2", "-w", "7", "--drain", "wait", "--drain-timeout", "1s"], moving(place))).stdout,
    ).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  2  disabled  unchanged, still active
            the schedule of integration 2 is off, but its execution 10001 is still Running: the run waited 1s
            Look at it: \`skyvia-schedules executions 2 --active -w 7\`. \`cancel\` and \`kill\` end it.

      Applied: 0 done, 1 unchanged, 0 failed.
      "
    `);
  });

  test("no active execution: one read, drained; `none` is the default, and reads nothing", async ({ expect }) => {
    await using place = await openPlace();
    const ended = await place.run([...disable, "--drain", "wait"]);
    expect([ended.code, printed(ended).changes]).toMatchObject([0, [{ drained: true }]]);
    expect(requests(place).filter((line) => line.includes("executions"))).toEqual(["GET 2/executions/active"]);
    const plain = await place.run(["disable", "3", "-w", "7", "--format", "json"]);
    expect(printed(plain).changes[0]).not.toHaveProperty("drained");
    expect(requests(place).filter((line) => line.includes("3/executions"))).toEqual([]);
  });

  test("a schedule that is off already is drained too, and an undefined schedule has nothing to drain", async ({
    expect,
  }) => {
    await using place = await running();
    await place.run(disable);
    const ended = await place.run([...disable, "--drain", "wait"], moving(place));
    expect([ended.code, printed(ended).changes]).toMatchObject([0, [{ result: "unchanged", drained: true }]]);
    const late = await running();
    await late.run(disable);
    const cut = await late.run([...disable, "--drain", "wait", "--drain-timeout", "1s"], moving(late));
    await late[Symbol.asyncDispose]();
    expect([cut.code, printed(cut).changes]).toMatchObject([3, [{ result: "unchanged", drained: false }]]);
    const none = await place.run(["disable", "5", "-w", "7", "--drain", "wait", "--format", "json"]);
    expect(printed(none).changes[0]).not.toHaveProperty("drained");
  });

  test("apply drains the schedules that it disables before it enables any", async ({ expect }) => {
    await using place = await running();
    const ended = await place.run(["apply", "--yes", "--drain", "wait", "--format", "json"], moving(place));
    expect(printed(ended).changes).toMatchObject([
      { integrationId: 1, action: "enable", result: "done" },
      { integrationId: 2, action: "disable", result: "done", drained: true },
      { integrationId: 3, action: "disable", result: "done", drained: true },
    ]);
    expect(printed(ended).changes[0]).not.toHaveProperty("drained");
    const lines = requests(place);
    expect(lines.findLastIndex((line) => line.includes("active"))).toBeLessThan(
      lines.indexOf("POST 1/schedule/enable"),
    );
  });

  test("`drain:` of an entry is for its integrations, also from a saved plan; the flag wins", async ({ expect }) => {
    const text = config.replace("reason: replaced by 1", "reason: replaced by 1\n        drain: wait");
    for (const [lines, drained] of [
      [[["apply", "--yes"]], true],
      [
        [
          ["plan", "--out", "plan.json"],
          ["apply", "plan.json", "--yes"],
        ],
        true,
      ],
      [[["apply", "--yes", "--drain", "none"]], undefined],
    ] as const) {
      await using place = await running(text);
      const [last, ...first] = lines.toReversed();
      for (const line of first) await place.run(line);
      const ended = await place.run([...(last ?? []), "--format", "json"], moving(place));
      const changes = printed(ended).changes as readonly { integrationId: number; drained?: boolean }[];
      expect([ended.code, changes.map(({ drained: found }) => found)]).toEqual([0, [undefined, drained, undefined]]);
    }
    await using place = await running(text.replace("drain: wait", "drain: stop"));
    expect(await place.run(["validate"])).toMatchObject({ code: 5, stderr: expect.stringContaining("drain") });
  });

  test("freeze drains the workspace; with the same snapshot again it also drains schedules that are off already", async ({
    expect,
  }) => {
    await using place = await running();
    const freeze = ["freeze", "-w", "7", "--snapshot", "frozen.json", "--reason", "x", "--yes", "--format", "json"];
    const first = await place.run([...freeze, "--drain", "wait", "--drain-timeout", "2s"], moving(place));
    expect([first.code, printed(first).changes]).toMatchObject([3, [{ drained: false }, { drained: true }, {}, {}]]);
    const again = await place.run([...freeze, "--drain", "wait"], moving(place));
    expect([again.code, printed(again).changes]).toMatchObject([
      0,
      [{ result: "unchanged", drained: true }, {}, {}, {}],
    ]);
  });

  test("a signal ends the wait at once: 3, and nothing is enabled after it", async ({ expect }) => {
    await using place = await running();
    let signal: (name: "SIGINT") => void = () => {};
    const ended = await place.run(["apply", "--yes", "--drain", "wait", "--format", "json"], {
      ...moving(place),
      sleep: async (_, aborted) => {
        signal("SIGINT");
        expect(aborted?.aborted).toBe(true);
      },
      onSignal: (listener) => {
        signal = listener;
        return () => {};
      },
    });
    expect([ended.code, printed(ended).changes]).toMatchObject([
      3,
      [{ result: "not-started" }, { result: "done", drained: false }, { result: "done" }],
    ]);
  });

  test("an execution that cannot be read, or canceled: done, drained false, 3", async ({ expect }) => {
    await using place = await running();
    place.emulator.addFault({ match: { operation: "getActiveExecution" }, fault: { type: "status", status: 404 } });
    const ended = await place.run([...disable, "--drain", "wait"], moving(place));
    expect([ended.code, printed(ended).changes]).toMatchObject([3, [{ result: "done", drained: false }]]);
  });

  test.for<readonly string[]>([
    ["--drain", "kill"],
    ["--drain-timeout", "0"],
    ["--drain-timeout", "4"],
  ])("%j is 5", async (flags, { expect }) => {
    await using place = await openPlace();
    expect([(await place.run([...disable, ...flags])).code, requests(place)]).toEqual([5, []]);
  });
});

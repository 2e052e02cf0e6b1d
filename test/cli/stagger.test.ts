import type { Seed } from "@skyvia-schedules/emulator";
import { describe, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";

const freeze = ["freeze", "-w", "7", "--snapshot", "frozen.json", "--reason", "migration", "--yes"] as const;
const thaw = ["thaw", "--snapshot", "frozen.json", "--stagger", "2", "--every", "3m", "--yes"] as const;

/** Five enabled schedules. The runs of integration 3 fail. */
const five: Seed = {
  workspaces: [
    {
      id: 7,
      name: "Production",
      integrations: [1, 2, 3, 4, 5].map((id) => ({
        id,
        name: `I${id}`,
        schedule: "enabled" as const,
        ...(id === 3 ? { runs: { ends: "failed" as const } } : {}),
      })),
    },
  ],
};

async function frozen(): Promise<Place> {
  const place = await openPlace({ seed: five });
  await place.run(freeze);
  place.emulator.clearRequests();
  return place;
}

/** A run whose waits move the clock of the emulator, too. `before`: what happens before a wait of at least a minute. */
function waiting(place: Place, before: (nth: number) => unknown = () => {}): RunOptions & { readonly waits: number[] } {
  const waits: number[] = [];
  const start = Date.now();
  const elapsed = (): number => waits.reduce((sum, ms) => sum + ms, 0);
  return {
    waits,
    now: () => start + elapsed(),
    sleep: async (ms) => {
      if (ms >= 60_000) {
        before(waits.length + 1);
        place.emulator.clock.set(start + elapsed() + ms);
        waits.push(ms);
      }
    },
  };
}

function results(run: Parameters<typeof printed>[0]): unknown[] {
  return printed(run).changes.map(({ integrationId, result }) => `${integrationId} ${result}`);
}

const calls = (place: Place, end: string): string[] =>
  place.emulator.requests().flatMap(({ path }) => (path.includes(end) ? [path.split("/").at(-2) ?? ""] : []));

describe.concurrent("thaw --stagger", () => {
  test("restores wave by wave, and reads the runs of everything restored before each next wave", async ({ expect }) => {
    await using place = await frozen();
    const surroundings = waiting(place);
    const ended = await place.run([...thaw, "--format", "json"], surroundings);
    expect([ended.code, surroundings.waits]).toEqual([0, [180_000, 180_000]]);
    expect(results(ended)).toEqual(["1 done", "2 done", "3 done", "4 done", "5 done"]);
    expect(calls(place, "/executions").toSorted()).toEqual(["1", "1", "2", "2", "3", "4"]);
    expect(ended.stderr.split("\n").slice(0, 2)).toEqual([
      "2 restored, 3 left: the next wave follows in 3m",
      "4 restored, 1 left: the next wave follows in 3m",
    ]);
    expect(JSON.parse(place.read("frozen.json"))).toHaveProperty("thawedAt");
  });

  test("one failed run since the thaw stops it: the rest is not-started, 3, and a later thaw restores the rest", async ({
    expect,
  }) => {
    await using place = await frozen();
    const surroundings = waiting(place, (nth) => nth === 2 && place.emulator.world.run(7, 3));
    const ended = await place.run([...thaw, "--format", "json"], surroundings);
    expect(ended.code).toBe(3);
    expect(results(ended)).toEqual(["1 done", "2 done", "3 done", "4 done", "5 not-started"]);
    expect(printed(ended).error).toMatchObject({
      code: "execution-failed",
      message: expect.stringMatching(
        /^integration 3 "I3" was restored, and its execution \d+ has failed since then; 1 change not/,
      ),
    });
    expect(JSON.parse(place.read("frozen.json"))).not.toHaveProperty("thawedAt");
    expect((await place.run(thaw, waiting(place))).code).toBe(0);
    expect(place.emulator.world.schedule(7, 5)).toBe("enabled");
  });

  test("a failed run from before the thaw stops nothing, nor does one of an integration that is not restored", async ({
    expect,
  }) => {
    await using place = await frozen();
    place.emulator.clock.move(-3_600_000);
    place.emulator.world.run(7, 3);
    expect((await place.run(thaw, waiting(place))).code).toBe(0);
  });

  test("executions that cannot be read stop it too", async ({ expect }) => {
    await using place = await frozen();
    place.emulator.addFault({ match: { operation: "listExecutions" }, fault: { type: "status", status: 404 } });
    const ended = await place.run([...thaw, "--format", "json"], waiting(place));
    expect([ended.code, results(ended).slice(2)]).toEqual([3, ["3 not-started", "4 not-started", "5 not-started"]]);
  });

  test("a signal while it waits leaves the rest, 3", async ({ expect }) => {
    await using place = await frozen();
    let signal: (name: "SIGINT") => void = () => {};
    const surroundings = waiting(place, () => signal("SIGINT"));
    const ended = await place.run([...thaw, "--format", "json"], {
      ...surroundings,
      onSignal: (listener) => {
        signal = listener;
        return () => {};
      },
    });
    expect([ended.code, results(ended)]).toEqual([
      3,
      ["1 done", "2 done", "3 not-started", "4 not-started", "5 not-started"],
    ]);
    expect(printed(ended).error).toMatchObject({ code: "interrupted" });
    expect(calls(place, "/executions")).toEqual([]);
  });

  test("without --every it waits two minutes", async ({ expect }) => {
    await using place = await frozen();
    const surroundings = waiting(place);
    expect((await place.run([...thaw.slice(0, 5), "--yes"], surroundings)).code).toBe(0);
    expect(surroundings.waits).toEqual([120_000, 120_000]);
  });

  test.for<readonly string[]>([
    ["--every", "2m"],
    ["--stagger", "0"],
    ["--stagger", "2", "--every", "0"],
  ])("%j is 5, and nothing is sent", async (flags, { expect }) => {
    await using place = await frozen();
    expect((await place.run([...thaw.slice(0, 3), "--yes", ...flags])).code).toBe(5);
    expect(place.emulator.requests()).toEqual([]);
  });
});

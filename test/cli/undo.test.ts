import { describe, test } from "vitest";
import { openPlace, type Place } from "./place.ts";
import { config } from "./world.ts";

const ledger = ["--ledger", "ledger.jsonl", "--yes"] as const;

async function applied(): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  await place.run(["apply", ...ledger]);
  return place;
}

async function states(place: Place): Promise<string> {
  return (await place.run(["import", "-w", "7"])).stdout;
}

function lines(place: Place): Record<string, unknown>[] {
  const text = place.read("ledger.jsonl").trimEnd();
  return text.split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe.concurrent("undo", () => {
  test("--last switches back what the last run has switched, and records it in the ledger", async ({ expect }) => {
    await using place = await openPlace();
    place.write("skyvia.yaml", config);
    const before = await states(place);
    await place.run(["apply", ...ledger]);
    expect(await states(place)).not.toBe(before);
    expect((await place.run(["undo", "--last", ...ledger])).stdout).toMatchInlineSnapshot(`
      "Workspace 7
        - disable  1  Nightly orders  enabled → disabled  done
        + enable   2  Hourly leads    disabled → enabled  done
        + enable   3  stg-orders      disabled → enabled  done

      Applied: 3 done, 0 failed.
      "
    `);
    expect(await states(place)).toBe(before);
    expect(new Set(lines(place).map(({ command }) => command))).toContain("undo");
  });

  test("a run by its id, but not the run after it", async ({ expect }) => {
    await using place = await applied();
    const run = String(lines(place)[0]?.["run"]);
    await place.run(["disable", "8", "-w", "7", "--ledger", "ledger.jsonl"]);
    const writes = place.writes().length;
    expect((await place.run(["undo", run, ...ledger])).code).toBe(0);
    expect(
      place
        .writes()
        .slice(writes)
        .filter((write) => write.includes("/8/")),
    ).toEqual([]);
  });

  test("twice: the second --last takes the run before the undo again, and finds nothing to do", async ({ expect }) => {
    await using place = await applied();
    await place.run(["undo", "--last", ...ledger]);
    const writes = place.writes().length;
    expect((await place.run(["undo", "--last", ...ledger])).code).toBe(0);
    expect(place.writes()).toHaveLength(writes);
  });

  test("a schedule that somebody changed since is a conflict", async ({ expect }) => {
    await using place = await applied();
    place.emulator.world.undefineSchedule(7, 1);
    const { code, stderr } = await place.run(["undo", "--last", ...ledger]);
    expect([code, stderr]).toEqual([
      3,
      expect.stringContaining("integration 1 was disabled, then enabled, and has no schedule any more"),
    ]);
  });

  test.for<{ title: string; args: readonly string[]; code: number; says: string }>([
    { title: "an unknown run", args: ["undo", "nope", ...ledger], code: 5, says: 'has no run "nope"' },
    {
      title: "neither a run nor --last",
      args: ["undo", ...ledger],
      code: 5,
      says: "undo takes the id of a run, or --last",
    },
    {
      title: "both",
      args: ["undo", "nope", "--last", ...ledger],
      code: 5,
      says: "undo takes the id of a run, or --last",
    },
    { title: "no ledger", args: ["undo", "--last", "--yes"], code: 5, says: "--ledger" },
    {
      title: "a ledger that is not there",
      args: ["undo", "--last", "--ledger", "no.jsonl", "--yes"],
      code: 5,
      says: "cannot be read (ENOENT)",
    },
    {
      title: "an id that the run did not write",
      args: ["undo", "--last", "--ours", "99", ...ledger],
      code: 5,
      says: "has no integration 99",
    },
    {
      title: "another API",
      args: ["undo", "--last", "--base-url", "http://127.0.0.1:1", ...ledger],
      code: 5,
      says: "has no run with a write at http://127.0.0.1:1",
    },
    { title: "no confirmation", args: ["undo", "--last", "--ledger", "ledger.jsonl"], code: 5, says: "--yes" },
    { title: "--read-only", args: ["undo", "--last", "--read-only", ...ledger], code: 4, says: "--read-only" },
  ])("$title is refused, and nothing is written", async ({ args, code, says }, { expect }) => {
    await using place = await applied();
    const writes = place.writes().length;
    const ended = await place.run(args);
    expect([ended.code, ended.stderr]).toEqual([code, expect.stringContaining(says)]);
    expect(place.writes()).toHaveLength(writes);
  });

  test("an undo by its id is refused", async ({ expect }) => {
    await using place = await applied();
    await place.run(["undo", "--last", ...ledger]);
    const undone = lines(place).find(({ command }) => command === "undo");
    expect(await place.run(["undo", String(undone?.["run"]), ...ledger])).toMatchObject({
      code: 5,
      stderr: expect.stringContaining("is an undo itself"),
    });
  });

  test("a run that is still active is 4; a killed run is undone", async ({ expect }) => {
    await using place = await applied();
    const text = place.read("ledger.jsonl").trimEnd().split("\n");
    place.write("ledger.jsonl", `${text.slice(0, -1).join("\n")}\n`);
    const alive = await place.run(["undo", "--last", ...ledger], { isAlive: () => true });
    expect([alive.code, alive.stderr]).toEqual([4, expect.stringMatching(/its process \d+ is alive/)]);
    expect((await place.run(["undo", "--last", ...ledger], { isAlive: () => false })).code).toBe(0);
  });

  test("an incomplete last line is ignored with a notice", async ({ expect }) => {
    await using place = await applied();
    place.write("ledger.jsonl", `${place.read("ledger.jsonl")}{"event":"intent","run":"cut`);
    const { code, stderr } = await place.run(["undo", "--last", ...ledger]);
    expect([code, stderr]).toEqual([
      0,
      expect.stringMatching(/^note: ledger\.jsonl:\d+ was cut short and is ignored\n$/),
    ]);
  });
});

import { describe, test } from "vitest";
import { generateSeed } from "@skyvia-schedules/emulator";
import { openPlace, type Place } from "./place.ts";
import { startWatch, type Watching } from "./watching.ts";
import { config } from "./world.ts";

const minute = 60_000;
const ledger = ["--ledger", "ledger.jsonl"];

/** The small world; it is as the files say. */
async function openSteady(content = config): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  await place.run(["apply", "--yes", ...ledger], { now: () => Date.parse("2026-11-24T11:00:00Z") });
  place.write("skyvia.yaml", content);
  place.emulator.clearRequests();
  return place;
}

function codes(watching: Watching): readonly unknown[] {
  return watching.log().flatMap(({ event, code }) => (event === "problem" ? [code] : []));
}

interface Line {
  readonly event: string;
  readonly run: string;
  readonly command?: string;
  readonly cause?: string;
  readonly integrationId?: number;
  readonly exitCode?: number;
  readonly result?: string;
}

function lines(place: Place): readonly Line[] {
  const text = place.read("ledger.jsonl").trimEnd();
  return text.split("\n").map((line) => JSON.parse(line) as Line);
}

describe.concurrent("watch --correct", () => {
  test("switches back, at the next sweep, what was switched outside; without --correct nothing is written", async ({
    expect,
  }) => {
    await using place = await openSteady();
    const reporting = startWatch(place, ["--interval", "10m", ...ledger]);
    await reporting.pass(1);
    place.emulator.world.enable(7, 2);
    await reporting.pass(10 * minute);
    await reporting.stop();
    expect(place.writes()).toEqual([]);
    const correcting = startWatch(place, ["--interval", "10m", "--correct", ...ledger]);
    await correcting.pass(1);
    await correcting.stop();
    expect(place.writes()).toEqual(["POST /v1/workspaces/7/integrations/2/schedule/disable"]);
    expect(correcting.log().find(({ event }) => event === "write")).toMatchObject({
      level: "info",
      integrationId: 2,
      result: "done",
      cause: "turned-on-outside",
    });
  });

  test("asks no question, even if stdin is a terminal", async ({ expect }) => {
    await using place = await openSteady();
    place.emulator.world.enable(7, 2);
    const watching = startWatch(place, ["--correct"]);
    await watching.pass(1);
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
    expect((await watching.stop()).stderr).toBe("");
  });

  test("each sweep that writes is a separate run in the ledger: intent, result, end", async ({ expect }) => {
    await using place = await openSteady();
    const before = lines(place).length;
    const watching = startWatch(place, ["--correct", "--interval", "10m", ...ledger]);
    await watching.pass(1);
    for (const id of [2, 3]) {
      place.emulator.world.enable(7, id);
      await watching.pass(10 * minute);
    }
    await watching.pass(10 * minute);
    await watching.stop();
    const written = lines(place).slice(before);
    expect(written.map(({ event }) => event)).toEqual(["intent", "result", "end", "intent", "result", "end"]);
    expect(written[0]).toMatchObject({ command: "watch", cause: "turned-on-outside", integrationId: 2 });
    expect(written.map(({ exitCode = null }) => exitCode)).toEqual([null, null, 0, null, null, 0]);
    expect(new Set(written.map(({ run }) => run)).size).toBe(2);
    const undone = await place.run(["undo", "--last", ...ledger, "--yes", "--reason", "test"]);
    expect([undone.code, place.emulator.world.schedule(7, 3)]).toEqual([0, "enabled"]);
  });

  test("the flap brake: the third time within 24 h the schedule is left and reported, and the rest is corrected", async ({
    expect,
  }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--interval", "10m", ...ledger]);
    await watching.pass(1);
    for (let nth = 0; nth < 4; nth++) {
      place.emulator.world.enable(7, 2);
      await watching.pass(10 * minute);
    }
    const toggles = place.writes();
    expect(toggles).toHaveLength(2);
    expect(codes(watching)).toEqual(["flapping"]);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
    place.emulator.world.enable(7, 3);
    await watching.pass(10 * minute);
    expect(place.emulator.world.schedule(7, 3)).toBe("disabled");
    await watching.stop();
  });

  test("a limit: nothing is written, it is reported once, and watch continues", async ({ expect }) => {
    await using place = await openPlace({ seed: generateSeed(40) });
    const all =
      'version: 1\nworkspaces:\n  - id: 1\n    integrations:\n      - match: "*"\n        schedule: disabled\n';
    place.write("skyvia.yaml", all);
    const watching = startWatch(place, ["--correct", "--interval", "10m"]);
    await watching.pass(25 * minute);
    expect([place.writes(), codes(watching)]).toEqual([[], ["limit-exceeded"]]);
    expect(watching.log().findLast(({ event }) => event === "sweep")?.message).toContain("blocked");
    await watching.stop();
  });

  test("--max-disable allows it", async ({ expect }) => {
    await using place = await openSteady();
    for (const id of [2, 3]) place.emulator.world.enable(7, id);
    const blocked = startWatch(place, ["--correct", "--max-disable", "1"]);
    await blocked.pass(1);
    await blocked.stop();
    expect(place.writes()).toEqual([]);
    const allowed = startWatch(place, ["--correct", "--max-disable", "2"]);
    await allowed.pass(1);
    await allowed.stop();
    expect(place.writes()).toHaveLength(2);
  });

  test("a freeze in the files that would switch more than the limit is blocked", async ({ expect }) => {
    const freeze = "freezes:\n  - { name: move, from: 2026-11-24T12:01:00Z, until: 2026-11-24T13:00:00Z }\n";
    await using place = await openSteady(config + freeze);
    const watching = startWatch(place, ["--correct", "--max-disable", "0", "--interval", "1h"]);
    await watching.pass(minute);
    expect([place.writes(), codes(watching)]).toEqual([[], ["limit-exceeded"]]);
    await watching.stop();
  });

  test("a protected entry is left, shown with its place, and switched with --override and --reason", async ({
    expect,
  }) => {
    const guarded = config.replace("reason: replaced by 1", "protected: true");
    await using place = await openSteady(guarded);
    place.emulator.world.enable(7, 2);
    const watching = startWatch(place, ["--correct", ...ledger]);
    await watching.pass(1);
    await watching.stop();
    expect([place.writes(), codes(watching)]).toEqual([[], ["protected"]]);
    const overriding = startWatch(place, ["--correct", ...ledger, "--override", "protected:2", "--reason", "agreed"]);
    await overriding.pass(1);
    await overriding.stop();
    expect(place.emulator.world.schedule(7, 2)).toBe("disabled");
    expect(lines(place).at(-3)).toMatchObject({ event: "intent", reason: "agreed", override: "protected:2" });
  });

  test("unmanaged: fail writes nothing", async ({ expect }) => {
    await using place = await openSteady(config.replace("name: Production", "name: Production\n    unmanaged: fail"));
    place.emulator.world.enable(7, 2);
    const watching = startWatch(place, ["--correct"]);
    await watching.pass(1);
    expect([place.writes(), codes(watching)]).toEqual([[], ["unmanaged-not-allowed"]]);
    await watching.stop();
  });

  test("mode: observe is reported and never written", async ({ expect }) => {
    await using place = await openSteady(config.replace("reason: replaced by 1", "mode: observe"));
    place.emulator.world.enable(7, 2);
    const watching = startWatch(place, ["--correct"]);
    await watching.pass(1);
    await watching.stop();
    expect(place.writes()).toEqual([]);
    expect(watching.log().find(({ event }) => event === "drift")?.message).toContain("observed");
  });

  test("--read-only reports, whatever --correct says", async ({ expect }) => {
    await using place = await openSteady();
    place.emulator.world.enable(7, 2);
    const watching = startWatch(place, ["--correct", "--read-only"]);
    await watching.pass(1);
    expect(await watching.get("/readyz")).toMatchObject({ status: 200 });
    await watching.stop();
    expect(place.writes()).toEqual([]);
    expect(watching.log()[0]?.message).toContain("only reports what differs");
  });

  test("integrations that no entry covers are never written", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct", "--interval", "10m"]);
    await watching.pass(1);
    place.emulator.world.disable(7, 6);
    place.emulator.world.disable(9, 1);
    await watching.pass(30 * minute);
    await watching.stop();
    expect(place.writes()).toEqual([]);
  });

  test("without a ledger it says that it cannot notice repeated switches", async ({ expect }) => {
    await using place = await openSteady();
    const watching = startWatch(place, ["--correct"]);
    await watching.pass(1);
    await watching.stop();
    expect(watching.log()[1]).toMatchObject({ level: "warn", event: "no-ledger" });
  });
});

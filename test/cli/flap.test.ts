import { describe, test } from "vitest";
import { printed } from "./laws.ts";
import { openPlace, type Place, type RunOptions } from "./place.ts";
import { config } from "./world.ts";

const start = Date.parse("2026-11-26T08:00:00Z");
const hour = 3_600_000;
const at = (hours: number): RunOptions => ({ now: () => start + hours * hour });
const apply = ["apply", "--yes", "--ledger", "ledger.jsonl", "--format", "json"] as const;
const correct = ["drift", "--correct", ...apply.slice(1)] as const;

/** Applied at 0:00. Somebody switched integration 2 on at 1:00 and at 2:00, and each time it was switched back. */
async function putBackTwice(line: readonly string[] = apply): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  await place.run(apply, at(0));
  for (const nth of [1, 2]) {
    place.emulator.world.enable(7, 2);
    await place.run(line, at(nth));
  }
  place.emulator.world.enable(7, 2);
  return place;
}

function causes(place: Place): readonly (string | null)[] {
  const lines = place.read("ledger.jsonl").trimEnd().split("\n");
  return lines
    .map((line) => JSON.parse(line) as { readonly event: string; readonly cause: string | null })
    .flatMap(({ event, cause }) => (event === "intent" ? [cause] : []));
}

describe.concurrent("the flap brake", () => {
  test.for([
    ["apply", apply],
    ["drift --correct", correct],
  ] as const)(
    "leaves a schedule as it is the third time, after %s switched it back twice within 24 h: shown, and 4",
    async ([, line], { expect }) => {
      await using place = await putBackTwice(line);
      expect(causes(place).slice(3)).toEqual(["turned-on-outside", "turned-on-outside"]);
      const before = place.writes();
      const ended = await place.run(line, at(3));
      const { problems, error } = printed(ended);
      expect([ended.code, problems.map(({ code }) => code), error?.code]).toEqual([4, ["flapping"], "flapping"]);
      expect(problems[0]).toMatchObject({
        message:
          'integration 2 "Hourly leads" was switched back 2 times within 24 h and was changed again, so it is left as it is, not disabled',
        source: { file: "skyvia.yaml", line: 12 },
      });
      expect(place.writes()).toEqual(before);
      const text = await place.run(line.slice(0, -2), at(3));
      expect(text.stdout).toContain("blocked: nothing was written (flapping)");
    },
  );

  test("explain with the ledger says that an apply would leave the schedule as it is", async ({ expect }) => {
    await using place = await putBackTwice();
    const explain = ["explain", "2", "-w", "7", "-f", "skyvia.yaml"] as const;
    const { stdout } = await place.run([...explain, "--ledger", "ledger.jsonl"], at(3));
    expect(stdout).toContain("Now `apply` would leave it alone: integration 2");
    expect(stdout).toContain("was switched back 2 times within 24 h");
    expect((await place.run(explain, at(3))).stdout).toContain("Now `apply` would disable it");
  });

  test("does the rest: 3, and the change that is left out is not-started", async ({ expect }) => {
    await using place = await putBackTwice();
    place.emulator.world.enable(7, 3);
    const ended = await place.run(apply, at(3));
    expect([ended.code, printed(ended).changes.map(({ integrationId, result }) => [integrationId, result])]).toEqual([
      3,
      [
        [2, "not-started"],
        [3, "done"],
      ],
    ]);
    expect(place.emulator.world.schedule(7, 2)).toBe("enabled");
  });

  test("also counts writes of a saved plan", async ({ expect }) => {
    await using place = await putBackTwice();
    await place.run(["plan", "--out", "plan.json"], at(3));
    const ended = await place.run(["apply", "plan.json", ...apply.slice(1)], at(3));
    expect([ended.code, printed(ended).error?.code]).toEqual([4, "flapping"]);
  });

  test("--override flap:<id> switches it back once more, with its reason in the ledger", async ({ expect }) => {
    await using place = await putBackTwice();
    const override = ["--override", "flap:2"];
    expect((await place.run([...apply, ...override], at(3))).code).toBe(5);
    const ended = await place.run([...apply, ...override, "--reason", "agreed with ana"], at(3));
    expect([ended.code, place.emulator.world.schedule(7, 2)]).toEqual([0, "disabled"]);
    expect(place.read("ledger.jsonl")).toContain('"override":"flap:2"');
    place.emulator.world.enable(7, 2);
    expect((await place.run([...apply, "--override", "protected:2", "--reason", "x"], at(4))).code).toBe(4);
    expect((await place.run([...apply, "--override", "flap:7/2", "--reason", "x"], at(4))).code).toBe(0);
  });

  test("does not act after 24 h, for later edits of the files, or without a ledger", async ({ expect }) => {
    await using place = await putBackTwice();
    place.write(
      "other.yaml",
      config.replace("Hourly leads\n        schedule: disabled", "Hourly leads\n        schedule: enabled"),
    );
    place.emulator.world.disable(7, 2);
    expect((await place.run([...apply, "-f", "other.yaml"], at(3))).code).toBe(0);
    expect((await place.run([...apply], at(3.1))).code, "an edit does not count as a correction").toBe(0);
    place.emulator.world.enable(7, 2);
    expect((await place.run(["apply", "--yes", "--format", "json"], at(3))).code).toBe(0);
    place.emulator.world.enable(7, 2);
    expect((await place.run(apply, at(25.01))).code).toBe(0);
  });

  test("drift alone shows it, and is 2 as usual", async ({ expect }) => {
    await using place = await putBackTwice();
    const ended = await place.run(["drift", "--ledger", "ledger.jsonl", "--format", "json"], at(3));
    expect([ended.code, printed(ended).problems.map(({ code }) => code)]).toEqual([2, ["flapping"]]);
  });
});

import { describe, test, type ExpectStatic } from "vitest";
import { runs } from "../laws/runs.ts";
import { openPlace, type Place } from "./place.ts";
import { startWatch, type Watching } from "./watching.ts";

const managed = 30;
const others = 5;

const integrations = Array.from({ length: managed + others }, (_, n) => ({
  id: 101 + n,
  name: n < managed ? `Job ${n}` : `Own ${n}`,
  schedule: n % 2 === 0 ? ("enabled" as const) : ("disabled" as const),
}));

/** Every managed integration should stay as it is at the start. */
const entries = integrations
  .slice(0, managed)
  .map(({ id, schedule }) => `      - { id: ${id}, schedule: ${schedule} }\n`);
const wanted = `version: 1\nworkspaces:\n  - id: 7\n    integrations:\n${entries.join("")}`;

async function openWorkshop(): Promise<Place> {
  const place = await openPlace({ seed: { workspaces: [{ id: 7, name: "Production", integrations }] } });
  place.write("skyvia.yaml", wanted);
  return place;
}

/** Numbers from 0 up to 1, the same ones every time. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

function toggle({ emulator: { world } }: Place, id: number): void {
  if (world.schedule(7, id) === "enabled") world.disable(7, id);
  else world.enable(7, id);
}

const states = ({ emulator: { world } }: Place): readonly string[] =>
  integrations.map(({ id }) => world.schedule(7, id));

async function passBoth(watchers: readonly Watching[], milliseconds: number): Promise<void> {
  await Promise.all(watchers.map(async (watching) => watching.pass(milliseconds)));
}

describe.concurrent("two watchers at once, without a lock", () => {
  test.for(Array.from({ length: runs(2).numRuns }, (_, n) => n + 1))(
    "with a person who toggles (history %i): live schedules are as the files say, unmanaged ones as the person left them",
    async (seed, { expect }) => {
      await using place = await openWorkshop();
      const random = createRandom(seed);
      const both = [1, 2].map((n) => {
        const args = [
          "--correct",
          "--interval",
          "1m",
          "--ledger",
          `ledger${n}.jsonl`,
          "--max-disable",
          "30",
          "--max-enable",
          "30",
        ];
        return startWatch(place, [...args, "--override", ...flaps(), "--reason", "a person toggles"], {
          random,
          longSleeps: 5000,
        });
      });
      const own = new Map<number, string>();
      for (let round = 0; round < 8; round++) {
        for (let count = 0; count < 4; count++) {
          const id = 101 + Math.floor(random() * integrations.length);
          toggle(place, id);
          if (id >= 101 + managed) own.set(id, place.emulator.world.schedule(7, id));
        }
        const sweeping = passBoth(both, 20_000 + random() * 60_000);
        toggle(place, 101 + Math.floor(random() * managed)); // between a listing and a write
        await sweeping;
      }
      await passBoth(both, 3 * 60_000);
      expect(states(place)).toEqual(integrations.map(({ id, schedule }) => own.get(id) ?? schedule));
      const written = place.writes().map((path) => Number(/integrations\/(\d+)/.exec(path)?.[1]));
      expect(written.filter((id) => id >= 101 + managed)).toEqual([]);
      const before = place.writes().length;
      await passBoth(both, 5 * 60_000);
      expect(place.writes()).toHaveLength(before);
      for (const watching of both) {
        expect(watching.log().filter(({ level }) => level === "error")).toEqual([]);
        expect((await watching.stop()).code).toBe(0);
      }
    },
  );

  test("that share a ledger: every intent has its result, and the flap brake counts the writes of both", async ({
    expect,
  }) => {
    await using place = await openWorkshop();
    const both = await watchTogether(place);
    const before = place.writes().length;
    await enableAgainAndAgain(place, async () => passBoth(both, 2 * 60_000));
    await expectBrake(expect, place, both);
    expect(place.writes().length - before).toBeLessThanOrEqual(4); // two each, if neither has seen what the other wrote
    const lines = place
      .read("ledger.jsonl")
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line) as { event: string });
    const count = (event: string): number => lines.filter((line) => line.event === event).length;
    expect(count("intent")).toBe(count("result"));
  });

  test("that share a ledger and sweep in turns: each corrects once, and the third time neither does", async ({
    expect,
  }) => {
    await using place = await openWorkshop();
    const both = await watchTogether(place);
    const before = place.writes().length;
    let turn = 0;
    await enableAgainAndAgain(place, async () => {
      const order = turn++ % 2 === 0 ? both : both.toReversed();
      for (const watching of order) await watching.pass(2 * 60_000);
    });
    await expectBrake(expect, place, both);
    expect(place.writes().length - before).toBe(2);
  });
});

/** Two watches that correct, and write to one ledger, which has an apply of the files from the minute before. Each has ended its first sweep. */
async function watchTogether(place: Place): Promise<readonly Watching[]> {
  const now = (): number => Date.parse("2026-11-24T11:59:00Z");
  toggle(place, 101); // an apply without a change writes nothing to the ledger
  await place.run(["apply", "--yes", "--ledger", "ledger.jsonl"], { now });
  const args = ["--correct", "--interval", "1m", "--ledger", "ledger.jsonl"];
  const both = [startWatch(place, args, { longSleeps: 5000 }), startWatch(place, args, { longSleeps: 5000 })];
  await passBoth(both, 1);
  return both;
}

/** A person enables schedule 102 five times, which the files want disabled. */
async function enableAgainAndAgain({ emulator }: Place, pass: () => Promise<void>): Promise<void> {
  for (let nth = 0; nth < 5; nth++) {
    emulator.world.enable(7, 102);
    await pass();
  }
}

/** The last switch of the person stays, and both watches say why. Ends them. */
async function expectBrake(expect: ExpectStatic, place: Place, both: readonly Watching[]): Promise<void> {
  expect(place.emulator.world.schedule(7, 102)).toBe("enabled");
  for (const watching of both) {
    expect(watching.log().some(({ code }) => code === "flapping")).toBe(true);
    await watching.stop();
  }
}

/** One override for every managed integration, because this history is not about the brake. */
function flaps(): readonly string[] {
  return Array.from({ length: managed }, (_, n) => `flap:${101 + n}`).flatMap((one, n) =>
    n === 0 ? [one] : ["--override", one],
  );
}

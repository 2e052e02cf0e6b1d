import * as fc from "fast-check";
import { describe, test } from "vitest";
import { openPlace, type Place } from "../cli/place.ts";
import { config } from "../cli/world.ts";
import { runs } from "./runs.ts";

/**
 * Loaded before the tool: the process kills itself before its n-th step that leaves a trace in a file. The writes to the API
 * lie between the lines of the ledger, so that a kill before and after each of them is among these.
 */
function killedBefore(step: number): string {
  const script = `
    import fs from "node:fs";
    import { syncBuiltinESMExports } from "node:module";
    const handle = await fs.promises.open(process.execPath);
    const files = Object.getPrototypeOf(handle);
    await handle.close();
    let seen = 0;
    const step = () => { if (seen++ === ${step}) process.kill(process.pid, "SIGKILL"); };
    const watch = (owner, name) => {
      const work = owner[name];
      owner[name] = function (...args) { step(); return work.apply(this, args); };
    };
    for (const name of ["link", "rename", "rm", "chmod"]) watch(fs.promises, name);
    for (const name of ["write", "writeFile", "sync", "datasync", "truncate"]) watch(files, name);
    syncBuiltinESMExports();`;
  return `--import=data:text/javascript,${encodeURIComponent(script)}`;
}

const reason = ["--reason", "INC-4711", "--owner", "ana"];
const ledger = ["--ledger", "ledger.jsonl"];
const file = ["-f", "skyvia.yaml"];
const snapshot = ["--snapshot", "frozen.json"];
const at = { now: () => Date.parse("2026-11-26T08:00:00Z") };
const env = { SKYVIA_NOW: "2026-11-26T08:00:00Z" };
const until = ["--until", "2026-11-27T08:00:00Z", "--name", "migration"];
const freeze = ["freeze", "-w", "7", ...snapshot, ...reason, "--yes", ...ledger];
const thaw = ["thaw", ...snapshot, "--yes", ...ledger];
const undo = ["undo", "--last", "--yes", ...ledger];
const apply = ["apply", ...file, "--yes", ...ledger];
const disable = ["disable", "2", "-w", "7", "--for", "4h", ...reason, ...file, ...ledger];

const idsOf = [1, 2, 3, 4, 5, 6, 8];
const statesOf = ({ emulator }: Place): string => idsOf.map((id) => emulator.world.schedule(7, id)).join(" ");

interface Case {
  readonly title: string;
  /** The runs before the one that is killed. */
  readonly first: readonly (readonly string[])[];
  readonly killed: readonly string[];
  /** Runs, each of which must be 0, after which live is as it was at the beginning. */
  readonly after: readonly (readonly string[])[];
  /** What must be true right after the kill. */
  readonly holds?: (place: Place, states: string) => boolean;
}

const isWritten = (place: Place, name: string, text: string): boolean =>
  place.files().includes(name) && place.read(name).includes(text);

const cases: readonly Case[] = [
  {
    title: "a freeze, which thaw restores",
    first: [],
    killed: freeze,
    after: [[...freeze], thaw],
    holds: (place, states) => place.files().includes("frozen.json") || states === statesOf(place),
  },
  {
    title: "a freeze that the file has too: the snapshot comes before the file, and the file before the first write",
    first: [],
    killed: [...freeze, ...file, ...until],
    after: [[...freeze, ...file, ...until], thaw],
    holds: (place, states) =>
      (isWritten(place, "skyvia.yaml", "migration") || states === statesOf(place)) &&
      (place.files().includes("frozen.json") || !isWritten(place, "skyvia.yaml", "migration")),
  },
  { title: "a thaw, which is repeated", first: [freeze], killed: thaw, after: [thaw] },
  { title: "an apply, which undo takes back from the ledger", first: [], killed: apply, after: [undo] },
  { title: "a freeze, which undo takes back from the ledger", first: [], killed: freeze, after: [undo] },
  { title: "an undo, which is repeated", first: [apply], killed: undo, after: [undo] },
  {
    title: "a switch for some time: the hold is in the file before the write",
    first: [],
    killed: disable,
    after: [disable, undo],
    holds: (place, states) => isWritten(place, "skyvia.yaml", "INC-4711") || states === statesOf(place),
  },
];

/** All, or with few runs three of them: each run starts a process. */
const { numRuns } = runs(1);
const played =
  numRuns < 10 ? fc.sample(fc.shuffledSubarray([...cases], { minLength: 3, maxLength: 3 }), 1).flat() : cases;

describe.concurrent("killed (-9) between any two steps that leave a trace", () => {
  test.for(played)("$title", { timeout: 600_000 }, async ({ first, killed, after, holds }, { expect }) => {
    for (const step of points()) {
      await using place = await begun(first);
      const before = statesOf(place);
      const { code } = await place.runBinary(killed, { env, node: [killedBefore(step)] });
      if (code !== null) {
        expect([code, step], "it has ended before this step").toEqual([0, expect.toSatisfy((n: number) => n > fewest)]);
        break;
      }
      if (holds !== undefined) expect(holds(place, before), `after a kill before step ${step}`).toBe(true);
      const writes = place.writes().length;
      for (const args of after) {
        const ended = await place.run(args, at);
        const isNothing = args === undo && writes === 0 && ended.stderr.includes("has no run with a write");
        const isMissing = args === undo && ended.stderr.includes("ENOENT");
        expect(ended.code === 0 || isNothing || isMissing, `step ${step}, ${args[0]}: ${ended.stderr}`).toBe(true);
      }
      const expected = first.length === 0 ? before : original;
      expect(statesOf(place), `after a kill before step ${step}`).toBe(expected);
    }
  });
});

const original = "disabled enabled enabled disabled undefined enabled enabled";

async function begun(first: Case["first"]): Promise<Place> {
  const place = await openPlace();
  place.write("skyvia.yaml", config);
  for (const args of first) await place.run(args, at);
  return place;
}

/** The least number of steps of each run. */
const fewest = 11;

/** Where to kill: at some random step, or, with many runs, at one after the other until a run comes to its end. */
function* points(): Generator<number> {
  if (numRuns < 10) yield* fc.sample(fc.nat(fewest), numRuns);
  else for (let step = 0; ; step++) yield step;
}

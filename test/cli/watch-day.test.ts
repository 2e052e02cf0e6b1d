import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { openPlace } from "./place.ts";
import { startWatch } from "./watching.ts";
import { runs } from "../laws/runs.ts";

const hour = 3_600_000;

/** 995 of 1,000 integrations should be on, and are. */
const integrations = Array.from({ length: 1000 }, (_, n) => ({
  id: 101 + n,
  name: n < 995 ? `Job ${n}` : `Old ${n}`,
  schedule: n < 995 ? ("enabled" as const) : ("disabled" as const),
}));
const wanted =
  'version: 1\nworkspaces:\n  - id: 7\n    integrations:\n      - match: "Job *"\n        schedule: enabled\n';

/** Pages of a listing of 1,000: 6 are needed, and waves of 1, 2 and 4 read 7. */
const pages = 7;
/** A sweep a minute where many random cases are asked for, as in CI: 1,440; else one in half an hour. */
const minutes = runs(1).numRuns >= 10 ? 1 : 30;
const sweeps = 1440 / minutes;
const light = pages + 3 + 10; // three proofs, and a sample of 1 %
const full = pages + 995;

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

function megabytes(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed / 1e6;
}

test(`24 hours, ${sweeps} sweeps of 1,000 integrations: no write, exact calls, flat memory`, async () => {
  await using place = await openPlace({ seed: { workspaces: [{ id: 7, name: "Production", integrations }] } });
  place.write("skyvia.yaml", wanted);
  const watching = startWatch(place, ["--correct", "--interval", `${minutes}m`, "--ledger", "ledger.jsonl"], {
    longSleeps: 20_000,
  });
  let early = 0;
  let calls = 0;
  for (let passed = 0; passed < 24; passed++) {
    await watching.pass(passed < 23 ? hour : hour - 1000);
    const requests = place.emulator.requests();
    calls += requests.length;
    expect(requests.every(({ method }) => method === "GET")).toBe(true);
    place.emulator.clearRequests();
    if (passed === 3) early = megabytes();
  }
  expect(watching.sweeps()).toEqual(["full start", ...Array.from({ length: sweeps - 1 }, () => "light interval")]);
  expect(calls).toBe(full + (sweeps - 1) * light);
  expect(place.files()).toEqual(["skyvia.yaml"]);
  expect(megabytes() - early).toBeLessThan(3);
  await watching.pass(1000);
  expect([watching.sweeps().at(-1), place.emulator.requests().length]).toEqual(["full interval", full]);
  await watching.pass(minutes * 60_000);
  expect(watching.sweeps().at(-1)).toBe("light interval");
  expect((await watching.stop()).code).toBe(0);
}, 600_000);

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulatorProcess, type EmulatorProcess } from "./emulator-process.ts";
import { interleave, type Measured } from "./interleave.ts";
import { timeProcess, type Command } from "./process-time.ts";
import type { Workload } from "./workload.ts";

/** The goal of a row, as a ratio to its baseline. */
export interface Goal {
  readonly goal: number;
  /** Never above this. */
  readonly limit: number;
}

/** One benchmark. */
export interface Row {
  readonly name: string;
  readonly what: string;
  readonly baseline: string;
  readonly goal: Goal | null;
  readonly measure: (place: Place) => Promise<Result>;
}

/** Where a row works. */
export interface Place {
  readonly folder: string;
  readonly workload: Workload;
}

export interface Result extends Measured {
  readonly rounds: number;
  /** API calls of one run of the tool; null if it makes none. */
  readonly calls: number | null;
}

const tool = fileURLToPath(new URL("../packages/cli/bin/skyvia-schedules.js", import.meta.url));
const baseline = (name: string): string => fileURLToPath(new URL(`./baselines/${name}.js`, import.meta.url));

/** The number of calls in flight with which the client starts and the baselines run. */
const concurrency = 8;

/** All benchmarks, in the order of the documentation. */
export const rows: readonly Row[] = [
  {
    name: "plan-globs",
    what: "plan of 10,000 selected by two globs, 0 ms",
    baseline: "the same requests by bare undici.request",
    goal: { goal: 0.9, limit: 1 },
    measure: ({ folder, workload }) =>
      withEmulator(workload, 0, async (emulator) => {
        const plan = planOf(emulator, workload.globs);
        const { calls, paths } = await recordPaths(emulator, plan, join(folder, "globs.paths"));
        const loop = { args: [baseline("request-loop"), emulator.url, emulator.token, `${concurrency}`, paths] };
        return { ...interleave(plan, loop, 9), rounds: 9, calls };
      }),
  },
  {
    name: "plan-ids",
    what: "plan of 10,000 entries by id, 0 ms",
    baseline: "YAML.parse of the file, then the same requests by bare undici.request",
    goal: { goal: 0.9, limit: 1 },
    measure: ({ folder, workload }) =>
      withEmulator(workload, 0, async (emulator) => {
        const plan = planOf(emulator, workload.ids);
        const { calls, paths } = await recordPaths(emulator, plan, join(folder, "ids.paths"));
        const { url, token } = emulator;
        const loop = { args: [baseline("parse-then-loop"), workload.ids, url, token, `${concurrency}`, paths] };
        return { ...interleave(plan, loop, 9), rounds: 9, calls };
      }),
  },
  {
    name: "plan-latency",
    what: "plan of 10,000 selected by two globs, 50 ms, --concurrency auto",
    baseline: "ceil(calls / 64) x 50 ms: 64 in flight from the first call on",
    goal: { goal: 1.3, limit: 1.5 },
    measure: ({ folder, workload }) =>
      withEmulator(workload, 50, async (emulator) => {
        const plan = planOf(emulator, workload.globs);
        const { calls } = await recordPaths(emulator, plan, join(folder, "latency.paths"));
        return { ...interleave(plan, Math.ceil(calls / 64) * 50, 3), rounds: 3, calls };
      }),
  },
  lightRow("plan-light", 0, 9),
  lightRow("plan-light-latency", 50, 3),
  {
    name: "plan-names",
    what: "plan of 100 by name of 10,000, 50 ms",
    baseline: "(1 + ceil((calls - 1) / 8)) x 50 ms: the first call is sent alone",
    goal: null,
    measure: ({ folder, workload }) =>
      withEmulator(workload, 50, async (emulator) => {
        const plan = planOf(emulator, workload.names);
        const { calls } = await recordPaths(emulator, plan, join(folder, "names.paths"));
        const waves = 1 + Math.ceil((calls - 1) / concurrency);
        return { ...interleave(plan, waves * 50, 5), rounds: 5, calls };
      }),
  },
  {
    name: "version",
    what: "version",
    baseline: "node -e 0",
    goal: { goal: 1.15, limit: 1.3 },
    measure: async () => ({
      ...interleave({ args: [tool, "version"] }, { args: ["-e", "0"] }, 40),
      rounds: 40,
      calls: null,
    }),
  },
  {
    name: "validate",
    what: "validate of 10,000 entries by id",
    baseline: "YAML.parse of the file",
    goal: { goal: 1.1, limit: 1.1 },
    measure: async ({ workload }) => {
      const validate = { args: [tool, "validate", "-f", workload.ids] };
      return { ...interleave(validate, { args: [baseline("parse"), workload.ids] }, 11), rounds: 11, calls: null };
    },
  },
];

function planOf({ url, token }: EmulatorProcess, file: string, flags: readonly string[] = []): Command {
  return { args: [tool, "plan", "-f", file, ...flags], env: { SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token } };
}

/** Runs the tool once and records its requests: the baseline sends the same in the same order. */
async function recordPaths(
  emulator: EmulatorProcess,
  command: Command,
  file: string,
): Promise<{ readonly calls: number; readonly paths: string }> {
  await emulator.clear();
  timeProcess(command);
  const paths = await emulator.paths();
  writeFileSync(file, paths.join("\n"));
  return { calls: paths.length, paths: file };
}

/** A light plan beside a full one. */
function lightRow(name: string, latency: number, rounds: number): Row {
  return {
    name,
    what: `plan --light of 10,000 selected by two globs, all but ten enabled, ${latency} ms`,
    baseline: "the full plan",
    goal: null,
    measure: ({ folder, workload: { quietSeed: seed, globs } }) =>
      withEmulator({ seed }, latency, async (emulator) => {
        const full = planOf(emulator, globs);
        const light = { ...full, args: [...full.args, "--light"] };
        const { calls } = await recordPaths(emulator, light, join(folder, `${name}.paths`));
        return { ...interleave(light, full, rounds), rounds, calls };
      }),
  };
}

async function withEmulator<T>(
  { seed }: Pick<Workload, "seed">,
  latency: number,
  work: (emulator: EmulatorProcess) => Promise<T>,
): Promise<T> {
  const emulator = await startEmulatorProcess(tool, seed, latency);
  try {
    return await work(emulator);
  } finally {
    await emulator.close();
  }
}

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmulatorProcess, type EmulatorProcess } from "../emulator-process.ts";
import { spread } from "../interleave.ts";
import { timeBeside, type Command } from "../process-time.ts";
import { writeWorkload } from "../workload.ts";

/** The baselines: fixed numbers of calls in flight. */
export const fixedNumbers: readonly number[] = [8, 16, 32, 64];

export interface WorkersMeasured {
  /** The median of all rounds. */
  readonly seconds: number;
  /** Milliseconds of a call at the server, queueing included: the median of all rounds. */
  readonly latency: number;
}

const workers = { count: 16, service: 50 };
const tool = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));
const loop = fileURLToPath(new URL("../baselines/request-loop.js", import.meta.url));

/** Times a plan of 10,000 and the same requests with fixed numbers in flight, in turns, by name or number. */
export async function measureWorkers(
  folder: string,
  rounds: number,
): Promise<Readonly<Record<string, WorkersMeasured>>> {
  const workload = writeWorkload(join(folder, "workers"), 10_000);
  const emulator = await startEmulatorProcess(tool, workload.seed);
  try {
    const { url, token } = emulator;
    const env = { SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token };
    const plan = { args: [tool, "plan", "-f", workload.globs], env };
    await timeBeside(plan);
    const paths = join(folder, "workers.paths");
    writeFileSync(paths, (await emulator.paths()).join("\n"));
    const runs = new Map<string, Command>([
      ["auto", plan],
      ...fixedNumbers.map((number) => [`${number}`, { args: [loop, url, token, `${number}`, paths] }] as const),
    ]);
    const found: Record<string, { ms: number; latency: number }[]> = {};
    for (let round = 0; round < rounds; round++)
      for (const [name, command] of runs)
        (found[name] ??= []).push(await measured(emulator, () => timeBeside(command)));
    return Object.fromEntries(
      Object.entries(found).map(([name, all]) => [
        name,
        {
          seconds: spread(all.map(({ ms }) => ms)).median / 1000,
          latency: spread(all.map((one) => one.latency)).median,
        },
      ]),
    );
  } finally {
    await emulator.close();
  }
}

async function measured(
  emulator: EmulatorProcess,
  run: () => Promise<number>,
): Promise<{ ms: number; latency: number }> {
  await emulator.setLoad({ workers });
  const ms = await run();
  return { ms, latency: (await emulator.load()).meanTime };
}

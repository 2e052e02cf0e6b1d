import { availableParallelism, cpus } from "node:os";
import { playHistories } from "../test/laws/time/histories.ts";

/**
 * Plays random histories of holds, freezes, people, kills and time, and prints how many and how long they took. If a history breaks a law, it ends with the
 * smallest such history. Arguments: the number of histories (10,000), and a seed.
 */
const [count = "10000", seed = String(Date.now() % 2 ** 31)] = process.argv.slice(2);
print(`Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`);
const started = process.cpuUsage();
const begun = performance.now();
const { steps } = await playHistories({ numRuns: Number(count), seed: Number(seed) });
const { user, system } = process.cpuUsage(started);
const seconds = ((performance.now() - begun) / 1000).toFixed(1);
print(
  `${count} histories of ${steps} steps in ${seconds} s (${((user + system) / 1e6).toFixed(1)} s of CPU), seed ${seed}: no law is broken`,
);

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

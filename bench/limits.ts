import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { drawCurves } from "./limits/curve.ts";
import { rateCases, measureRate, type RateCase } from "./limits/rate.ts";
import { fixedNumbers, measureWorkers } from "./limits/workers.ts";

/**
 * Measures how the tool finds the limits of a server: of a rate, for each case one `import` in parallel with a few others, because it mostly waits; of a number
 * of workers, a plan of 10,000 in turns with fixed numbers in flight. `curve` draws the limiter's behaviour in virtual time. Arguments: `rate`, `workers`,
 * `curve` or `all` (the default), how many cases of a rate run at a time (3), and the rounds of the plan (3).
 */
const [part = "all", beside = "3", rounds = "3"] = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), "skyvia-schedules-limits-"));
try {
  print(`Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`);
  if (part === "all" || part === "rate") await rates();
  if (part === "all" || part === "workers") await workers();
  if (part === "all" || part === "curve") curve();
} finally {
  rmSync(folder, { recursive: true });
}

/** Writes the drawing of docs/decisions/limiter.md, and prints its numbers. */
function curve(): void {
  const { table, svg } = drawCurves();
  writeFileSync(new URL("../docs/decisions/limiter.svg", import.meta.url), svg);
  print(`\n${table}`);
}

async function rates(): Promise<void> {
  print("\nimport behind a token bucket: time / ideal time, calls / formula (goals: 1.5 and 1.10)");
  const waiting = [...rateCases];
  const work = async (): Promise<void> => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await rate(next);
  };
  await Promise.all(Array.from({ length: Number(beside) }, work));
}

async function rate(one: RateCase): Promise<void> {
  const { time, calls, seconds } = await measureRate(folder, one);
  const name = `${one.perSecond}/s, burst ${one.burst}, ${one.inFlight} in flight, Retry-After ${one.retryAfter}`;
  const verdict = time <= 1.5 && calls <= 1.1 ? "met" : "NOT MET";
  print(`  ${name.padEnd(52)} ${time.toFixed(2)}  ${calls.toFixed(3)}  ${seconds.toFixed(1)} s  ${verdict}`);
}

async function workers(): Promise<void> {
  const found = await measureWorkers(folder, Number(rounds));
  print("\nplan of 10,000 at a server that works on 16 calls at a time, 50 ms each");
  for (const number of fixedNumbers) print(`  ${String(number).padStart(4)} in flight, always: ${line(found[number])}`);
  print(`  auto: ${line(found["auto"])}`);
  const best = Math.min(...fixedNumbers.map((number) => found[number]?.seconds ?? Infinity));
  const time = (found["auto"]?.seconds ?? Infinity) / best;
  const latency = (found["auto"]?.latency ?? Infinity) / 50;
  print(`  auto / best fixed number: ${time.toFixed(2)} (goal 1.2: ${time <= 1.2 ? "met" : "NOT MET"})`);
  print(`  latency of auto / 50 ms: ${latency.toFixed(2)} (goal 2: ${latency <= 2 ? "met" : "NOT MET"})`);
}

function line(measured: { readonly seconds: number; readonly latency: number } | undefined): string {
  return measured === undefined ? "-" : `${measured.seconds.toFixed(1)} s, ${measured.latency} ms a call`;
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

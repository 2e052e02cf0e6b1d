import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, cpus, tmpdir } from "node:os";
import { join } from "node:path";
import { emulatorRate } from "./emulator-rate.ts";
import { rows, type Result, type Row } from "./rows.ts";
import { writeWorkload } from "./workload.ts";

/** Runs the benchmarks named on the command line, or all. `emulator` measures the rate at which the emulator answers. */
const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => name !== "emulator" && rows.every((row) => row.name !== name));
if (unknown.length > 0) {
  process.stderr.write(
    `unknown: ${unknown.join(" ")}\nThere are: ${rows.map(({ name }) => name).join(" ")} emulator\n`,
  );
  process.exit(5);
}
const isWanted = (name: string): boolean => wanted.length === 0 || wanted.includes(name);

const folder = mkdtempSync(join(tmpdir(), "skyvia-schedules-bench-"));
try {
  process.stdout.write(
    `Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})\n`,
  );
  const place = { folder, workload: writeWorkload(folder, 10_000) };
  for (const row of rows) if (isWanted(row.name)) process.stdout.write(`\n${report(row, await row.measure(place))}`);
  if (isWanted("emulator")) {
    const rate = await emulatorRate(place.workload.seed);
    process.stdout.write(`\nemulator: ${Math.round(rate).toLocaleString("en")} GET schedule a second (goal: 10,000)\n`);
  }
} finally {
  rmSync(folder, { recursive: true });
}

function report({ name, what, baseline, goal }: Row, { tool, baseline: base, ratio, rounds, calls }: Result): string {
  const ms = (value: number): string => `${value.toFixed(0)} ms`;
  const times = (value: number): string => value.toFixed(3);
  const verdict =
    goal === null ? "" : `, goal ${goal.goal}: ${ratio.median <= goal.goal ? "met" : "NOT MET"}${above(goal.limit)}`;
  function above(limit: number): string {
    return ratio.median > limit ? `, and above the limit of ${limit}` : "";
  }
  return [
    `${name}: ${what}`,
    `  tool      ${ms(tool.median)} (${ms(tool.min)} to ${ms(tool.max)})${calls === null ? "" : `, ${calls} calls`}`,
    `  baseline  ${ms(base.median)} (${ms(base.min)} to ${ms(base.max)}): ${baseline}`,
    `  ratio     ${times(ratio.median)} (${times(ratio.min)} to ${times(ratio.max)}), ${rounds} rounds${verdict}`,
    "",
  ].join("\n");
}

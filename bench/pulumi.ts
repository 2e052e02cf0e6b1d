import { availableParallelism, cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { placeEngine } from "../scripts/engine/place-engine.ts";
import { startEmulatorProcess } from "./emulator-process.ts";
import { spread, type Spread } from "./interleave.ts";
import { openProject } from "./pulumi/project.ts";
import { bulkOf, noOps, schedulesOf, writeWorkspace } from "./pulumi/programs.ts";

/**
 * What the provider costs beside what the engine costs by itself: the first `up`, the next one and a refresh, each of a project of its own, in
 * turns. Milliseconds of wall clock, the emulator 5 ms away.
 */
const rounds = Number(process.argv[2] ?? 3);
const latency = 5;
const tool = fileURLToPath(new URL("../packages/cli/bin/skyvia-schedules.js", import.meta.url));

interface Measured {
  readonly ms: readonly number[];
  readonly calls: readonly number[];
}

const subjects = [
  { name: "500 no-op resources", program: noOps(500) },
  { name: "500 IntegrationSchedule", program: schedulesOf(500) },
  { name: "WorkspaceSchedules of 500", program: bulkOf(500) },
  { name: "WorkspaceSchedules of 5,000", program: bulkOf(5_000) },
] as const;
const commands = ["up", "up again", "refresh"] as const;
const found = new Map<string, { ms: number[]; calls: number[] }>();

const engine = await placeEngine((line) => process.stderr.write(`${line}\n`));
process.stdout.write(
  `Pulumi ${engine.version}, Node ${process.versions.node}, ${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"}), ${rounds} rounds\n`,
);
for (let round = 0; round < rounds; round++) {
  for (const { name, program } of subjects) {
    const seed = writeWorkspace(5_000);
    const emulator = await startEmulatorProcess(tool, seed.file, latency);
    const project = openProject(engine, program, emulator);
    try {
      for (const command of commands) {
        await emulator.clear();
        const ms = project.run(command === "refresh" ? "refresh --yes --skip-preview" : "up --yes --skip-preview");
        const times = found.get(`${name}: ${command}`) ?? { ms: [], calls: [] };
        times.ms.push(ms);
        times.calls.push((await emulator.paths()).length);
        found.set(`${name}: ${command}`, times);
      }
    } finally {
      project.close();
      await emulator.close();
      seed.remove();
    }
  }
}

for (const command of commands) {
  const base = row(subjects[0].name, command);
  process.stdout.write(`\n${command}\n`);
  for (const { name } of subjects) process.stdout.write(`${report(name, row(name, command), base)}\n`);
}

function row(name: string, command: string): Measured {
  return found.get(`${name}: ${command}`) ?? { ms: [], calls: [] };
}

function report(name: string, { ms, calls }: Measured, base: Measured): string {
  const seconds = ({ median, min, max }: Spread): string =>
    `${(median / 1000).toFixed(2)} s (${(min / 1000).toFixed(2)} to ${(max / 1000).toFixed(2)})`;
  const ratio = spread(ms.map((value, round) => value / (base.ms[round] ?? Number.NaN)));
  return `  ${name.padEnd(28)} ${seconds(spread(ms)).padEnd(26)} ratio ${ratio.median.toFixed(3)}  ${Math.max(...calls)} calls`;
}

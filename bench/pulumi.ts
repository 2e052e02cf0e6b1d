import { availableParallelism, cpus } from "node:os";
import { placeEngine } from "../scripts/engine/place-engine.ts";
import { spread, type Spread } from "./interleave.ts";
import { commands, measure, type Command, type Measured } from "./pulumi/measure.ts";
import { bulkOf, constantNoOps, noOps, schedulesOf } from "./pulumi/programs.ts";

/** Times the provider on the real engine beside resources that do nothing: what the engine costs by itself. Takes the number of rounds. */
const rounds = Number(process.argv[2] ?? 3);
const subjects = {
  "500 no-op resources": noOps(500),
  "500 of a constant text": constantNoOps(500),
  "500 IntegrationSchedule": schedulesOf(500),
  "WorkspaceSchedules of 500": bulkOf(500),
  "WorkspaceSchedules of 5,000": bulkOf(5_000),
};
type Subject = keyof typeof subjects;

const engine = await placeEngine((line) => process.stderr.write(`${line}\n`));
const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`;
process.stdout.write(`Pulumi ${engine.version}, Node ${process.versions.node}, ${machine}, ${rounds} rounds\n`);
const found = await measure(engine, subjects, rounds);

for (const command of commands) {
  process.stdout.write(`\n${command}\n`);
  for (const name of Object.keys(subjects) as Subject[]) process.stdout.write(`  ${report(name, command)}\n`);
}

const pages = Math.ceil((5_000 - 1) / 199); // of the listing of the workspace
process.stdout.write("\ngoals\n");
for (const [goal, isMet] of [
  [
    "up of 500 IntegrationSchedule in at most 1.1 times the 500 no-op resources",
    ratio("500 IntegrationSchedule", "up") <= 1.1,
  ],
  [
    "up of WorkspaceSchedules of 5,000 in less time than the 500 no-op resources",
    ratio("WorkspaceSchedules of 5,000", "up") < 1,
  ],
  ["up without changes: 0 calls", (Object.keys(subjects) as Subject[]).every((name) => most(name, "up again") === 0)],
  [
    `refresh of 500 IntegrationSchedule: at most ${pages} + 500 calls`,
    most("500 IntegrationSchedule", "refresh") <= pages + 500,
  ],
] as const) {
  process.stdout.write(`  ${isMet ? "met    " : "NOT MET"}  ${goal}\n`);
}

function row(name: Subject, command: Command): Measured {
  return found[name][command];
}

function most(name: Subject, command: Command): number {
  return Math.max(...row(name, command).calls);
}

/** Of a subject to the no-op resources of the same round: the median. */
function ratio(name: Subject, command: Command): number {
  const base = row("500 no-op resources", command).ms;
  return spread(row(name, command).ms.map((ms, round) => ms / (base[round] ?? Number.NaN))).median;
}

function report(name: Subject, command: Command): string {
  const seconds = ({ median, min, max }: Spread): string =>
    `${(median / 1000).toFixed(1)} s (${(min / 1000).toFixed(1)} to ${(max / 1000).toFixed(1)})`;
  const time = seconds(spread(row(name, command).ms)).padEnd(24);
  return `${name.padEnd(28)} ${time} ratio ${ratio(name, command).toFixed(3)}  ${most(name, command)} calls`;
}

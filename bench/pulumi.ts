import { availableParallelism, cpus, loadavg } from "node:os";
import { placeEngine } from "../scripts/engine/place-engine.ts";
import { spread, type Spread } from "./interleave.ts";
import { commands, measure, type Command, type Measured } from "./pulumi/measure.ts";
import { placePlugin } from "./pulumi/place-plugin.ts";
import { bulkOf, constantNoOps, noOps, schedulesOf } from "./pulumi/programs.ts";

/**
 * Times both hosts of the provider, the dynamic package and the plugin, on the real engine, and resources that do nothing, which show the cost of the engine
 * itself. Takes the number of rounds.
 */
const rounds = Number(process.argv[2] ?? 3);
const subjects = {
  "500 no-op resources": noOps(500),
  "500 of a constant text": constantNoOps(500),
  "500 IntegrationSchedule": schedulesOf(500),
  "500 of the plugin": schedulesOf(500, "@skyvia-schedules/pulumi-skyvia"),
  "WorkspaceSchedules of 500": bulkOf(500),
  "the same of the plugin": bulkOf(500, "@skyvia-schedules/pulumi-skyvia"),
  "WorkspaceSchedules of 5,000": bulkOf(5_000),
};
type Subject = keyof typeof subjects;

const engine = await placeEngine((line) => process.stderr.write(`${line}\n`));
const machine = `${availableParallelism()} cores (${cpus()[0]?.model ?? "unknown"})`;
const load = loadavg()[0]?.toFixed(1);
process.stdout.write(
  `Pulumi ${engine.version}, Node ${process.versions.node}, ${machine}, load ${load} before, ${rounds} rounds\n`,
);
const plugin = await placePlugin((line) => process.stderr.write(`${line}\n`));
const found = await measure(engine, plugin, subjects, rounds).finally(() => plugin.remove());

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
  [
    "up of 500 IntegrationSchedule of the plugin in no more processor time than of the dynamic package",
    ratio("500 of the plugin", "up", "cpuMs") <= ratio("500 IntegrationSchedule", "up", "cpuMs"),
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
function ratio(name: Subject, command: Command, of: "ms" | "cpuMs" = "ms"): number {
  const base = row("500 no-op resources", command)[of];
  return spread(row(name, command)[of].map((ms, round) => ms / (base[round] ?? Number.NaN))).median;
}

function report(name: Subject, command: Command): string {
  const seconds = ({ median, min, max }: Spread): string =>
    `${(median / 1000).toFixed(1)} s (${(min / 1000).toFixed(1)} to ${(max / 1000).toFixed(1)})`;
  const time = seconds(spread(row(name, command).ms)).padEnd(24);
  const cpu = `cpu ${seconds(spread(row(name, command).cpuMs))}`.padEnd(28);
  const size = `${Math.round(spread(row(name, command).stateBytes).median / 1000)} kB`;
  const ratios = `ratio ${ratio(name, command).toFixed(2)}, of cpu ${ratio(name, command, "cpuMs").toFixed(2)}`;
  return `${name.padEnd(28)} ${time} ${cpu} ${ratios}  ${most(name, command)} calls  state ${size}`;
}

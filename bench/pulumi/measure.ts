import { fileURLToPath } from "node:url";
import type { Engine } from "../../scripts/engine/engine.ts";
import { startEmulatorProcess } from "../emulator-process.ts";
import { writeWorkspace } from "./programs.ts";
import { openProject, type Plugin } from "./project.ts";

const tool = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));

/** Run in this order in a project: the first `up` creates all, the next one finds nothing to do. */
export const commands = ["up", "up again", "refresh"] as const;

export type Command = (typeof commands)[number];

/** One value a round. */
export interface Measured {
  /** Of wall clock. */
  readonly ms: number[];
  /** Of processor. */
  readonly cpuMs: number[];
  /** To the API. */
  readonly calls: number[];
  /** Of the state file after it. */
  readonly stateBytes: number[];
}

/** Runs every program in turns, each time in its own project with its own emulator 5 ms away, whose workspace has 5,000 schedules that are off. */
export async function measure<Name extends string>(
  engine: Engine,
  plugin: Plugin,
  programs: Readonly<Record<Name, string>>,
  rounds: number,
): Promise<Readonly<Record<Name, Readonly<Record<Command, Measured>>>>> {
  const names = Object.keys(programs) as Name[];
  const nothing = (): Record<Command, Measured> => ({ up: none(), "up again": none(), refresh: none() });
  const found = Object.fromEntries(names.map((name) => [name, nothing()])) as Record<Name, Record<Command, Measured>>;
  const seed = writeWorkspace(5_000);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of names) await runOnce(engine, plugin, programs[name], seed.file, found[name]);
    }
  } finally {
    seed.remove();
  }
  return found;
}

function none(): Measured {
  return { ms: [], cpuMs: [], calls: [], stateBytes: [] };
}

async function runOnce(
  engine: Engine,
  plugin: Plugin,
  program: string,
  seed: string,
  into: Readonly<Record<Command, Measured>>,
): Promise<void> {
  const emulator = await startEmulatorProcess(tool, seed, 5);
  const project = await openProject(engine, program, plugin, emulator);
  try {
    for (const command of commands) {
      await emulator.clear();
      const { ms, cpuMs } = await project.run(`${command.replace(" again", "")} --yes --skip-preview`);
      into[command].ms.push(ms);
      into[command].cpuMs.push(cpuMs);
      into[command].calls.push((await emulator.paths()).length);
      into[command].stateBytes.push(project.stateBytes());
    }
  } finally {
    project.close();
    await emulator.close();
  }
}

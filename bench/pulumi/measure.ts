import { fileURLToPath } from "node:url";
import type { Engine } from "../../scripts/engine/engine.ts";
import { startEmulatorProcess } from "../emulator-process.ts";
import { writeWorkspace } from "./programs.ts";
import { openProject } from "./project.ts";

const tool = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));

/** Run in this order in a project: the first `up` creates all, the next one finds nothing to do. */
export const commands = ["up", "up again", "refresh"] as const;

export type Command = (typeof commands)[number];

/** One value a round. */
export interface Measured {
  /** Of wall clock. */
  readonly ms: number[];
  /** To the API. */
  readonly calls: number[];
}

/**
 * Runs every program in turns, each time in a project of its own with an emulator of its own 5 ms away, whose workspace has 5,000 schedules
 * that are off.
 */
export async function measure<Name extends string>(
  engine: Engine,
  programs: Readonly<Record<Name, string>>,
  rounds: number,
): Promise<Readonly<Record<Name, Readonly<Record<Command, Measured>>>>> {
  const names = Object.keys(programs) as Name[];
  const nothing = (): Record<Command, Measured> => ({ up: none(), "up again": none(), refresh: none() });
  const found = Object.fromEntries(names.map((name) => [name, nothing()])) as Record<Name, Record<Command, Measured>>;
  const seed = writeWorkspace(5_000);
  try {
    for (let round = 0; round < rounds; round++) {
      for (const name of names) await runOnce(engine, programs[name], seed.file, found[name]);
    }
  } finally {
    seed.remove();
  }
  return found;
}

function none(): Measured {
  return { ms: [], calls: [] };
}

async function runOnce(
  engine: Engine,
  program: string,
  seed: string,
  into: Readonly<Record<Command, Measured>>,
): Promise<void> {
  const emulator = await startEmulatorProcess(tool, seed, 5);
  const project = openProject(engine, program, emulator);
  try {
    for (const command of commands) {
      await emulator.clear();
      into[command].ms.push(project.run(`${command.replace(" again", "")} --yes --skip-preview`));
      into[command].calls.push((await emulator.paths()).length);
    }
  } finally {
    project.close();
    await emulator.close();
  }
}

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Io } from "skyvia-schedules/io";
import { run } from "skyvia-schedules/run";
import type { Ended } from "./binary.ts";

/** The output of a run so far. */
export interface Written {
  stdout: string;
  stderr: string;
}

/** Parts of the `Io` of a run. */
export interface Given extends Partial<Omit<Io, "cwd">>, Pick<Io, "cwd"> {
  /** Called for each wait, in ms: a server beside the run can move its clock too. */
  readonly onWait?: (ms: number) => void;
}

/** The `Io` of a run in this process: no terminal, no signals, waits that take no time, and timers that do. `written` gets the output; `given` replaces any part. */
export function testIo(written: Written, { onWait, ...given }: Given): Io {
  const output = (stream: "stdout" | "stderr") => ({
    isTerminal: false,
    columns: 80,
    failure: null,
    flush: async () => {},
    write: (text: string): void => {
      written[stream] += text;
    },
  });
  let slept = 0;
  return {
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: Readable.from([]),
    terminal: null,
    env: {},
    selfCommand: [],
    userName: () => "tester",
    pid: 4711,
    host: "machine",
    isAlive: () => false,
    newId: () => randomUUID(),
    now: () => Date.now() + slept,
    monotonic: () => performance.now() + slept,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept += ms; // the clocks move, and nobody waits
      onWait?.(ms);
    },
    startTimer: (ms, onTime) => {
      const timer = setTimeout(onTime, ms);
      return () => clearTimeout(timer);
    },
    random: () => 0,
    onSignal: () => () => {},
    ...given,
  };
}

/** Runs one command line in this process, all of it but the bin. Relative paths start at `given.cwd`. */
export async function runHere(args: readonly string[], given: Given): Promise<Ended> {
  const written: Written = { stdout: "", stderr: "" };
  const { exitCode } = await run(args, testIo(written, given));
  return { code: exitCode, ...written };
}

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";

/** One command to time, from its start to its end. */
export interface Command {
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  /** The exit codes that say that it did its work. Default: 0. */
  readonly exitCodes?: readonly number[];
}

/** The result of a process. */
export interface Timed {
  /** Milliseconds of wall clock, from spawn to exit. */
  readonly ms: number;
  readonly stdout: string;
}

/** Runs a Node process to its end. Throws if it does not end as it should: a failed run is not a measurement. */
export function timeProcess({ args, env = {}, exitCodes = [0] }: Command): Timed {
  const started = performance.now();
  const ended = spawnSync(process.execPath, args, {
    env: { ...process.env, ...env },
    encoding: "utf8",
    maxBuffer: 256 * 1024 * 1024,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const ms = performance.now() - started;
  if (ended.status === null || !exitCodes.includes(ended.status)) {
    throw new Error(
      `node ${args.join(" ")} ended with ${ended.status ?? ended.signal}:\n${ended.stderr.slice(0, 2000)}`,
    );
  }
  return { ms, stdout: ended.stdout };
}

/** The milliseconds of a Node process that runs in parallel with others. Throws if it does not end as it should. */
export async function timeBeside({ args, env = {}, exitCodes = [0] }: Command): Promise<number> {
  const started = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...env },
    stdio: "ignore",
  });
  const [status] = (await once(child, "close")) as [number | null];
  if (status === null || !exitCodes.includes(status)) throw new Error(`node ${args.join(" ")} ended with ${status}`);
  return performance.now() - started;
}

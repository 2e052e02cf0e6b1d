import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { startEmulator, type Emulator, type EmulatorOptions } from "@skyvia-schedules/emulator";
import type { Io } from "skyvia-schedules/io";
import { start, type Ended, type Running, type Surroundings } from "./binary.ts";
import { runHere } from "./in-process.ts";
import { world } from "./world.ts";

/** A separate folder with an emulator, and the tool that works there. */
export interface Place extends AsyncDisposable {
  readonly folder: string;
  readonly emulator: Emulator;
  /** Runs one command line in this process: all of the tool but its bin. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs the built binary to its end: for questions that only a process can answer. */
  runBinary(args: readonly string[], options?: ProcessOptions): Promise<Ended>;
  /** Starts the built binary. */
  start(args: readonly string[], options?: ProcessOptions): Running;
  write(file: string, content: string | Uint8Array): void;
  read(file: string): string;
  /** The names in the folder, sorted. */
  files(): readonly string[];
  /** The requests that change something, as `POST /v1/...`. */
  writes(): readonly string[];
}

export type ProcessOptions = Partial<Surroundings>;

/** The environment of a run. By default: the place's folder, its emulator and token, an empty stdin, waits that take no time. */
export interface RunOptions extends Partial<Omit<Io, "stdin" | "env">> {
  /** In addition to the settings of the place; undefined removes a variable. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** What is on stdin. */
  readonly input?: string;
}

/** Opens a place with the small world of these tests, or another one. */
export async function openPlace(options: EmulatorOptions = {}): Promise<Place> {
  const emulator = await startEmulator({ seed: world, ...options });
  const folder = mkdtempSync(join(tmpdir(), "skyvia-cli-"));
  const settings = { SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token };
  const environment = (env: ProcessOptions["env"]) => ({ ...settings, ...env });
  const begin = (args: readonly string[], { env, ...rest }: ProcessOptions = {}): Running =>
    start(args, { cwd: folder, ...rest, env: environment(env) });
  return {
    folder,
    emulator,
    start: begin,
    runBinary: async (args, given) => begin(args, given).ended,
    run: async (args, { env, input = "", ...rest } = {}) => {
      const surroundings = { PATH: process.env["PATH"], HOME: folder, ...environment(env) };
      return runHere(args, {
        cwd: folder,
        stdin: Readable.from(input === "" ? [] : [input]),
        onWait: (ms) => emulator.clock.move(ms),
        ...rest,
        env: surroundings,
      });
    },
    write: (file, content) => writeFileSync(join(folder, file), content),
    read: (file) => readFileSync(join(folder, file), "utf8"),
    files: () => readdirSync(folder).toSorted(),
    writes: () => emulator.requests().flatMap(({ method, path }) => (method === "GET" ? [] : [`${method} ${path}`])),
    [Symbol.asyncDispose]: async () => {
      await emulator.close();
      rmSync(folder, { recursive: true });
    },
  };
}

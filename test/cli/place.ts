import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmulator, type Emulator, type EmulatorOptions } from "@skyvia-schedules/emulator";
import { start, type Ended, type Running, type Surroundings } from "./binary.ts";
import { world } from "./world.ts";

/** A folder of its own with an emulator beside it, and the binary that works there. */
export interface Place extends AsyncDisposable {
  readonly folder: string;
  readonly emulator: Emulator;
  /** Runs the binary to its end. */
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  start(args: readonly string[], options?: RunOptions): Running;
  write(file: string, content: string | Uint8Array): void;
  read(file: string): string;
  /** The names in the folder, sorted. */
  files(): readonly string[];
  /** The requests that change something, as `POST /v1/...`. */
  writes(): readonly string[];
}

export type RunOptions = Partial<Surroundings>;

/** Opens a place with the small world that all these tests share, or another one. */
export async function openPlace(options: EmulatorOptions = {}): Promise<Place> {
  const emulator = await startEmulator({ seed: world, ...options });
  const folder = mkdtempSync(join(tmpdir(), "skyvia-cli-"));
  const settings = { SKYVIA_BASE_URL: emulator.url, SKYVIA_TOKEN: emulator.token };
  const begin = (args: readonly string[], { env, ...rest }: RunOptions = {}): Running =>
    start(args, { cwd: folder, ...rest, env: { ...settings, ...env } });
  return {
    folder,
    emulator,
    start: begin,
    run: async (args, given) => begin(args, given).ended,
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

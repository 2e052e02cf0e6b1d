import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Emulator } from "@skyvia-schedules/emulator";

/** What a run of the built binary left behind. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

const binary = fileURLToPath(new URL("../../packages/cli/bin/skyvia-schedules.js", import.meta.url));

/** Runs the built binary against an emulator, in a folder, with nothing of this process's environment but PATH. */
export async function verb(emulator: Emulator, folder: string, ...args: readonly string[]): Promise<Ended> {
  const env = { PATH: process.env["PATH"], SKYVIA_TOKEN: emulator.token, SKYVIA_BASE_URL: emulator.url };
  return new Promise((resolve) => {
    execFile(process.execPath, [binary, ...args], { cwd: folder, env }, (error, stdout, stderr) => {
      resolve({ exitCode: typeof error?.code === "number" ? error.code : error === null ? 0 : -1, stdout, stderr });
    }).stdin?.end();
  });
}

/** Lets `work` use a new folder with these files in it, and removes it. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "skyvia-schedules-"));
  try {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

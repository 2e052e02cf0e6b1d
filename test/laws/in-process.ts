import { tmpdir } from "node:os";
import type { Emulator } from "@skyvia-schedules/emulator";
import { runHere } from "../cli/in-process.ts";

/** The effects of a run. */
interface Ran {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs one command line of the CLI inside this process: all of it but the bin. Paths are absolute. */
export async function cli(emulator: Pick<Emulator, "url" | "token">, ...args: readonly string[]): Promise<Ran> {
  return cliIn(tmpdir(), emulator, ...args);
}

/** Runs one command line of the CLI inside this process. Relative paths start at the folder. */
export async function cliIn(
  cwd: string,
  { url, token }: Pick<Emulator, "url" | "token">,
  ...args: readonly string[]
): Promise<Ran> {
  const env = { SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url };
  const { code, stdout, stderr } = await runHere(args, { cwd, env });
  return { exitCode: code ?? 1, stdout, stderr };
}

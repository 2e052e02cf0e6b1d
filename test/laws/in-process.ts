import { tmpdir } from "node:os";
import type { Emulator } from "@skyvia-schedules/emulator";
import { runHere } from "../cli/in-process.ts";

/** Runs one command line of the CLI inside this process: all of it but the bin. Paths are absolute. */
export async function cli(
  { url, token }: Pick<Emulator, "url" | "token">,
  ...args: readonly string[]
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const env = { SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url };
  const { code, stdout, stderr } = await runHere(args, { cwd: tmpdir(), env });
  return { exitCode: code ?? 1, stdout, stderr };
}

import { randomUUID } from "node:crypto";
import { Readable } from "node:stream";
import type { Emulator } from "@skyvia-schedules/emulator";
import { run } from "../../packages/cli/src/command-line/run.ts";

/** Runs one command line of the CLI inside this process: all of it but the bin. */
export async function cli(
  { url, token }: Pick<Emulator, "url" | "token">,
  ...args: readonly string[]
): Promise<{ readonly exitCode: number; readonly stdout: string; readonly stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const output = (stream: "stdout" | "stderr") => ({
    isTerminal: false,
    columns: 80,
    write: (text: string): void => {
      written[stream] += text;
    },
  });
  const exitCode = await run(args, {
    stdout: output("stdout"),
    stderr: output("stderr"),
    stdin: Readable.from([]),
    env: { SKYVIA_TOKEN: token, SKYVIA_BASE_URL: url },
    selfCommand: [],
    userName: () => "tester",
    newId: () => randomUUID(),
    now: () => Date.now(),
    onSignal: () => () => {},
  });
  return { exitCode, ...written };
}

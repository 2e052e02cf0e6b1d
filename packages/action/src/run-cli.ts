import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Io } from "skyvia-schedules/io";
import { errorOf } from "skyvia-schedules/report";
import { run } from "skyvia-schedules/run";
import type { Inputs } from "./inputs.ts";

/** The results of a run of the tool. */
export interface CliRun {
  readonly exitCode: number;
  /** Short enough for a comment; its first line is the summary. */
  readonly markdown: string;
  /** The code of the error that stopped it, if there is one. */
  readonly stoppedBy: string | null;
  /** As lines for the runner. */
  readonly outputs: string;
}

/** Runs the tool in this process. Its files for the runner go into `folder`, a new one; its log goes where it always goes. */
export async function runCli(io: Io, { token }: Inputs, argv: readonly string[], folder: string): Promise<CliRun> {
  const outputs = join(folder, "outputs");
  const summary = join(folder, "summary.md");
  const env: Record<string, string | undefined> = {
    ...io.env,
    ...(token === "" ? {} : { SKYVIA_TOKEN: token }),
    GITHUB_OUTPUT: outputs,
    GITHUB_STEP_SUMMARY: summary,
  };
  for (const name of Object.keys(env)) if (name.startsWith("INPUT_")) delete env[name];
  const { exitCode, report } = await run(argv, {
    stdout: io.stdout,
    stderr: io.stderr,
    stdin: Readable.from([]),
    terminal: null,
    env,
    cwd: io.cwd,
    selfCommand: io.selfCommand,
    userName: () => io.userName(),
    pid: io.pid,
    host: io.host,
    isAlive: (pid) => io.isAlive(pid),
    newId: () => io.newId(),
    now: () => io.now(),
    monotonic: () => io.monotonic(),
    sleep: async (milliseconds, signal) => io.sleep(milliseconds, signal),
    startTimer: (milliseconds, onTime) => io.startTimer(milliseconds, onTime),
    random: () => io.random(),
    onSignal: (listener) => io.onSignal(listener),
  });
  const stoppedBy = report === null ? null : (errorOf(report)?.code ?? null);
  return { exitCode, stoppedBy, markdown: await readOr(summary), outputs: await readOr(outputs) };
}

async function readOr(file: string): Promise<string> {
  return readFile(file, "utf8").catch(() => "");
}

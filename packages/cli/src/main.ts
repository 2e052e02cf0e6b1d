import { writeSync } from "node:fs";
import module from "node:module";
import type { ExitCode } from "./verb/exit-code.ts";
import type { ProcessLike } from "./process/io.ts";
import { versionText } from "./process/version.ts";

/** Runs the command line of a real process, and answers its exit code. */
export async function main(process: ProcessLike): Promise<ExitCode> {
  const args = process.argv.slice(2);
  if (args.length === 1 && args[0] === "version") return printVersion();
  module.enableCompileCache();
  const { createIo } = await import("./process/io.ts");
  const { run } = await import("./command-line/run.ts");
  return run(args, createIo(process));
}

/** Scripts ask this before anything else: nothing more is loaded, and no stream is set up for one line. */
function printVersion(): ExitCode {
  try {
    writeSync(1, versionText());
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EPIPE") throw error; // the reader has gone
  }
  return 0;
}

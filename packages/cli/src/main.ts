import module from "node:module";
import type { ExitCode } from "./exit-code.ts";
import { createIo, type ProcessLike } from "./io.ts";
import { versionText } from "./version.ts";

/** Runs the command line of a real process, and answers its exit code. */
export async function main(process: ProcessLike): Promise<ExitCode> {
  const args = process.argv.slice(2);
  const io = createIo(process);
  if (args.length === 1 && args[0] === "version") {
    io.stdout.write(versionText()); // without loading the command line: scripts ask this before anything else
    return 0;
  }
  module.enableCompileCache();
  const { run } = await import("./run.ts");
  return run(args, io);
}

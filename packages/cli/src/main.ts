import module from "node:module";
import type { ExitCode } from "./exit-code.ts";
import type { ProcessLike } from "./io.ts";
import { versionText } from "./version.ts";

/** Runs the command line of a real process, and answers its exit code. */
export async function main(process: ProcessLike): Promise<ExitCode> {
  const args = process.argv.slice(2);
  if (args.length === 1 && args[0] === "version") {
    process.stdout.write(versionText()); // and nothing else is loaded: scripts ask this before anything else
    return 0;
  }
  module.enableCompileCache();
  const { createIo } = await import("./io.ts");
  const { run } = await import("./run.ts");
  return run(args, createIo(process));
}

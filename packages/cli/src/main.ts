import module from "node:module";
import { completeWord } from "./completion/shells.ts";
import type { ExitCode } from "./verb/exit-code.ts";
import type { ProcessLike } from "./process/create-io.ts";
import { isColourless } from "./process/no-colour.ts";
import { isSingleFile } from "./process/own-file.ts";
import { writeWhole } from "./process/output.ts";
import { versionText } from "./process/version.ts";

/** Runs the command line of a real process, and resolves to its exit code. */
export async function main(process: ProcessLike): Promise<ExitCode> {
  const args = process.argv.slice(2);
  if (isColourless(process.env)) delete process.env["FORCE_COLOR"]; // Node.js prefers it, with a warning on stderr
  if (args.length === 1 && args[0] === "version") return printVersion();
  if (!isSingleFile) module.enableCompileCache();
  const { createIo } = await import("./process/create-io.ts");
  if (args[0] === completeWord) {
    const { answerCompletion } = await import("./completion/answer-completion.ts");
    await answerCompletion(args.slice(1), createIo(process));
    return 0;
  }
  const { run } = await import("./command-line/run.ts");
  return (await run(args, createIo(process))).exitCode;
}

/** Scripts call this first, so it is quick: nothing else is loaded, and no stream is set up for one line. */
function printVersion(): ExitCode {
  try {
    writeWhole(1, versionText());
    return 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EPIPE") return 0; // the reader has gone
    try {
      writeWhole(2, `error: the version could not be printed on stdout (${code})\n`);
    } catch {} // there is no stream left to print on
    return 1;
  }
}

import type { Emulator } from "@skyvia-schedules/emulator";
import type { Context, Verb } from "../verb/context.ts";
import type { EmulatorFlags } from "../flags/emulator-flags.ts";
import { checkOutputFile } from "../files/output-file.ts";
import { readTextFile } from "../files/read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { RunError } from "../verb/run-error.ts";

const emulatorVerb: Verb<EmulatorFlags> = async (context, flags) => {
  if (flags.seed !== undefined && flags.generate !== undefined) {
    throw new RunError("usage", "--seed and --generate cannot be used together", "Leave one of the two out.");
  }
  if (flags.state !== undefined) await checkOutputFile(context.io, flags.state);
  const emulator = await start(context, flags);
  announce(context, emulator);
  await stopped(context);
  await emulator.close();
  return { kind: "silent" };
};

/** A running emulator. Throws a RunError where the seed, the state file or the port cannot be used. */
async function start(context: Context, { port, seed, generate, latency, state }: EmulatorFlags): Promise<Emulator> {
  const { EmulatorError, generateSeed, parseSeed, startEmulator } = await import("@skyvia-schedules/emulator");
  try {
    const content =
      seed !== undefined
        ? parseSeed(await readTextFile(context, seed, (reason) => unreadable(seed, reason)), seed)
        : generate !== undefined
          ? generateSeed(generate)
          : undefined;
    return await startEmulator({
      port,
      ...(content === undefined ? {} : { seed: content }),
      ...(latency === undefined ? {} : { latency }),
      ...(state === undefined ? {} : { stateFile: absolutePath(context.io, state) }),
    });
  } catch (error) {
    throw error instanceof EmulatorError ? new RunError(error.code, onOneLine(error.message), error.next) : error;
  }
}

const mostOnOneLine = 5;

/** Joins the problems of a seed, one on each line, into one line. */
function onOneLine(message: string): string {
  const [first = "", ...rest] = message.split("\n");
  if (rest.length === 0) return first;
  const others = rest.length - mostOnOneLine + 1;
  const shown = [first, ...rest].slice(0, mostOnOneLine).join("; ");
  return others > 0 ? `${shown}; and ${others} more` : shown;
}

function announce({ io, format }: Context, { url, token }: { readonly url: string; readonly token: string }): void {
  if (format === "json") {
    io.stdout.write(`${JSON.stringify({ url, token })}\n`);
    return;
  }
  io.stdout.write(`The emulator serves ${url}; the page there has a switch for every schedule. Ctrl-C ends it.\n\n`);
  io.stdout.write(`  export SKYVIA_BASE_URL=${url} SKYVIA_TOKEN=${token}\n`);
}

async function stopped({ interruption }: Context): Promise<void> {
  if (interruption.signal.aborted) return; // the signal came while the emulator started
  await new Promise<void>((resolve) => {
    interruption.signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function unreadable(seed: string, reason: string): RunError {
  return new RunError(
    "file-unreadable",
    `the seed ${seed} cannot be read (${reason})`,
    reason === "EISDIR" ? "Name a file: this is a folder." : "Check the path and its permissions.",
  );
}

export default emulatorVerb;

import type { Context, Verb } from "../verb/context.ts";
import type { EmulatorFlags } from "../flags/flags.ts";
import { checkOutputFile } from "../files/output-file.ts";
import { readTextFile } from "../files/read-file.ts";
import { absolutePath } from "../process/absolute-path.ts";
import { RunError } from "../verb/run-error.ts";

const emulatorVerb: Verb<EmulatorFlags> = async (context, { port, seed, generate, latency, state }) => {
  if (seed !== undefined && generate !== undefined) {
    throw new RunError("usage", "--seed and --generate exclude each other", "Leave one of the two out.");
  }
  if (state !== undefined) await checkOutputFile(context.io, state);
  const { generateSeed, parseSeed, startEmulator } = await import("@skyvia-schedules/emulator");
  const content =
    seed !== undefined
      ? parseSeed(await readTextFile(absolutePath(context.io, seed), (reason) => unreadable(seed, reason)), seed)
      : generate !== undefined
        ? generateSeed(generate)
        : undefined;
  const emulator = await startEmulator({
    port,
    ...(content === undefined ? {} : { seed: content }),
    ...(latency === undefined ? {} : { latency }),
    ...(state === undefined ? {} : { stateFile: absolutePath(context.io, state) }),
  });
  announce(context, emulator);
  await stopped(context);
  await emulator.close();
  return { silent: true };
};

function announce({ io, format }: Context, { url, token }: { readonly url: string; readonly token: string }): void {
  if (format === "json") {
    io.stdout.write(`${JSON.stringify({ url, token })}\n`);
    return;
  }
  io.stdout.write(`The emulator serves ${url}; the page there has a switch for every schedule. Ctrl-C ends it.\n\n`);
  io.stdout.write(`  export SKYVIA_BASE_URL=${url} SKYVIA_TOKEN=${token}\n`);
}

async function stopped({ interruption }: Context): Promise<void> {
  await new Promise<void>((resolve) => {
    interruption.signal.addEventListener("abort", () => resolve(), { once: true });
  });
}

function unreadable(seed: string, reason: string): RunError {
  return new RunError(
    "file-unreadable",
    `the seed ${seed} cannot be read (${reason})`,
    "Check the path and its permissions.",
  );
}

export default emulatorVerb;

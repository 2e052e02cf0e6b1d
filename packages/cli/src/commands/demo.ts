import type { Emulator } from "@skyvia-schedules/emulator";
import { nextKey } from "../demo/next-key.ts";
import { openStage, columnsOf } from "../demo/stage.ts";
import { story } from "../demo/story.ts";
import type { DemoFlags } from "../flags/emulator-flags.ts";
import type { Output } from "../process/output.ts";
import { ownFile } from "../process/own-file.ts";
import { styleOf } from "../process/style.ts";
import { wrapLines } from "../render/terminal/wrap.ts";
import type { Context, Verb } from "../verb/context.ts";
import type { DemoOutcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";

/** Walks through the main job on the emulator. Every command that is shown is run, and nothing is left behind. */
const demo: Verb<DemoFlags> = async (context, { pause }) => {
  if (pause && context.io.terminal === null) {
    throw new RunError("usage", "--pause waits for a key, but there is no terminal", "Leave --pause out.");
  }
  const isJson = context.format === "json";
  if (pause && isJson) {
    const message = "--pause waits for a key between the steps, and --format json prints all of them at the end";
    throw new RunError("usage", message, "Leave one of the two out.");
  }
  const { parseSeed, startEmulator } = await import("@skyvia-schedules/emulator");
  const emulator = await startEmulator({ seed: parseSeed(ownFile("demo/seed.yaml"), "seed.yaml") });
  try {
    const steps = await play(isJson ? unseen(context) : context, pause, emulator);
    return isJson ? { kind: "demo", steps } : { kind: "silent" };
  } finally {
    await emulator.close();
  }
};

/** The same context, which shows nothing while the steps happen. */
function unseen(context: Context): Context {
  const stdout: Output = { isTerminal: false, columns: 80, failure: null, write: () => {}, flush: async () => {} };
  const io = Object.create(context.io, {
    stdout: { value: stdout },
    env: { value: { NO_COLOR: "1" } },
  }) as Context["io"];
  return { ...context, io };
}

/** Shows the steps one after another, until somebody quits. Resolves to those that it showed. */
async function play(context: Context, pause: boolean, emulator: Emulator): Promise<DemoOutcome["steps"]> {
  const steps: DemoOutcome["steps"][number][] = [];
  await using stage = await openStage(context, emulator);
  say(context, `An emulator takes the place of Skyvia: ${emulator.url} (demo/seed.yaml)`);
  if (pause) say(context, "A key shows the next step, and q ends the demo.");
  for (const { title, happens, commands } of story) {
    if (pause && !(await goesOn(context))) return steps;
    say(context, title);
    await happens?.(stage.scene);
    const shown = [];
    for (const command of commands) {
      shown.push(await stage.show(command));
      checkNotStopped(context);
    }
    steps.push({ title, commands: shown });
  }
  say(context, "Your turn: init asks for your token, writes the live state into files, and switches nothing.");
  context.io.stdout.write("\n$ skyvia-schedules init\n");
  return steps;
}

function say({ io }: Context, text: string): void {
  const { attention } = styleOf(io, io.stdout, true);
  const lines = wrapLines(`# ${text}`, columnsOf(io.stdout), 2).split("\n");
  io.stdout.write(`\n${lines.map((line) => attention(line)).join("\n")}\n`);
}

/** Waits for a key at the terminal. */
async function goesOn(context: Context): Promise<boolean> {
  const { io, interruption } = context;
  if (io.terminal === null) return true;
  const hint = "press any key to continue, q to quit";
  io.stdout.write(`\n${styleOf(io, io.stdout, true).heading(hint)}`);
  const wish = await nextKey(io.terminal, interruption.over);
  io.stdout.write(`\r${" ".repeat(hint.length)}\r`);
  if (wish === "interrupt") interruption.interrupt();
  checkNotStopped(context);
  return wish === "go-on";
}

function checkNotStopped({ interruption }: Context): void {
  if (interruption.received === null) return;
  throw new RunError("interrupted", "the demo was stopped", "Run `skyvia-schedules demo` again.");
}

export default demo;

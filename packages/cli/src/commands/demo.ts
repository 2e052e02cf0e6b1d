import type { Emulator } from "@skyvia-schedules/emulator";
import { nextKey } from "../demo/next-key.ts";
import { openStage, columnsOf } from "../demo/stage.ts";
import { story } from "../demo/story.ts";
import type { DemoFlags } from "../flags/emulator-flags.ts";
import { ownFile } from "../process/own-file.ts";
import { styleOf } from "../process/style.ts";
import { wrapLines } from "../render/text/wrap.ts";
import type { Context, Verb } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

/** Walks through the main job on the emulator. Every command that is shown is run, and nothing is left behind. */
const demo: Verb<DemoFlags> = async (context, { pause }) => {
  if (pause && context.io.terminal === null) {
    throw new RunError("usage", "--pause waits for a key, but there is no terminal", "Leave --pause out.");
  }
  const { parseSeed, startEmulator } = await import("@skyvia-schedules/emulator");
  const emulator = await startEmulator({ seed: parseSeed(ownFile("demo/seed.yaml"), "seed.yaml") });
  try {
    await play(context, pause, emulator);
  } finally {
    await emulator.close();
  }
  return { kind: "silent" };
};

/** Shows the steps one after another, until somebody quits. */
async function play(context: Context, pause: boolean, emulator: Emulator): Promise<void> {
  await using stage = await openStage(context, emulator);
  say(context, `An emulator takes the place of Skyvia: ${emulator.url} (demo/seed.yaml)`);
  for (const { title, happens, commands } of story) {
    if (pause && !(await goesOn(context))) return;
    say(context, title);
    await happens?.(stage.scene);
    for (const command of commands) {
      await stage.show(command);
      checkNotStopped(context);
    }
  }
  say(context, "Your turn: init asks for your token, writes the live state into files, and switches nothing.");
  context.io.stdout.write("\n$ skyvia-schedules init\n");
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
  const hint = "press any key to go on, q to quit";
  io.stdout.write(`\n${styleOf(io, io.stdout, true).minor(hint)}`);
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

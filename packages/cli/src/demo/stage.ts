import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { Emulator } from "@skyvia-schedules/emulator";
import type { Context } from "../verb/context.ts";
import type { ExitCode } from "../verb/exit-code.ts";
import type { DemoOutcome } from "../verb/outcome.ts";
import { instantOf } from "@skyvia-schedules/core/instant";
import type { Io } from "../process/io.ts";
import type { Output } from "../process/output.ts";
import { styleOf } from "../process/style.ts";
import { tempFolder } from "../process/temp-folder.ts";
import { wrap, wrapLines } from "../render/terminal/wrap.ts";
import { sideBySide, widthBeside } from "./side-by-side.ts";
import type { Command, Scene } from "./story.ts";

/** When the story takes place: Monday morning. The clock does not move, so that every run of the demo shows the same. */
const monday = instantOf("2026-03-02T09:00:00Z");

/** Where the story takes place: a folder that is removed afterwards, and an emulator. */
export interface Stage extends AsyncDisposable {
  readonly scene: Scene;
  /** Runs a command in this process, shows it with what it prints, and resolves to what it showed. */
  show(command: Command): Promise<Shown>;
}

type Shown = DemoOutcome["steps"][number]["commands"][number];

export async function openStage(context: Context, emulator: Emulator): Promise<Stage> {
  const folder = await mkdtemp(join(tempFolder(context.io), "skyvia-demo-"));
  const read = async (file: string): Promise<string> => readFile(join(folder, file), "utf8");
  return {
    scene: { world: emulator.world, read, write: async (file, text) => writeFile(join(folder, file), text) },
    show: async ({ argv, beside }) => {
      const { stdout } = context.io;
      const width = columnsOf(stdout);
      const left = beside === undefined ? null : await read(beside);
      stdout.write(promptOf(context, argv, width));
      const columns = left === null ? width : widthBeside(left, width);
      const { printed, exitCode } = await runIn(context, emulator, folder, columns, argv);
      const status = exitCode === 0 ? "" : `exit code ${exitCode}\n`;
      stdout.write(left === null ? `${printed}${status}` : sideBySide(left, `${printed}${status}`));
      return { argv, exitCode, output: printed };
    },
    [Symbol.asyncDispose]: async () => rm(folder, { recursive: true, force: true }),
  };
}

/** The width of the output in columns; without a terminal, the usual width. */
export function columnsOf({ isTerminal, columns }: Output): number {
  return isTerminal ? Math.max(columns, 72) : 80;
}

/** Replaces a space at which no line may break. */
const bond = "\ue000";

function promptOf({ io }: Context, argv: readonly string[], width: number): string {
  const { heading, minor } = styleOf(io, io.stdout, true);
  const words = argv.map((word) => (/[^\w./=:-]/.test(word) ? JSON.stringify(word).replaceAll(" ", bond) : word));
  const lines = wrap(`skyvia-schedules ${words.join(" ")}`, width - 4, 2);
  const typed = lines.map((line) => heading(line.replaceAll(bond, " "))).join(` ${minor("\\")}\n  `);
  return `\n${minor("$")} ${typed}\n`;
}

async function runIn(
  context: Context,
  { url, token }: Emulator,
  folder: string,
  columns: number,
  argv: readonly string[],
): Promise<{ readonly printed: string; readonly exitCode: ExitCode }> {
  const { run } = await import("../command-line/run.ts");
  let text = "";
  const stdout: Output = {
    isTerminal: true,
    columns,
    failure: null,
    flush: async () => {},
    write: (part) => {
      text += part;
    },
  };
  const { exitCode } = await run(argv, ioOf(context, stdout, folder, { SKYVIA_BASE_URL: url, SKYVIA_TOKEN: token }));
  return { printed: wrapLines(text, columns, argv.includes("markdown") ? 0 : 2), exitCode };
}

/** The `Io` of one command. From the environment it has only the setting of colours. */
function ioOf({ io }: Context, stdout: Output, cwd: string, env: Io["env"]): Io {
  const isColoured = styleOf(io, io.stdout, true).good("x") !== "x";
  const look = isColoured ? { FORCE_COLOR: "1" } : { NO_COLOR: "1" };
  const stderr: Output = { ...stdout, isTerminal: false };
  return {
    stdout,
    stderr,
    stdin: Readable.from([]),
    terminal: null,
    cwd,
    env: { ...env, ...look },
    selfCommand: io.selfCommand,
    userName: () => "ana",
    pid: io.pid,
    host: io.host,
    isAlive: (pid) => io.isAlive(pid),
    newId: () => io.newId(),
    now: () => monday,
    monotonic: () => io.monotonic(),
    sleep: async (milliseconds, signal) => io.sleep(milliseconds, signal),
    startTimer: (milliseconds, onTime) => io.startTimer(milliseconds, onTime),
    random: () => io.random(),
    onSignal: (listener) => io.onSignal(listener),
  };
}

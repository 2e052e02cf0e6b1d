import { run as runApplication } from "@stricli/core";
import { createApp, verbs } from "./app.ts";
import type { Context, Format } from "../verb/context.ts";
import { exitCode, type Ending, type ExitCode } from "../verb/exit-code.ts";
import { takeFormat } from "./format-argument.ts";
import { createInterruption, type Interruption } from "../process/interruption.ts";
import type { Io } from "../process/io.ts";
import { isOnRunner, withoutCommands, withoutCommandsInJson } from "../process/runner-output.ts";
import type { Outcome } from "../verb/outcome.ts";
import type { Ended } from "../verb/ended.ts";
import { recordOf } from "../verb/run-error.ts";

/** How a run has ended. */
export interface RunEnd {
  readonly exitCode: ExitCode;
  /** The code of the error that stopped it. null: nothing did. */
  readonly stoppedBy: string | null;
}

/** Runs one command line from parsing to exit code. Whatever happens is on stdout and stderr; nothing is thrown. */
export async function run(argv: readonly string[], io: Io): Promise<ExitCode> {
  return (await runToEnd(argv, io)).exitCode;
}

/** The same, for a caller that needs to know why a run has stopped. */
export async function runToEnd(argv: readonly string[], given: Io): Promise<RunEnd> {
  const { format, rest } = takeFormat(argv);
  const io = isOnRunner(given) ? runnerIo(given, format, rest[0]) : given;
  const interruption = createInterruption(io);
  const complaints: string[] = [];
  let outcome: Outcome | null = null;
  const context: Context = {
    io,
    format,
    interruption,
    process: {
      stdout: { write: (text) => io.stdout.write(text.endsWith("\n") ? text : `${text}\n`) },
      stderr: { write: (text) => complaints.push(text) },
    },
    settle: (settled) => {
      outcome = settled;
    },
  };
  try {
    await runApplication(createApp(), rest, context);
    outcome ??= complaints.length === 0 ? null : usageOutcome(complaints.join(""));
    if (outcome === null) return { exitCode: 0, stoppedBy: null }; // help, already on stdout
    return await finish(context, verbs.find((verb) => verb === rest[0]) ?? null, outcome);
  } finally {
    interruption.dispose();
  }
}

/** Streams in which the runner of a workflow finds no commands but those of `--format github`. */
function runnerIo(io: Io, format: Format, verb: string | undefined): Io {
  const isData = format === "github" || verb === "import"; // the commands are ours; YAML must stay as it is
  const safe = format === "json" ? withoutCommandsInJson : withoutCommands;
  const stdout = isData ? io.stdout : safe(io.stdout);
  return Object.create(io, { stdout: { value: stdout }, stderr: { value: withoutCommands(io.stderr) } }) as Io;
}

async function finish(context: Context, command: string | null, outcome: Outcome): Promise<RunEnd> {
  if (outcome.silent === true) return { exitCode: 0, stoppedBy: null };
  const { io, format, interruption } = context;
  const ended = await withReports(context, {
    command,
    outcome,
    exitCode: exitCode(endingOf(outcome, interruption.received)),
  });
  const { renderOutcome } = await import("../render/outcome.ts");
  renderOutcome(io, format, ended);
  return { exitCode: ended.exitCode, stoppedBy: ended.outcome.error?.code ?? null };
}

/** Writes the reports that are asked for. Where that fails, it is what stopped the run, unless something else did. */
async function withReports(context: Context, ended: Ended): Promise<Ended> {
  if (context.format !== "github" && ended.outcome.reportFile === undefined) return ended;
  try {
    const { writeReports } = await import("./write-reports.ts");
    await writeReports(context, ended);
    return ended;
  } catch (thrown) {
    const outcome = { ...ended.outcome, error: ended.outcome.error ?? recordOf(thrown) };
    return { ...ended, outcome, exitCode: exitCode(endingOf(outcome, context.interruption.received)) };
  }
}

/** What the exit code is computed from. */
function endingOf(outcome: Outcome, signal: Interruption["received"]): Ending {
  const { error = null, problems = [], changes = [], shown = false } = outcome;
  const { detailed = false, drift = false, blocked = false, written = false } = outcome;
  const found = shown ? { problems: [], changes: [] } : { problems, changes };
  return { ...found, error, detailed, drift, blocked, written, signal };
}

function usageOutcome(complaint: string): Outcome {
  const message = complaint.trim();
  return {
    error: {
      code: "usage",
      message,
      next: "`skyvia-schedules --help` and `skyvia-schedules <verb> --help` tell what there is.",
    },
  };
}

import { run as runApplication } from "@stricli/core";
import { createApplication, typedWords } from "./application.ts";
import { verbNamed } from "./verb-names.ts";
import { rendererOf, type Format } from "../render/formats.ts";
import type { Context } from "../verb/context.ts";
import { exitBasis } from "../verb/exit-basis.ts";
import { exitCode, type ExitCode } from "../verb/exit-code.ts";
import { takeFormat } from "./format-argument.ts";
import { flagWords } from "./short-flags.ts";
import { takeVerbose } from "./verbose-argument.ts";
import { withGivenClock } from "../process/clock.ts";
import { createInterruption } from "../process/interruption.ts";
import type { Io } from "../process/io.ts";
import { isOnRunner, withoutCommands, withoutCommandsInJson } from "../process/runner-output.ts";
import type { Output } from "../process/output.ts";
import type { ErrorOutcome, Outcome } from "../verb/outcome.ts";
import type { Report } from "../verb/report.ts";
import { recordOf } from "../verb/run-error.ts";

/** What a run knows at its end. */
export interface RunResult {
  readonly exitCode: ExitCode;
  /** null: it printed the version. */
  readonly report: Report | null;
}

/** Runs one command line from parsing to exit code. It prints what happens on stdout and stderr, and throws nothing. */
export async function run(argv: readonly string[], given: Io): Promise<RunResult> {
  const { format, rest: words } = takeFormat(argv);
  const { isVerbose, rest: typed } = takeVerbose(words);
  const { words: rest, complaint } = typedWords(typed);
  const clocked = withGivenClock(given);
  const io = isOnRunner(given) ? runnerIo(clocked, format, rest[0]) : clocked;
  const interruption = createInterruption(io);
  const complaints: string[] = complaint === null ? [] : [complaint];
  const endings: AtEnd[] = [];
  let concluded: { readonly outcome: Outcome; readonly reportFile: string | null } | null = null;
  const context: Context = {
    io,
    format,
    isWide: flagWords(rest).includes("--wide"),
    interruption,
    isVerbose,
    startedAt: io.monotonic(),
    process: {
      stdout: { write: (text) => io.stdout.write(text.endsWith("\n") ? text : `${text}\n`) },
      stderr: { write: (text) => complaints.push(text) },
    },
    conclude: (outcome, reportFile) => {
      concluded = { outcome, reportFile };
    },
    atEnd: (work) => {
      endings.push(work);
    },
  };
  const command = verbNamed(rest[0]);
  try {
    if (complaint === null) await runApplication(createApplication(context, rest), rest, context);
    concluded ??=
      complaints.length === 0 ? null : { outcome: usageOutcome(complaints.join(""), command), reportFile: null };
    if (concluded === null) {
      await flush(context);
      await reportLostStdout(context);
      return { exitCode: isLost(io) ? 1 : 0, report: null };
    }
    const result = await finish(context, command, concluded);
    return await end(context, endings, result);
  } finally {
    interruption.dispose();
  }
}

type AtEnd = Parameters<Context["atEnd"]>[0];

/** Closes everything that records the exit code. If that fails after writes, the run is incomplete. */
async function end({ io, interruption }: Context, endings: readonly AtEnd[], result: RunResult): Promise<RunResult> {
  let code = result.exitCode;
  for (const ending of endings) {
    const failure = await ending(code);
    if (failure === null) continue;
    await print(interruption, io.stderr, `error: ${failure.message}\n  ${failure.next}\n`)();
    if (code === 0) code = 3;
  }
  return { ...result, exitCode: code };
}

/** Streams in which a workflow runner finds only the commands of `--format github`. */
function runnerIo(io: Io, format: Format, verb: string | undefined): Io {
  const isData = format === "github" || verb === "import"; // the commands are ours; YAML must stay as it is
  const safe = format === "json" ? withoutCommandsInJson : withoutCommands;
  const stdout = isData ? io.stdout : safe(io.stdout);
  return Object.create(io, { stdout: { value: stdout }, stderr: { value: withoutCommands(io.stderr) } }) as Io;
}

async function finish(
  context: Context,
  command: string | null,
  { outcome, reportFile }: Pick<Report, "outcome" | "reportFile">,
): Promise<RunResult> {
  const { io, format, interruption } = context;
  await flush(context); // an earlier print may have failed
  const report = await withFiles(context, reportOf(context, command, outcome, reportFile));
  if (outcome.kind === "silent") {
    await reportLostStdout(context);
    return { exitCode: report.exitCode, report };
  }
  const render = await rendererOf(format);
  const { stdout, stderr } = render(report, io);
  // The text for programs contains the exit code, so an error of stderr must be known first.
  const parts =
    format === "text"
      ? [print(interruption, io.stdout, stdout), print(interruption, io.stderr, stderr)]
      : [print(interruption, io.stderr, stderr), print(interruption, io.stdout, stdout)];
  for (const part of parts) await part();
  if (!isLost(io)) return { exitCode: report.exitCode, report };
  const after = { ...report, exitCode: exitCodeOf(context, report) };
  if (interruption.signal.aborted) return { exitCode: after.exitCode, report: after }; // nobody reads
  if (io.stdout.failure !== null) {
    const message = `error: the result could not be printed on stdout (${io.stdout.failure}); here it is\n`;
    await print(interruption, io.stderr, `${message}${render(after, io).stdout}`)();
  } else if (format === "text") {
    await print(interruption, io.stdout, `error: stderr could not be written (${io.stderr.failure})\n${stderr}`)();
  }
  return { exitCode: after.exitCode, report: after };
}

function print({ signal }: Context["interruption"], output: Output, text: string): () => Promise<void> {
  return async () => {
    if (text !== "") output.write(text);
    await output.flush(signal);
  };
}

async function flush({ io: { stdout, stderr }, interruption: { signal } }: Context): Promise<void> {
  await stdout.flush(signal);
  await stderr.flush(signal);
}

/** Says on stderr that stdout failed, where what was printed there cannot be printed again. */
async function reportLostStdout({ io, interruption }: Context): Promise<void> {
  const { failure } = io.stdout;
  if (failure !== null) await print(interruption, io.stderr, `error: stdout could not be written (${failure})\n`)();
}

/** Whether something could not be printed. */
function isLost({ stdout, stderr }: Io): boolean {
  return stdout.failure !== null || stderr.failure !== null;
}

function exitCodeOf(
  { io, interruption }: Context,
  { outcome, failure }: Pick<Report, "outcome" | "failure">,
): ExitCode {
  const basis = exitBasis(outcome, interruption.received, isLost(io));
  return exitCode({ ...basis, error: basis.error ?? failure });
}

function reportOf(context: Context, command: string | null, outcome: Outcome, reportFile: string | null): Report {
  const { isWide } = context;
  return {
    command,
    outcome,
    reportFile,
    isWide,
    failure: null,
    exitCode: exitCodeOf(context, { outcome, failure: null }),
  };
}

/** Writes the files that are asked for. Where that fails, it is what stopped the run, unless something else did. */
async function withFiles(context: Context, report: Report): Promise<Report> {
  if (context.format !== "github" && report.reportFile === null) return report;
  try {
    const { writeReports } = await import("./write-reports.ts");
    await writeReports(context, report);
    return report;
  } catch (thrown) {
    const failed = { ...report, failure: recordOf(thrown) };
    return { ...failed, exitCode: exitCodeOf(context, failed) };
  }
}

function usageOutcome(complaint: string, verb: string | null): ErrorOutcome {
  const next =
    verb === null
      ? "`skyvia-schedules help` lists the verbs."
      : `\`skyvia-schedules help ${verb}\` shows its flags, with examples.`;
  const error = { code: "usage", message: complaint.trim().replaceAll(/\n+/g, "; "), next };
  return { kind: "error", error, wrote: false };
}

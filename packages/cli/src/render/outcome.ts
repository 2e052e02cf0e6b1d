import {
  isWrite,
  type AppliedChange,
  type Change,
  type DriftChange,
  type ErrorRecord,
  type Problem,
  type Summary,
} from "@skyvia-schedules/core";
import type { Format } from "../context.ts";
import type { ExitCode } from "../exit-code.ts";
import type { Io } from "../io.ts";
import type { Outcome } from "../outcome.ts";
import { tool } from "../version.ts";
import { safeJson } from "./escape.ts";
import { errorText, problemText } from "./problem-text.ts";
import { styleOf } from "./style.ts";

/** An outcome with what is said around it. */
export interface Ended {
  readonly format: Format;
  /** null: the command line named no verb that there is. */
  readonly command: string | null;
  readonly outcome: Outcome;
  readonly exitCode: ExitCode;
}

/** Writes an outcome: JSON on stdout; or text, with the result on stdout, problems and errors on stderr. */
export function renderOutcome(io: Io, ended: Ended): void {
  if (ended.format === "json") {
    io.stdout.write(`${safeJson(envelope(ended, new Date(io.now()).toISOString()), 2)}\n`);
    return;
  }
  const { text, problems = [], error = null } = ended.outcome;
  if (text !== undefined) io.stdout.write(text(styleOf(io, io.stdout)));
  const style = styleOf(io, io.stderr);
  io.stderr.write(problems.map((problem) => problemText(problem, style)).join(""));
  if (error !== null) io.stderr.write(errorText(error, style));
}

const nothing: Summary = { enable: 0, disable: 0, unchanged: 0, skipped: 0, problems: 0, unmanaged: 0 };

function envelope({ command, outcome, exitCode }: Ended, at: string): object {
  const { changes = [], problems = [], error = null, summary, data, hasMore, all = false } = outcome;
  return {
    formatVersion: 1,
    tool: tool(),
    command,
    exitCode,
    at,
    summary: summary ?? { ...nothing, problems: problems.length },
    changes: changes.filter((change) => all || change.action !== "keep").map(publicChange),
    problems: problems.map(({ code, message, next, source }) => ({ code, message, next, source })),
    error: isStop(exitCode) ? (error ?? firstObstacle(problems, changes)) : null,
    ...(data === undefined ? {} : { data }),
    ...(hasMore === undefined ? {} : { hasMore }),
  };
}

/** `error` is what stopped the run: an exit code that speaks of the changes has none. */
function isStop(exitCode: ExitCode): boolean {
  return exitCode !== 0 && exitCode !== 2 && exitCode !== 3;
}

/** Where no single thing stopped the run: the first problem or failed change, with a count of the others. */
function firstObstacle(problems: readonly Problem[], changes: readonly (Change | AppliedChange)[]): ErrorRecord | null {
  const failed = changes.flatMap((change) => ("result" in change && change.error !== null ? [change.error] : []));
  const [first, ...others] = [...problems, ...failed];
  if (first === undefined) return null;
  const { code, message, next } = first;
  return { code, message: others.length === 0 ? message : `${message} (and ${others.length} more)`, next };
}

function publicChange(change: Change | DriftChange | AppliedChange): object {
  const { workspaceId, integrationId, name, action, before, after, source, why } = change;
  const plain = { workspaceId, integrationId, name, action, before, after, source, why };
  const cause = "cause" in change ? { cause: change.cause, modified: change.modified } : {};
  const result = "result" in change && isWrite(change) ? { result: change.result, error: change.error } : {};
  return { ...plain, ...cause, ...result };
}

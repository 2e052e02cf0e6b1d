import {
  changeKey,
  isWrite,
  type AppliedChange,
  type Change,
  type DriftChange,
  type ErrorRecord,
  type Problem,
  type Summary,
} from "@skyvia-schedules/core";
import { docsOf } from "@skyvia-schedules/core/error-codes";
import type { Format } from "../verb/context.ts";
import type { ExitCode } from "../verb/exit-code.ts";
import { fromWorkspace } from "../api/from-workspace.ts";
import type { Io } from "../process/io.ts";
import { type Histories } from "../executions/read-histories.ts";
import { instantText } from "../process/instant.ts";
import { tool } from "../process/version.ts";
import type { Ended } from "../verb/ended.ts";
import { safeJson } from "./escape.ts";
import { annotations } from "./github/annotations.ts";
import { commentReport } from "./markdown/report.ts";
import { errorText, problemText } from "./problem-text.ts";
import { shownChanges } from "./shown-changes.ts";
import { styleOf } from "../process/style.ts";

/** Writes an outcome to stdout, all of it; as text, with problems and errors on stderr. */
export function renderOutcome(io: Io, format: Format, ended: Ended): void {
  switch (format) {
    case "json":
      return io.stdout.write(`${safeJson(envelope(ended, instantText(io.now())), 2)}\n`);
    case "markdown":
      return io.stdout.write(commentReport(ended));
    case "github": {
      const outcome = fromWorkspace(io, ended.outcome);
      return io.stdout.write(annotations({ ...ended, outcome }));
    }
    case "text":
      return renderText(io, ended);
  }
}

function renderText(io: Io, { outcome }: Ended): void {
  const { text, problems = [], error = null } = outcome;
  if (text !== undefined) io.stdout.write(text(styleOf(io, io.stdout)));
  const style = styleOf(io, io.stderr);
  io.stderr.write(problems.map((problem) => problemText(problem, style)).join(""));
  if (error !== null) io.stderr.write(errorText(error, style));
}

const nothing: Summary = { enable: 0, disable: 0, unchanged: 0, skipped: 0, problems: 0, unmanaged: 0 };

function envelope({ command, outcome, exitCode }: Ended, at: string): object {
  const { changes = [], histories = null, problems = [], error = null, summary, data, hasMore } = outcome;
  return {
    formatVersion: 1,
    tool: tool(),
    command,
    exitCode,
    at,
    summary: summary ?? { ...nothing, problems: problems.length },
    changes: shownChanges(outcome).map((change) => publicChange(change, histories)),
    problems: problems.map(({ code, message, next, source }) => ({ code, message, next, source, docs: docsOf(code) })),
    error: isStop(exitCode) ? withDocs(error ?? firstObstacle(problems, changes)) : null,
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

function withDocs(error: ErrorRecord | null): object | null {
  return error === null ? null : { ...error, docs: docsOf(error.code) };
}

function publicChange(change: Change | DriftChange | AppliedChange, histories: Histories | null): object {
  const { workspaceId, integrationId, name, action, before, after, source, why } = change;
  const plain = { workspaceId, integrationId, name, action, before, after, source, why };
  const cause = "cause" in change ? { cause: change.cause, modified: change.modified } : {};
  const history = histories?.get(changeKey(change));
  const result = "result" in change && isWrite(change) ? { result: change.result, error: withDocs(change.error) } : {};
  return { ...plain, ...cause, ...(history === undefined ? {} : { history }), ...result };
}

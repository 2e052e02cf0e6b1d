import { docsOf } from "@skyvia-schedules/core/error-codes";
import {
  changeKey,
  emptySummary,
  isWrite,
  nextRecord,
  type ErrorRecord,
  type AppliedChange,
  type Change,
  type DriftChange,
} from "@skyvia-schedules/core";
import type { Histories } from "../../executions/read-histories.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import { tool } from "../../process/version.ts";
import { findingsOf, shownChanges } from "../../verb/findings.ts";
import { errorOf, type Report } from "../../verb/report.ts";
import { safeJson, visible } from "../escape.ts";
import { reasonLine, reasonOf } from "../reason.ts";
import type { Rendered, RenderIo } from "../renderer.ts";
import { dataOf } from "./data.ts";

/** For programs: one object on stdout, whatever happened. */
export function renderJson(report: Report, io: RenderIo): Rendered {
  return {
    stdout: `${safeJson(envelope(report, instantText(io.now())), 2)}\n`,
    stderr: reasonLine(report, visible),
  };
}

function envelope(report: Report, at: string): object {
  const { command, outcome, exitCode } = report;
  const found = findingsOf(outcome);
  const summary = found.summary ?? { ...emptySummary, problems: found.problems.length };
  const data = dataOf(outcome);
  return {
    formatVersion: 1,
    tool: tool(),
    command,
    exitCode,
    at: found.at === null ? at : instantText(found.at),
    summary: { ...summary, next: nextRecord(summary.next) },
    changes: shownChanges(found).map((change) => publicChange(change, found.histories)),
    problems: found.problems.map(({ code, message, next, source }) => ({
      code,
      message,
      next,
      source,
      docs: docsOf(code),
    })),
    error: withDocs(publicError(report)),
    ...(data === undefined ? {} : { data }),
    ...(outcome.kind === "executions" ? { hasMore: outcome.hasMore } : {}),
  };
}

/** The error that stopped the run. null: nothing stopped it. */
function publicError(report: Report): ErrorRecord | null {
  const error = errorOf(report);
  if (report.exitCode === 3) return error;
  if (error !== null && report.exitCode !== 0 && report.exitCode !== 2) return error;
  const reason = reasonOf(report);
  return reason === null ? null : { code: reason.code, message: reason.message, next: reason.next };
}

function withDocs(error: ErrorRecord | null): object | null {
  return error === null ? null : { ...error, docs: docsOf(error.code) };
}

function publicChange(change: Change | DriftChange | AppliedChange, histories: Histories | null): object {
  const { workspaceId, integrationId, name, action, before, after, source, why, effective } = change;
  const plain = { workspaceId, integrationId, name, action, before, after, source, why, effective };
  const cause = "cause" in change ? { cause: change.cause, modified: change.modified } : {};
  const history = histories?.get(changeKey(change));
  const result = "result" in change && isWrite(change) ? resultOf(change) : {};
  return { ...plain, ...cause, ...(history === undefined ? {} : { history }), ...result };
}

function resultOf({ result, error, drained }: AppliedChange): object {
  return { result, error: withDocs(error), ...(drained === undefined ? {} : { drained }) };
}

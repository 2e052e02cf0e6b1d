import type { AppliedChange, Change, ErrorRecord, Problem, Source } from "@skyvia-schedules/core";
import { isDone } from "@skyvia-schedules/core/change";
import { plainStyle } from "../../process/style.ts";
import { findingsOf, shownChanges, type Findings } from "../../verb/findings.ts";
import type { Outcome } from "../../verb/outcome.ts";
import { errorOf, type Report } from "../../verb/report.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { acceptedDetail } from "../left-out-text.ts";
import { headline } from "../headline.ts";
import type { RenderIo } from "../renderer.ts";
import { outcomeText } from "../text/outcome-text.ts";
import { inRepository } from "./in-repository.ts";
import { logLine, workflowCommand, type Annotation } from "./workflow-command.ts";

/** How many annotations of a kind GitHub shows for a step; it drops the others. */
const shownOfKind = 10;

/**
 * The runner's log: an error or a warning for each problem, a notice for each change, and the summary last. Of each kind
 * there are at most ten; the last one says how many more there are.
 */
export function annotations(report: Report, io: Pick<RenderIo, "env" | "cwd">): string {
  const { outcome } = report;
  const findings = findingsOf(outcome);
  const error = errorOf(report);
  const placed = placing(inRepository(io));
  const stop = error === null ? [] : [ofError(error)];
  const problems = findings.problems.map(ofProblem).map(placed);
  const isCut = problems.length + stop.length > shownOfKind; // the error that stopped the run must not be left out
  const complaints = isCut ? [...stop, ...problems] : [...problems, ...stop];
  const changes = failedFirst(shownChanges(findings)).map(ofChange).map(placed);
  const found = [
    ...fewOf(
      complaints.filter(({ level }) => level === "error"),
      ["more error", "more errors"],
    ),
    ...fewOf(
      complaints.filter(({ level }) => level === "warning"),
      ["more warning", "more warnings"],
    ),
    ...fewOf(changes, ["more change", "more changes"]),
  ];
  return [...found.map(workflowCommand), ...logLines(outcome).map(logLine)].join("");
}

function placing(move: (source: Source) => Source): (annotation: Annotation) => Annotation {
  return (annotation) => (annotation.source === null ? annotation : { ...annotation, source: move(annotation.source) });
}

/** Where there is a headline, the changes are annotations already. */
function logLines(outcome: Outcome): readonly string[] {
  const last = headline(outcome);
  const text = last === null ? outcomeText(outcome, plainStyle) : diffOf(outcome);
  const lines = text === "" ? [] : text.replace(/\n$/, "").split("\n");
  return last === null ? lines : [...lines, last];
}

function diffOf(outcome: Outcome): string {
  return outcome.kind === "accepted" ? acceptedDetail(outcome) : "";
}

/** Changes that were not done come first, because not everything can be shown. */
function failedFirst(changes: Findings["changes"]): Findings["changes"] {
  if (changes.length <= shownOfKind) return changes;
  return [...changes.filter((change) => !isDone(change)), ...changes.filter(isDone)];
}

/** At most ten annotations of one level. */
function fewOf(all: readonly Annotation[], [one, many]: readonly [string, string]): readonly Annotation[] {
  const [first] = all;
  if (first === undefined || all.length <= shownOfKind) return all;
  const shown = all.slice(0, shownOfKind - 1);
  const message = `and ${counted(all.length - shown.length, one, many)}: the job summary lists them`;
  return [...shown, { level: first.level, source: null, title: "skyvia-schedules", message }];
}

function ofChange(change: Change | AppliedChange): Annotation {
  const { action, workspaceId, integrationId, name, why, source } = change;
  const result = "result" in change ? `: ${change.result}` : "";
  const failure = "result" in change && change.error !== null ? `\n${change.error.message}\n${change.error.next}` : "";
  return {
    level: "notice",
    source,
    title: `${action} ${integrationId} of workspace ${workspaceId}${result}`,
    message: `${name === null ? "" : `${name}: `}${why}${failure}`,
  };
}

function ofProblem({ kind, code, source, message, next }: Problem): Annotation {
  return { level: kind === "warns" ? "warning" : "error", source, title: code, message: `${message}\n${next}` };
}

function ofError({ code, message, next }: ErrorRecord): Annotation {
  return { level: "error", source: null, title: code, message: next === "" ? message : `${message}\n${next}` };
}

import type { AppliedChange, Change, ErrorRecord, Problem } from "@skyvia-schedules/core";
import { plain } from "../../process/style.ts";
import type { Ended } from "../../verb/ended.ts";
import { counted } from "../counted.ts";
import { shownChanges } from "../shown-changes.ts";
import { logLine, workflowCommand, type Annotation } from "./workflow-command.ts";

/** GitHub shows so many annotations of a kind for a step, and drops the others. */
const shownOfKind = 10;

/**
 * What goes to the runner's log: an error for each problem, a notice for each change, and the summary last. Of each
 * kind there are at most ten; the last one says how many more there are.
 */
export function annotations({ outcome }: Ended): string {
  const { problems = [], error = null, headline, detail = "", text } = outcome;
  const stop = error === null ? [] : [ofError(error)];
  const isCut = problems.length + stop.length > shownOfKind; // what stopped the run must not be left out
  const errors = isCut ? [...stop, ...problems.map(ofProblem)] : [...problems.map(ofProblem), ...stop];
  const found = [...fewOf(errors, "error"), ...fewOf(shownChanges(outcome).map(ofChange), "notice")];
  const lines = headline === undefined ? (text?.(plain) ?? "") : detail;
  const shown = [
    ...(lines === "" ? [] : lines.replace(/\n$/, "").split("\n")),
    ...(headline === undefined ? [] : [headline]),
  ];
  return [...found.map(workflowCommand), ...shown.map(logLine)].join("");
}

function fewOf(all: readonly Annotation[], level: Annotation["level"]): readonly Annotation[] {
  if (all.length <= shownOfKind) return all;
  const shown = all.slice(0, shownOfKind - 1);
  const left = all.length - shown.length;
  const [one, many] = level === "error" ? ["more error", "more errors"] : ["more change", "more changes"];
  const message = `and ${counted(left, one, many)}: the job summary lists them`;
  return [...shown, { level, source: null, title: "skyvia-schedules", message }];
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

function ofProblem({ code, source, message, next }: Problem): Annotation {
  return { level: "error", source, title: code, message: `${message}\n${next}` };
}

function ofError({ code, message, next }: ErrorRecord): Annotation {
  return { level: "error", source: null, title: code, message: next === "" ? message : `${message}\n${next}` };
}

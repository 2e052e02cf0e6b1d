import type { AppliedChange, Change, ErrorRecord, Problem } from "@skyvia-schedules/core";
import { plain } from "../../process/style.ts";
import type { Ended } from "../../verb/ended.ts";
import { shownChanges } from "../shown-changes.ts";
import { logLine, workflowCommand, type Annotation } from "./workflow-command.ts";

/** What goes to the runner's log: one notice a change, one error a problem, and the summary last. */
export function annotations({ outcome }: Ended): string {
  const { problems = [], error = null, headline, detail = "", text } = outcome;
  const found = [
    ...shownChanges(outcome).map(ofChange),
    ...problems.map(ofProblem),
    ...(error === null ? [] : [ofError(error)]),
  ];
  const lines = headline === undefined ? (text?.(plain) ?? "") : detail;
  const shown = [
    ...(lines === "" ? [] : lines.replace(/\n$/, "").split("\n")),
    ...(headline === undefined ? [] : [headline]),
  ];
  return [...found.map(workflowCommand), ...shown.map(logLine)].join("");
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

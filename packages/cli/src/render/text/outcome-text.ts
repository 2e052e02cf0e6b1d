import { leftOutText } from "../left-out-text.ts";
import type { Outcome } from "../../verb/outcome.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { visible } from "../escape.ts";
import { headline } from "../headline.ts";
import type { Style } from "../../process/style.ts";
import { calendarText } from "../calendar/calendar-text.ts";
import { appliedText } from "./applied-text.ts";
import { diffText } from "./diff-text.ts";
import { driftText } from "./drift-text.ts";
import { checksText } from "./checks-text.ts";
import { initText } from "./init-text.ts";
import { explanationText } from "./explanation-text.ts";
import { planText } from "./plan-text.ts";
import { executionRows, fields, integrationRows, workspaceRows } from "./records.ts";
import { helpText } from "./help-text.ts";
import { pauseText } from "./pause-text.ts";
import { savedText } from "./saved-text.ts";
import { statusText, totals } from "./status-text.ts";
import { unifiedDiff } from "../unified-diff.ts";
import { wrapLines } from "../terminal/wrap.ts";

/** An outcome as text for stdout, with its final line break. Empty: problems and errors say everything. */
export function outcomeText(outcome: Outcome, style: Style): string {
  switch (outcome.kind) {
    case "plan":
      return planText(outcome, style);
    case "applied":
      return `${appliedText(outcome, style)}${pauseText(outcome, style)}`;
    case "drift":
      return driftText(outcome, style);
    case "accepted":
      return `${outcome.files.map((file) => `${diffText(unifiedDiff(file), style)}\n`).join("")}${wrapLines(leftOutText(outcome), style.width, 2)}${driftText(outcome, style)}`;
    case "status":
      return statusText(outcome, style);
    case "report": {
      const { file, bytes } = outcome.data;
      const written = `Wrote the report of ${counted(outcome.changes.length, "schedule")} to ${visible(file)} (${sizeText(bytes)}).`;
      return wrapLines(`${written}\n${totals(outcome.plan)}\n`, style.width, 2);
    }
    case "saved-plan":
      return savedText(outcome, style);
    case "explanation":
      return explanationText(outcome.explanation, style);
    case "valid":
      return wrapLines(`${headline(outcome)}\n`, style.width, 2);
    case "workspaces":
      return workspaceRows(outcome.data, style);
    case "integrations":
      return `${integrationRows(outcome.data, style)}${counted(outcome.data.length, "integration")}.\n`;
    case "executions": {
      const { data, hasMore, skip } = outcome;
      return `${executionRows(data, style)}${hasMore ? `There are more: --skip ${skip + data.length}\n` : ""}`;
    }
    case "record":
      return outcome.data === null ? "No execution is active.\n" : fields(outcome.data, style);
    case "started":
      return fields(outcome.data, style);
    case "ended":
      if (outcome.data === null) return "No execution is active.\n";
      return `${outcome.by === "cancel" ? "Canceling" : "Killed"} execution ${outcome.data.runId}.\n`;
    case "yaml":
      return outcome.yaml;
    case "calendar":
      if (outcome.file !== null) return `Wrote the calendar to ${visible(outcome.file)}.\n`;
      return calendarText(outcome.calendar, outcome.occurrences, outcome.width, style);
    case "script":
    case "schema":
      return outcome.text;
    case "imported-files":
      return outcome.files
        .map(({ file, added }) => `Wrote ${counted(added, "entry", "entries")} to ${visible(file)}.\n`)
        .join("");
    case "checks":
      return checksText(outcome.checks, style);
    case "init":
      return initText(outcome, style);
    case "imported": {
      const entries = counted(outcome.added, "entry", "entries");
      const file = visible(outcome.file);
      const { keyed } = outcome;
      const key = keyed.length === 0 ? "" : `, and \`tokenFrom\` to ${workspacesText(keyed)}`;
      return wrapLines(`${outcome.merged ? "Added" : "Wrote"} ${entries} to ${file}${key}.\n`, style.width, 2);
    }
    case "version":
      return `${outcome.data.name} ${outcome.data.version}\n`;
    case "help":
      return helpText(outcome.help);
    case "demo": // as text the demo prints each step when it happens
    case "problems":
    case "error":
    case "silent":
      return "";
  }
}

function workspacesText(ids: readonly number[]): string {
  return `${ids.length === 1 ? "workspace" : "workspaces"} ${ids.join(", ")}`;
}

/** A size in kB or MB, of 1,000 and 1,000,000 bytes. */
function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

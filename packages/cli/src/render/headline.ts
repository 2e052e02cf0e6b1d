import type { Outcome, ValidOutcome } from "../verb/outcome.ts";
import { counted } from "@skyvia-schedules/core/counted";
import { resultLine, summaryLine } from "./summary-line.ts";
import { driftLine } from "./text/drift-text.ts";
import { savedPlan } from "./text/saved-text.ts";
import { totals } from "./text/status-text.ts";

/** The result in numbers, in one line without foreign text. null: it has no such line. */
export function headline(outcome: Outcome): string | null {
  switch (outcome.kind) {
    case "plan":
      return summaryLine(outcome);
    case "applied":
      return resultLine(outcome);
    case "drift":
    case "accepted":
      return driftLine(outcome);
    case "status":
    case "report":
      return totals(outcome.plan);
    case "saved-plan":
      return summaryLine(savedPlan(outcome));
    case "valid":
      return validLine(outcome);
    case "explanation":
    case "problems":
    case "error":
    case "workspaces":
    case "integrations":
    case "executions":
    case "record":
    case "started":
    case "ended":
    case "yaml":
    case "imported":
    case "imported-files":
    case "init":
    case "calendar":
    case "checks":
    case "demo":
    case "schema":
    case "script":
    case "version":
    case "help":
    case "silent":
      return null;
  }
}

function validLine({ entries, workspaces, stackSchedules }: ValidOutcome): string {
  const files = `${counted(entries, "entry", "entries")} in ${counted(workspaces, "workspace")}`;
  return `Valid: ${files}${stackSchedules === null ? "" : `, apart from ${counted(stackSchedules, "schedule")} of Pulumi`}.`;
}

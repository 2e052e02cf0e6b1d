import { findingsOf } from "./findings.ts";
import type { ExitBasis } from "./exit-code.ts";
import type { Outcome } from "./outcome.ts";

/** The effect of an outcome's kind on the exit code. Fields that are left out have no effect. */
type Weight = Partial<
  Pick<ExitBasis, "problems" | "changes" | "detailed" | "drift" | "blocked" | "partial" | "wrote" | "signal">
>;

/** What the exit code of an outcome is computed from. */
export function exitBasis(outcome: Outcome, signal: ExitBasis["signal"], outputLost: boolean): ExitBasis {
  const { error, problems, changes } = findingsOf(outcome);
  const nothing = { detailed: false, drift: false, blocked: false, partial: false, wrote: false };
  return { ...nothing, error, problems, changes, signal, outputLost, ...weightOf(outcome) };
}

function weightOf(outcome: Outcome): Weight {
  switch (outcome.kind) {
    case "plan":
      return { detailed: outcome.detailed, blocked: outcome.blocked };
    case "drift":
      return { drift: !outcome.correcting, blocked: outcome.blocked };
    case "accepted":
      return { drift: true };
    case "saved-plan":
    case "explanation": // the findings are shown, and affect nothing
      return { problems: [], changes: [] };
    case "error":
      return { partial: outcome.wrote, wrote: outcome.wrote };
    case "started":
      return { partial: outcome.lostSight, wrote: true };
    case "ended":
      return { wrote: outcome.data !== null };
    case "applied":
    case "status":
    case "report":
    case "valid":
    case "problems":
    case "workspaces":
    case "integrations":
    case "executions":
    case "record":
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
      return {};
    case "silent": // a signal is how it is meant to end
      return { signal: null };
  }
}

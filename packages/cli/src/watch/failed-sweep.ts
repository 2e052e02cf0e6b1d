import type { AppliedChange, ErrorRecord } from "@skyvia-schedules/core";
import { isDone } from "@skyvia-schedules/core/change";
import { familyOf } from "@skyvia-schedules/core/error-codes";
import { findingsOf, type Findings } from "../verb/findings.ts";
import type { Outcome } from "../verb/outcome.ts";

/** How many reads of a sweep were answered, by the vendor's id of the operation. */
export type Answered = ReadonlyMap<string, number>;

/**
 * Whether a sweep failed, so that the next one has to wait longer: the run ended with an error or could not begin, more reads failed than succeeded, or every
 * write failed. A single integration that cannot be read is only a problem.
 */
export function hasFailed(outcome: Outcome, answered: Answered): boolean {
  const findings = findingsOf(outcome);
  const { error } = findings;
  const isCompared = outcome.kind !== "error" && outcome.kind !== "problems";
  if (!isCompared) return error === null || familyOf(error) !== "blocked";
  return (
    (error !== null && isFailure(error)) || isMostlyUnreadable(findings, answered) || hasEveryWriteFailed(findings)
  );
}

/** Guards say nothing about the API. */
function isFailure(error: ErrorRecord): boolean {
  return familyOf(error) !== "blocked";
}

function isMostlyUnreadable({ problems }: Findings, answered: Answered): boolean {
  const count = (code: string): number => problems.filter((problem) => problem.code === code).length;
  const schedules = answered.get("getSchedule") ?? 0;
  const lists = answered.get("listIntegrations") ?? 0;
  const workspaces = count("workspace-unreadable") + count("token-refused");
  return count("schedule-unreadable") > schedules || workspaces > schedules + lists;
}

function hasEveryWriteFailed({ changes }: Findings): boolean {
  const sent = changes.flatMap((change) => ("result" in change && wasTried(change) ? [change] : []));
  return sent.length > 0 && sent.every((change) => !isDone(change) && change.error !== null && isFailure(change.error));
}

function wasTried({ result }: AppliedChange): boolean {
  return result !== "not-started" && result !== "stale";
}

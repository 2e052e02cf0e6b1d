import type { Change, ErrorRecord, HygieneFinding } from "@skyvia-schedules/core";

/** What is known of the hygiene of all managed integrations. */
export interface Hygiene {
  readonly findings: readonly HygieneFinding[];
  /** The integrations whose runs could not be read: the rules that need runs say nothing of them. */
  readonly unread: readonly UnreadRuns[];
}

export interface UnreadRuns extends Pick<Change, "workspaceId" | "integrationId"> {
  readonly error: ErrorRecord;
}

import type { Change, ErrorRecord, HygieneFinding } from "@skyvia-schedules/core";

/** The hygiene of all managed integrations, as far as it is known. */
export interface Hygiene {
  readonly findings: readonly HygieneFinding[];
  /** The integrations whose runs could not be read. Rules that need runs have no findings about them. */
  readonly unread: readonly UnreadRuns[];
}

export interface UnreadRuns extends Pick<Change, "workspaceId" | "integrationId"> {
  readonly error: ErrorRecord;
}

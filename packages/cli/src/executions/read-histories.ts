import type { Execution, SkyviaClient } from "@skyvia-schedules/client";
import {
  changeKey,
  errorRecord,
  isApiError,
  isWrite,
  summarizeRuns,
  type Change,
  type ErrorRecord,
  type RunHistory,
} from "@skyvia-schedules/core";

/** The recent runs of a change's integration, or why they could not be read. */
export type ChangeHistory = (RunHistory & { readonly running?: Running | null }) | { readonly error: ErrorRecord };

/** An active execution. */
export interface Running {
  readonly runId: number;
  readonly state: string;
}

/** Histories by the key of their change. */
export type Histories = ReadonlyMap<string, ChangeHistory>;

export type HistoryFlags = {
  readonly withHistory: boolean;
  readonly withActive: boolean;
};

/**
 * The histories of all changes that would write: one call each for its newest executions, and with `withActive` one more for the active execution, which the
 * API does not list. null: not asked for.
 */
export async function readHistories(
  client: SkyviaClient,
  changes: readonly Change[],
  { withHistory, withActive }: HistoryFlags,
  now: number,
): Promise<Histories | null> {
  if (!withHistory && !withActive) return null;
  const read = async (change: Change): Promise<readonly [string, ChangeHistory]> => [
    changeKey(change),
    await readHistory(client, change, withActive, now),
  ];
  return new Map(await Promise.all(changes.filter(isWrite).map(read)));
}

/** The largest page that the API gives. */
const take = 200;

async function readHistory(
  client: SkyviaClient,
  { workspaceId, integrationId }: Change,
  withActive: boolean,
  now: number,
): Promise<ChangeHistory> {
  try {
    const [{ data, hasMore }, active] = await Promise.all([
      client.listExecutions(workspaceId, integrationId, { take, sortBy: "startDate", sortOrder: "desc" }),
      withActive ? client.getActiveExecution(workspaceId, integrationId) : undefined,
    ]);
    const history = summarizeRuns(data, hasMore, now);
    return active === undefined ? history : { ...history, running: active === null ? null : running(active) };
  } catch (error) {
    if (!isApiError(error) || error.endsRun === true) throw error;
    return { error: errorRecord(error) };
  }
}

function running({ runId, state }: Execution): Running {
  return { runId, state };
}

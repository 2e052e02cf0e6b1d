import type { SkyviaClient } from "@skyvia-schedules/client";
import {
  changeKey,
  errorRecord,
  isApiError,
  type Change,
  type ErrorRecord,
  type RecentRuns,
} from "@skyvia-schedules/core";
import { startProgress } from "../process/progress.ts";
import type { Io } from "../process/io.ts";

/** The newest runs of an integration, or why they could not be read. */
export type RunsRead = RecentRuns | { readonly error: ErrorRecord };

/** By the key of the change. */
export type RunsByKey = ReadonlyMap<string, RunsRead>;

/**
 * The newest finished executions of all these integrations, newest first: one call each. `takeOf`: how many of them, from 1
 * to 200. Rejects with the `ApiError` that ends the run.
 */
export async function readRuns(
  io: Pick<Io, "stderr" | "monotonic">,
  client: Pick<SkyviaClient, "listExecutions">,
  changes: readonly Change[],
  takeOf: (change: Change) => number,
): Promise<RunsByKey> {
  const progress = startProgress(io, "reading runs");
  let read = 0;
  const readOne = async (change: Change): Promise<readonly [string, RunsRead]> => {
    const runs = await newestRuns(client, change, takeOf(change));
    progress.update(++read, changes.length);
    return [changeKey(change), runs];
  };
  try {
    return new Map(await Promise.all(changes.map(readOne)));
  } finally {
    progress.stop();
  }
}

async function newestRuns(
  client: Pick<SkyviaClient, "listExecutions">,
  { workspaceId, integrationId }: Change,
  take: number,
): Promise<RunsRead> {
  try {
    const query = { take, sortBy: "startDate", sortOrder: "desc" } as const;
    const { data, hasMore } = await client.listExecutions(workspaceId, integrationId, query);
    // Only what is looked at is kept: there may be a million of them.
    return { runs: data.map(({ runId, date, state }) => ({ runId, date, state })), more: hasMore };
  } catch (error) {
    if (!isApiError(error) || error.endsRun === true) throw error;
    return { error: errorRecord(error) };
  }
}

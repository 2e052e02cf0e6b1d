import type { SkyviaClient } from "@skyvia-schedules/client";
import { createWorkQueue, healthProblem, isApiError, type Change, type Problem } from "@skyvia-schedules/core";
import type { HealthFlags } from "../flags/gate-flags.ts";
import { notice } from "../process/notice.ts";
import { startProgress } from "../process/progress.ts";
import type { Context } from "../verb/context.ts";

/**
 * Reads the newest executions of each integration that is to be enabled, one call each, and reports the integrations whose executions all failed, and those
 * that never ran. Rejects if they cannot be read, unless it only warns.
 */
export async function checkHealth(
  { io }: Context,
  { health = "off", healthRuns = usualRuns }: Partial<HealthFlags>,
  client: SkyviaClient,
  changes: readonly Change[],
): Promise<readonly Problem[]> {
  if (health === "off") return [];
  const enables = changes.filter(({ action }) => action === "enable");
  const progress = startProgress(io, "reading executions");
  const found = new Map<Change, Problem>();
  let read = 0;
  const reads = createWorkQueue<Change>(async (change) => {
    try {
      const options = { take: healthRuns, sortBy: "startDate", sortOrder: "desc" } as const;
      const { data } = await client.listExecutions(change.workspaceId, change.integrationId, options);
      const problem = healthProblem(change, data, health);
      if (problem !== null) found.set(change, problem);
    } catch (error) {
      if (!isApiError(error) || error.endsRun === true || health === "block") throw error;
      notice(io, `note: the health of integration ${change.integrationId} could not be checked: ${error.message}`);
    }
    progress.update(++read, enables.length);
  });
  try {
    for (const change of enables) reads.add(change);
    await reads.done();
  } finally {
    progress.stop();
  }
  return enables.flatMap((change) => found.get(change) ?? []);
}

/** The default of `--health-runs`. */
const usualRuns = 3;

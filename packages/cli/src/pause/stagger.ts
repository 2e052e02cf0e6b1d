import type { Execution, SkyviaClient } from "@skyvia-schedules/client";
import {
  createWorkQueue,
  durationText,
  errorRecord,
  isApiError,
  type AppliedChange,
  type ErrorRecord,
} from "@skyvia-schedules/core";
import type { Waves } from "../apply/in-waves.ts";
import type { ThawFlags } from "../flags/pause-flags.ts";
import { instantText } from "@skyvia-schedules/core/instant";
import { notice } from "../process/notice.ts";
import { StoppedWaiting } from "../process/wait-for.ts";
import type { Context } from "../verb/context.ts";
import { RunError } from "../verb/run-error.ts";

/** The default of `--every`: the wait between two waves, in milliseconds. */
const usualPause = 2 * 60_000;

/** The waves of `--stagger`. null: everything is restored at once. Throws a `RunError` for `--every` alone. */
export function staggerOf(
  context: Context,
  { stagger, every }: Pick<ThawFlags, "stagger" | "every">,
): ((client: SkyviaClient) => Waves) | null {
  if (stagger === undefined) {
    if (every === undefined) return null;
    throw new RunError("usage", "--every needs --stagger", "Add --stagger N, or leave --every out.");
  }
  return (client) => waves(context, client, stagger, every ?? usualPause);
}

/**
 * Waits between two waves, then reads the executions since the thaw began. If one of a restored integration has failed,
 * the remaining integrations stay disabled.
 */
function waves(context: Context, client: SkyviaClient, size: number, every: number): Waves {
  const { io, interruption } = context;
  const since = instantText(io.now());
  return {
    size,
    between: async (done, left) => {
      notice(io, `${done.length} restored, ${left} left: the next wave follows in ${durationText(every)}`);
      const time = Math.min(every, Math.max(0, interruption.deadline - io.monotonic()));
      await io.sleep(time, interruption.over).catch(() => {});
      if (interruption.over.aborted) return new StoppedWaiting(interruption, "the next wave").record;
      return failureOf(client, done.filter(isThawed), since);
    },
  };
}

function isThawed({ action, result }: AppliedChange): boolean {
  return action === "enable" && result === "done";
}

/** Why the next wave must not begin. null: no restored integration has failed. */
async function failureOf(
  client: SkyviaClient,
  thawed: readonly AppliedChange[],
  since: string,
): Promise<ErrorRecord | null> {
  const found: ErrorRecord[] = [];
  const reads = createWorkQueue<AppliedChange>(async (change) => {
    const failure = await failedRun(client, change, since);
    if (failure !== null) found.push(failure);
  });
  for (const change of thawed) reads.add(change);
  await reads.done();
  return found[0] ?? null;
}

async function failedRun(
  client: SkyviaClient,
  { workspaceId, integrationId, name }: AppliedChange,
  startDate: string,
): Promise<ErrorRecord | null> {
  try {
    const options = { startDate, take: 200, sortBy: "startDate", sortOrder: "desc" } as const;
    const { data } = await client.listExecutions(workspaceId, integrationId, options);
    const failed = data.find(({ state }) => state === "Failed");
    return failed === undefined ? null : runFailed({ workspaceId, integrationId, name }, failed);
  } catch (error) {
    if (!isApiError(error)) throw error;
    return errorRecord(error);
  }
}

function runFailed(
  { workspaceId, integrationId, name }: Pick<AppliedChange, "workspaceId" | "integrationId" | "name">,
  { runId }: Pick<Execution, "runId">,
): ErrorRecord {
  const what = `integration ${integrationId}${name === null ? "" : ` ${JSON.stringify(name)}`}`;
  return {
    code: "execution-failed",
    message: `${what} was restored, and its execution ${runId} has failed since then`,
    next: `Look at it: \`skyvia-schedules executions ${integrationId} ${runId} -w ${workspaceId}\`. Run thaw again to restore the others.`,
  };
}

import type { Execution, ExecutionQuery, SkyviaClient } from "@skyvia-schedules/client";
import type { Verb } from "../verb/context.ts";
import type { ExecutionFlags } from "../flags/execution-flags.ts";
import type { WorkspaceFlags } from "../flags/api-flags.ts";
import type { Outcome } from "../verb/outcome.ts";
import { RunError } from "../verb/run-error.ts";
import { withWorkspace } from "../api/with-workspace.ts";

type Flags = WorkspaceFlags &
  ExecutionFlags & {
    readonly active: boolean;
  };

const executions: Verb<Flags, [id: number, runId?: number]> = async (context, flags, id, runId) => {
  checkUsage(flags, runId);
  return withWorkspace(context, flags, async (client, workspaceId) => {
    if (flags.active) return active(client, workspaceId, id);
    if (runId === undefined) return finished(client, workspaceId, id, flags);
    const data = await client.getExecution(workspaceId, id, runId);
    return { kind: "record", data };
  });
};

/** The flags that filter or sort the list. */
const listFlags = [
  ["startDate", "--start-date"],
  ["endDate", "--end-date"],
  ["failed", "--failed"],
  ["sortBy", "--sort-by"],
  ["sortOrder", "--sort-order"],
] as const;

function checkUsage(flags: Flags, runId: number | undefined): void {
  const next = "Leave one of the two out.";
  if (flags.active && runId !== undefined) {
    throw new RunError("usage", "--active and a runId cannot be used together", next);
  }
  const shown = flags.active ? "--active" : runId === undefined ? null : "a runId";
  const [, listFlag = null] = listFlags.find(([name]) => flags[name] !== undefined) ?? [];
  if (shown === null || listFlag === null) return;
  throw new RunError("usage", `${listFlag} is for the list, and ${shown} shows one execution`, next);
}

async function active(client: SkyviaClient, workspaceId: number, id: number): Promise<Outcome> {
  return { kind: "record", data: await client.getActiveExecution(workspaceId, id) };
}

/** The largest page that the API gives. */
const pageSize = 200;

async function finished(client: SkyviaClient, workspaceId: number, id: number, flags: Flags): Promise<Outcome> {
  const { take, skip, startDate, endDate, failed, sortBy, sortOrder } = flags;
  const filters: ExecutionQuery = {
    ...(startDate === undefined ? {} : { startDate }),
    ...(endDate === undefined ? {} : { endDate }),
    ...(failed === undefined ? {} : { failed }),
    ...(sortBy === undefined ? {} : { sortBy }),
    ...(sortOrder === undefined ? {} : { sortOrder }),
  };
  const { data, hasMore } =
    take <= pageSize
      ? await client.listExecutions(workspaceId, id, { ...filters, take, skip })
      : await many(client.executions(workspaceId, id, filters), take, skip);
  return { kind: "executions", data, hasMore, skip };
}

/** Reads more than one page, one after the other, and detects shifts between them. */
async function many(
  all: AsyncIterable<Execution>,
  take: number,
  skip: number,
): Promise<{ data: Execution[]; hasMore: boolean }> {
  const data: Execution[] = [];
  let seen = 0;
  for await (const execution of all) {
    if (seen++ < skip) continue;
    if (data.length === take) return { data, hasMore: true };
    data.push(execution);
  }
  return { data, hasMore: false };
}

export default executions;

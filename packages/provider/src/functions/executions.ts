import type { CallSettings, Execution, ExecutionDetails, ExecutionQuery, SkyviaClient } from "@skyvia-schedules/client";

/** The integration, and the filters of the API. */
export interface GetExecutionsArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
  /** The id of the integration. */
  readonly integrationId: number;
  /** ISO 8601 date and time, inclusive. */
  readonly startDate?: string | undefined;
  /** ISO 8601 date and time, inclusive. */
  readonly endDate?: string | undefined;
  /** true: only failed ones; false: only those that did not fail. */
  readonly failed?: boolean | undefined;
  /** The property to sort by. */
  readonly sortBy?: "startDate" | "runId" | undefined;
  /** Default: `asc`. */
  readonly sortOrder?: "asc" | "desc" | undefined;
  /** The largest number to return, 1 to 200. Without `take` and `skip`: all. */
  readonly take?: number | undefined;
  /** How many to skip first. */
  readonly skip?: number | undefined;
}

/** The execution to read. */
export interface GetExecutionArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
  /** The id of the integration. */
  readonly integrationId: number;
  /** The id of the execution. */
  readonly runId: number;
}

/** The integration whose active execution is read. */
export interface GetActiveExecutionArgs {
  /** The id of the workspace. */
  readonly workspaceId: number;
  /** The id of the integration. */
  readonly integrationId: number;
}

/** The finished executions of an integration. Scope: Integration / Read. */
export async function listExecutions(
  client: SkyviaClient,
  { workspaceId, integrationId, ...filter }: GetExecutionsArgs,
  settings: CallSettings,
): Promise<readonly Execution[]> {
  const query = { ...given(filter), ...settings };
  if (query.take !== undefined || query.skip !== undefined) {
    return (await client.listExecutions(workspaceId, integrationId, query)).data;
  }
  const found: Execution[] = [];
  for await (const execution of client.executions(workspaceId, integrationId, query)) found.push(execution);
  return found;
}

/** The given filters: here an optional filter may be undefined or null, but not for the client. */
function given(filter: Omit<GetExecutionsArgs, "workspaceId" | "integrationId">): ExecutionQuery {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null));
}

/** One execution in full. Scope: Integration / Read. */
export async function readExecution(
  client: SkyviaClient,
  { workspaceId, integrationId, runId }: GetExecutionArgs,
  settings: CallSettings,
): Promise<ExecutionDetails> {
  return client.getExecution(workspaceId, integrationId, runId, settings);
}

/** The active execution, or null. Scope: Integration / Read. */
export async function readActiveExecution(
  client: SkyviaClient,
  { workspaceId, integrationId }: GetActiveExecutionArgs,
  settings: CallSettings,
): Promise<Execution | null> {
  return client.getActiveExecution(workspaceId, integrationId, settings);
}

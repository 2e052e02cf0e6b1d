import type { Output } from "@pulumi/pulumi";
import type { Execution, ExecutionDetails, ExecutionQuery, SkyviaClient } from "@skyvia-schedules/client";
import { ask, askOutput, type InputsOf } from "../call-api.ts";
import type { FunctionOptions } from "../function-options.ts";

/** Whose executions are asked for, and which of them: the filters of the API. */
export interface GetExecutionsArgs {
  readonly workspaceId: number;
  readonly integrationId: number;
  /** ISO 8601 date and time, inclusive. */
  readonly startDate?: string | undefined;
  /** ISO 8601 date and time, inclusive. */
  readonly endDate?: string | undefined;
  /** true: only failed ones; false: only those that did not fail. */
  readonly failed?: boolean | undefined;
  readonly sortBy?: "startDate" | "runId" | undefined;
  /** Default: `asc`. */
  readonly sortOrder?: "asc" | "desc" | undefined;
  /** How many at most, 1 to 200. Without `take` and `skip`: all. */
  readonly take?: number | undefined;
  readonly skip?: number | undefined;
}

/** Which execution is asked for. */
export interface GetExecutionArgs {
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly runId: number;
}

/** Whose active execution is asked for. */
export interface GetActiveExecutionArgs {
  readonly workspaceId: number;
  readonly integrationId: number;
}

/** The finished executions of an integration. Scope: Integration / Read. */
export async function getExecutions(
  args: GetExecutionsArgs,
  options: FunctionOptions = {},
): Promise<readonly Execution[]> {
  return ask(listExecutions, args, options);
}

/** `getExecutions` as an Output. */
export function getExecutionsOutput(
  args: InputsOf<GetExecutionsArgs>,
  options: FunctionOptions = {},
): Output<readonly Execution[]> {
  return askOutput(listExecutions, args, options);
}

/** One execution in full. Scope: Integration / Read. */
export async function getExecution(args: GetExecutionArgs, options: FunctionOptions = {}): Promise<ExecutionDetails> {
  return ask(readExecution, args, options);
}

/** `getExecution` as an Output. */
export function getExecutionOutput(
  args: InputsOf<GetExecutionArgs>,
  options: FunctionOptions = {},
): Output<ExecutionDetails> {
  return askOutput(readExecution, args, options);
}

/** The execution that is going on, or null. Scope: Integration / Read. */
export async function getActiveExecution(
  args: GetActiveExecutionArgs,
  options: FunctionOptions = {},
): Promise<Execution | null> {
  return ask(readActiveExecution, args, options);
}

/** `getActiveExecution` as an Output. */
export function getActiveExecutionOutput(
  args: InputsOf<GetActiveExecutionArgs>,
  options: FunctionOptions = {},
): Output<Execution | null> {
  return askOutput(readActiveExecution, args, options);
}

async function listExecutions(
  client: SkyviaClient,
  { workspaceId, integrationId, ...filter }: GetExecutionsArgs,
): Promise<readonly Execution[]> {
  const query = given(filter);
  if (query.take !== undefined || query.skip !== undefined) {
    return (await client.listExecutions(workspaceId, integrationId, query)).data;
  }
  const found: Execution[] = [];
  for await (const execution of client.executions(workspaceId, integrationId, query)) found.push(execution);
  return found;
}

/** The filters that are given: an optional one may be undefined or null here, and not for the client. */
function given(filter: Omit<GetExecutionsArgs, "workspaceId" | "integrationId">): ExecutionQuery {
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value != null));
}

async function readExecution(
  client: SkyviaClient,
  { workspaceId, integrationId, runId }: GetExecutionArgs,
): Promise<ExecutionDetails> {
  return client.getExecution(workspaceId, integrationId, runId);
}

async function readActiveExecution(
  client: SkyviaClient,
  { workspaceId, integrationId }: GetActiveExecutionArgs,
): Promise<Execution | null> {
  return client.getActiveExecution(workspaceId, integrationId);
}

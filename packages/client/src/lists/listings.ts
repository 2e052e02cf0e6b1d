import type { Call } from "../call/call.ts";
import { operations, type Target } from "../api/operations.ts";
import type { Listing } from "./paging.ts";
import { executionQuery, pageQuery } from "../api/query.ts";
import type { Execution, ExecutionFilter, Integration } from "../api/types.ts";

/** The list of a workspace's integrations. */
export function integrationList(
  call: Call,
  target: Target & { readonly workspaceId: number },
  signal: AbortSignal | undefined,
): Listing<Integration> {
  const operation = operations.listIntegrations;
  return {
    path: operation.path(target),
    what: `integrations of workspace ${target.workspaceId}`,
    idOf: ({ id }) => id,
    page: (take, skip) => call(operation, { target, query: pageQuery({ take, skip }), signal, ahead: true }),
  };
}

/** The list of an integration's finished executions, those that match the filter. */
export function executionList(
  call: Call,
  target: Target & { readonly integrationId: number },
  filter: ExecutionFilter,
  signal: AbortSignal | undefined,
): Listing<Execution> {
  const operation = operations.listExecutions;
  return {
    path: operation.path(target),
    what: `executions of integration ${target.integrationId}`,
    idOf: ({ runId }) => runId,
    page: async (take, skip) =>
      call(operation, { target, query: executionQuery({ ...filter, take, skip }), signal, ahead: true }),
  };
}

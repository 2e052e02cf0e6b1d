import type { ExecutionFilter } from "../world/execution-query.ts";
import type { Scope } from "../world/scope.ts";
import { covers } from "../world/tokens.ts";
import type { World } from "../world/world.ts";
import type { TokenRecord } from "../world/world-state.ts";
import type { OperationId } from "./operation-ids.ts";
import { executionQuery, pageOf, pageQuery, type Query, type Schema, schemaOf } from "./schemas.ts";

/** One validated call. An id that the path does not contain is 0. */
export interface OperationCall {
  readonly world: World;
  readonly token: TokenRecord;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly runId: number;
  readonly query: Readonly<Record<string, unknown>>;
}

/** What an operation answers. Without `body` the answer has an empty one. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

export interface Operation {
  readonly id: OperationId;
  readonly method: "GET" | "POST";
  /** With `{parameter}`s, as in the vendor's document. */
  readonly path: string;
  readonly scope: Scope;
  readonly summary: string;
  readonly query?: Query;
  /** By status. Without `schema` the answer has no body. */
  readonly responses: Readonly<Record<number, { readonly description: string; readonly schema?: Schema }>>;
  readonly handle: (call: OperationCall) => Answer;
}

const workspace = "/v1/workspaces/{workspaceId}";
const integration = `${workspace}/integrations/{integrationId}`;
const executions = `${integration}/executions`;
const schedule = `${integration}/schedule`;

const done = (schema: Schema): Operation["responses"] => ({ 200: { description: "Done", schema } });

/** The thirteen operations. Source: the vendor's documentation and its OpenAPI document of August 2026. */
export const operations: readonly Operation[] = [
  {
    id: "listWorkspaces",
    method: "GET",
    path: "/v1/workspaces",
    scope: "Workspace / Read",
    summary: "List workspaces",
    responses: done({ type: "array", items: schemaOf("Workspace") }),
    handle: ({ world, token }) => ok(world.workspaces().filter(({ id }) => covers(token, id))),
  },
  {
    id: "getWorkspace",
    method: "GET",
    path: workspace,
    scope: "Workspace / Read",
    summary: "Get a workspace",
    responses: done(schemaOf("Workspace")),
    handle: ({ world, workspaceId }) => ok(world.workspace(workspaceId)),
  },
  {
    id: "listIntegrations",
    method: "GET",
    path: `${workspace}/integrations`,
    scope: "Integration / Read",
    summary: "List integrations",
    query: pageQuery,
    responses: done(pageOf("Integration")),
    handle: ({ world, workspaceId, query }) =>
      ok(world.integrations(workspaceId, Number(query["take"]), Number(query["skip"]))),
  },
  {
    id: "getIntegration",
    method: "GET",
    path: integration,
    scope: "Integration / Read",
    summary: "Get an integration",
    responses: done(schemaOf("Integration")),
    handle: ({ world, workspaceId, integrationId }) => ok(world.integration(workspaceId, integrationId)),
  },
  {
    id: "listExecutions",
    method: "GET",
    path: executions,
    scope: "Integration / Read",
    summary: "List the finished executions of an integration",
    query: executionQuery,
    responses: done(pageOf("Execution")),
    handle: ({ world, workspaceId, integrationId, query }) =>
      ok(world.executions(workspaceId, integrationId, executionFilter(query))),
  },
  {
    id: "runIntegration",
    method: "POST",
    path: executions,
    scope: "Integration / Execute",
    summary: "Run an integration",
    responses: {
      200: { description: "Started, or queued while another one is active", schema: schemaOf("Execution") },
    },
    handle: ({ world, workspaceId, integrationId }) => ok(world.run(workspaceId, integrationId)),
  },
  {
    id: "getActiveExecution",
    method: "GET",
    path: `${executions}/active`,
    scope: "Integration / Read",
    summary: "Get the active execution; an empty body if there is none",
    responses: {
      200: {
        description: "The active execution, or an empty body",
        schema: { oneOf: [schemaOf("Execution"), { type: "null" }] },
      },
    },
    handle: ({ world, workspaceId, integrationId }) => {
      const active = world.activeExecution(workspaceId, integrationId);
      return active === null ? { status: 200 } : ok(active);
    },
  },
  {
    id: "getExecution",
    method: "GET",
    path: `${executions}/{runId}`,
    scope: "Integration / Read",
    summary: "Get an execution",
    responses: done(schemaOf("ExecutionDetails")),
    handle: ({ world, workspaceId, integrationId, runId }) => ok(world.execution(workspaceId, integrationId, runId)),
  },
  {
    id: "cancelExecution",
    method: "POST",
    path: `${executions}/cancel`,
    scope: "Integration / Execute",
    summary: "Cancel the active execution; its running tasks finish first",
    responses: { 200: { description: "It will stop, or none was active; the body is empty" } },
    handle: ({ world, workspaceId, integrationId }) => {
      world.cancel(workspaceId, integrationId);
      return { status: 200 };
    },
  },
  {
    id: "killExecution",
    method: "POST",
    path: `${executions}/kill`,
    scope: "Integration / Execute",
    summary: "Kill the active execution at once",
    responses: { 200: { description: "Stopped, or none was active; the body is empty" } },
    handle: ({ world, workspaceId, integrationId }) => {
      world.kill(workspaceId, integrationId);
      return { status: 200 };
    },
  },
  {
    id: "getSchedule",
    method: "GET",
    path: schedule,
    scope: "Integration / Read Schedule",
    summary: "Get the state of a schedule",
    responses: { ...done(schemaOf("Schedule")), 204: { description: "No schedule is defined; there is no body" } },
    handle: ({ world, workspaceId, integrationId }) => {
      const active = world.readSchedule(workspaceId, integrationId);
      return active === null ? { status: 204 } : ok({ active });
    },
  },
  {
    id: "enableSchedule",
    method: "POST",
    path: `${schedule}/enable`,
    scope: "Integration / Enable-Disable Schedule",
    summary: "Enable a schedule; 404 if none is defined",
    responses: done(schemaOf("Schedule")),
    handle: ({ world, workspaceId, integrationId }) => {
      world.enable(workspaceId, integrationId);
      return ok({ active: true });
    },
  },
  {
    id: "disableSchedule",
    method: "POST",
    path: `${schedule}/disable`,
    scope: "Integration / Enable-Disable Schedule",
    // No document says what an undefined schedule answers here: 404, as for enable, is this emulator's own decision.
    summary: "Disable a schedule; 404 if none is defined",
    responses: done(schemaOf("Schedule")),
    handle: ({ world, workspaceId, integrationId }) => {
      world.disable(workspaceId, integrationId);
      return ok({ active: false });
    },
  },
];

function ok(body: unknown): Answer {
  return { status: 200, body };
}

function executionFilter(query: Readonly<Record<string, unknown>>): ExecutionFilter {
  const { startDate, endDate, failed, sortBy, sortOrder, take, skip } = query;
  return {
    ...(typeof startDate === "string" && { from: Date.parse(startDate) }),
    ...(typeof endDate === "string" && { until: Date.parse(endDate) }),
    ...(typeof failed === "boolean" && { failed }),
    sortBy: sortBy === "startDate" ? "startDate" : "runId",
    sortOrder: sortOrder === "desc" ? "desc" : "asc",
    take: Number(take),
    skip: Number(skip),
  };
}

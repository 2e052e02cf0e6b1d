import type { ExecutionFilter } from "../world/execution-query.ts";
import type { Scope } from "../world/scope.ts";
import { covers } from "../world/tokens.ts";
import type { World } from "../world/world.ts";
import type { TokenRecord } from "../world/world-state.ts";
import type { OperationId } from "./operation-ids.ts";
import {
  executionDetailsSchema,
  executionQuery,
  executionSchema,
  integrationSchema,
  pageQuery,
  pageSchema,
  scheduleSchema,
  workspaceSchema,
} from "./schemas.ts";

/** One validated call: ids are 0 where the path names none. */
export interface OperationCall {
  readonly world: World;
  readonly token: TokenRecord;
  readonly workspaceId: number;
  readonly integrationId: number;
  readonly runId: number;
  readonly query: Readonly<Record<string, unknown>>;
}

/** What an operation answers; no body: an empty one. */
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
  readonly query?: object;
  /** The schema of the body with status 200, or a description where there is none. */
  readonly answers: Readonly<Record<number, object>>;
  readonly handle: (call: OperationCall) => Answer;
}

const workspace = "/v1/workspaces/{workspaceId}";
const integration = `${workspace}/integrations/{integrationId}`;
const executions = `${integration}/executions`;
const schedule = `${integration}/schedule`;

const empty = (description: string): object => ({ description, type: "null" });

/** The thirteen operations. Source: the vendor's documentation and its OpenAPI document of August 2026. */
export const operations: readonly Operation[] = [
  {
    id: "listWorkspaces",
    method: "GET",
    path: "/v1/workspaces",
    scope: "Workspace / Read",
    summary: "List workspaces",
    answers: { 200: { type: "array", items: workspaceSchema } },
    handle: ({ world, token }) => ok(world.workspaces().filter(({ id }) => covers(token, id))),
  },
  {
    id: "getWorkspace",
    method: "GET",
    path: workspace,
    scope: "Workspace / Read",
    summary: "Get a workspace",
    answers: { 200: workspaceSchema },
    handle: ({ world, workspaceId }) => ok(world.workspace(workspaceId)),
  },
  {
    id: "listIntegrations",
    method: "GET",
    path: `${workspace}/integrations`,
    scope: "Integration / Read",
    summary: "List integrations",
    query: pageQuery,
    answers: { 200: pageSchema(integrationSchema) },
    handle: ({ world, workspaceId, query }) =>
      ok(world.integrations(workspaceId, Number(query["take"]), Number(query["skip"]))),
  },
  {
    id: "getIntegration",
    method: "GET",
    path: integration,
    scope: "Integration / Read",
    summary: "Get an integration",
    answers: { 200: integrationSchema },
    handle: ({ world, workspaceId, integrationId }) => ok(world.integration(workspaceId, integrationId)),
  },
  {
    id: "listExecutions",
    method: "GET",
    path: executions,
    scope: "Integration / Read",
    summary: "List the finished executions of an integration",
    query: executionQuery,
    answers: { 200: pageSchema(executionSchema) },
    handle: ({ world, workspaceId, integrationId, query }) =>
      ok(world.executions(workspaceId, integrationId, executionFilter(query))),
  },
  {
    id: "runIntegration",
    method: "POST",
    path: executions,
    scope: "Integration / Execute",
    summary: "Run an integration",
    answers: { 200: executionSchema },
    handle: ({ world, workspaceId, integrationId }) => ok(world.run(workspaceId, integrationId)),
  },
  {
    id: "getActiveExecution",
    method: "GET",
    path: `${executions}/active`,
    scope: "Integration / Read",
    summary: "Get the active execution; an empty body where there is none",
    answers: { 200: executionSchema },
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
    answers: { 200: executionDetailsSchema },
    handle: ({ world, workspaceId, integrationId, runId }) => ok(world.execution(workspaceId, integrationId, runId)),
  },
  {
    id: "cancelExecution",
    method: "POST",
    path: `${executions}/cancel`,
    scope: "Integration / Execute",
    summary: "Cancel the active execution: running tasks are let finish",
    answers: { 200: empty("Asked to stop, or none was active") },
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
    answers: { 200: empty("Stopped, or none was active") },
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
    answers: { 200: scheduleSchema, 204: empty("No schedule is defined") },
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
    summary: "Enable a schedule; 404 where none is defined",
    answers: { 200: scheduleSchema },
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
    summary: "Disable a schedule; 404 where none is defined",
    answers: { 200: scheduleSchema },
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

import {
  readActiveExecution,
  readExecution,
  readExecutionDetails,
  readExecutionPage,
  readIntegration,
  readIntegrationPage,
  readNothing,
  readSchedule,
  readScheduleAnswer,
  readWorkspace,
  readWorkspaces,
  type AnswerReader,
} from "./answer-readers.ts";
import type {
  Execution,
  ExecutionDetails,
  Integration,
  Page,
  ScheduleAnswer,
  ScheduleState,
  Workspace,
} from "./types.ts";

/**
 * What the client may do after a failure. `read`: send it again. `write`: the state shows whether it worked, so read it first. `once`: send it again only if it
 * was certainly not sent.
 */
export type RetryClass = "read" | "write" | "once";

/** The numbers of a path, in its order, each validated. */
export interface Target {
  readonly workspaceId?: number;
  readonly integrationId?: number;
  readonly runId?: number;
}

/** One operation of the API. */
export interface Operation<T> {
  readonly method: "GET" | "POST";
  readonly path: (target: Target) => string;
  readonly retry: RetryClass;
  /** The scope that the token needs, in the vendor's words. */
  readonly scope: string;
  /** What it does, to be appended to "the token may not". */
  readonly does: string;
  readonly read: AnswerReader<T>;
}

/** The operations by name. */
export interface Operations {
  readonly listWorkspaces: Operation<readonly Workspace[]>;
  readonly getWorkspace: Operation<Workspace>;
  readonly listIntegrations: Operation<Page<Integration>>;
  readonly getIntegration: Operation<Integration>;
  readonly listExecutions: Operation<Page<Execution>>;
  readonly getExecution: Operation<ExecutionDetails>;
  readonly getActiveExecution: Operation<Execution | null>;
  readonly runIntegration: Operation<Execution>;
  readonly cancelExecution: Operation<void>;
  readonly killExecution: Operation<void>;
  readonly getSchedule: Operation<ScheduleState>;
  readonly enableSchedule: Operation<ScheduleAnswer>;
  readonly disableSchedule: Operation<ScheduleAnswer>;
}

const switchScope = "Integration / Enable-Disable Schedule";

/** The thirteen operations of the vendor's API, one row each. */
export const operations: Operations = {
  listWorkspaces: read("list workspaces", "Workspace / Read", () => "/v1/workspaces", readWorkspaces),
  getWorkspace: read("read workspaces", "Workspace / Read", workspace, readWorkspace),
  listIntegrations: read("list integrations", "Integration / Read", integrations, readIntegrationPage),
  getIntegration: read("read integrations", "Integration / Read", integration, readIntegration),
  listExecutions: read("list executions", "Integration / Read", executions, readExecutionPage),
  getExecution: read("read executions", "Integration / Read", execution, readExecutionDetails),
  getActiveExecution: read("read the active execution", "Integration / Read", under("active"), readActiveExecution),
  runIntegration: post("once", "run integrations", "Integration / Execute", executions, readExecution),
  cancelExecution: post("write", "cancel executions", "Integration / Execute", under("cancel"), readNothing),
  killExecution: post("write", "kill executions", "Integration / Execute", under("kill"), readNothing),
  getSchedule: read("read schedules", "Integration / Read Schedule", schedule, readSchedule),
  enableSchedule: post("write", "enable schedules", switchScope, toggle("enable"), readScheduleAnswer),
  disableSchedule: post("write", "disable schedules", switchScope, toggle("disable"), readScheduleAnswer),
};

function read<T>(does: string, scope: string, path: Operation<T>["path"], reader: AnswerReader<T>): Operation<T> {
  return { method: "GET", retry: "read", does, scope, path, read: reader };
}

function post<T>(
  retry: RetryClass,
  does: string,
  scope: string,
  path: Operation<T>["path"],
  reader: AnswerReader<T>,
): Operation<T> {
  return { method: "POST", retry, does, scope, path, read: reader };
}

function workspace({ workspaceId }: Target): string {
  return `/v1/workspaces/${workspaceId}`;
}

function integrations(target: Target): string {
  return `${workspace(target)}/integrations`;
}

function integration({ workspaceId, integrationId }: Target): string {
  return `/v1/workspaces/${workspaceId}/integrations/${integrationId}`;
}

function executions(target: Target): string {
  return `${integration(target)}/executions`;
}

function execution(target: Target): string {
  return `${executions(target)}/${target.runId}`;
}

function under(last: "active" | "cancel" | "kill"): (target: Target) => string {
  return (target) => `${executions(target)}/${last}`;
}

function schedule(target: Target): string {
  return `${integration(target)}/schedule`;
}

function toggle(to: "enable" | "disable"): (target: Target) => string {
  return (target) => `${schedule(target)}/${to}`;
}

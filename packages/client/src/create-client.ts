import { setTimeout as sleepFor } from "node:timers/promises";
import { createSender } from "./attempt.ts";
import { createCaller, type Call } from "./call.ts";
import { checkBaseUrl, defaultBaseUrl } from "./check-base-url.ts";
import { checkToken } from "./check-token.ts";
import { checkOptions, type ClientOptions } from "./client-options.ts";
import { createGate } from "./gate.ts";
import { operations, type Operation, type Target } from "./operations.ts";
import { readItems, readPages, type Listing } from "./paging.ts";
import { checkId, checkRunId, executionQuery, pageQuery } from "./query.ts";
import { createRedactor } from "./redactor.ts";
import { createRetryBudget } from "./retry-budget.ts";
import { createRunEnd } from "./run-end.ts";
import { endExecution, switchSchedule } from "./schedule-switch.ts";
import type { SkyviaClient } from "./skyvia-client.ts";
import { createTransport } from "./transport.ts";
import type { Execution, ExecutionFilter, Integration } from "./types.ts";

/**
 * A client of the Skyvia API for one token. Sends nothing by itself.
 * Throws a `bad-input` error for an option that is not usable; it never repeats the token.
 */
export function createClient(options: ClientOptions): SkyviaClient {
  const { call, close } = connect(options);
  return { ...clientMethods(call), close };
}

function connect(options: ClientOptions): { readonly call: Call; readonly close: () => Promise<void> } {
  checkOptions(options);
  const token = checkToken(options.token);
  const baseUrl = checkBaseUrl(options.baseUrl ?? defaultBaseUrl);
  const { concurrency = 8, requestTimeout = 30_000, now = Date.now, random = Math.random, env = {} } = options;
  const { readOnly = false, onRetry = () => {}, userAgent = "skyvia-schedules", sleep = realSleep } = options;

  const dispatcher = createTransport({ baseUrl, concurrency, requestTimeout, env });
  const end = createRunEnd({ signal: options.signal, deadline: options.deadline, now });
  const send = createSender({
    dispatcher,
    origin: baseUrl.origin,
    prefix: baseUrl.pathname.replace(/\/+$/, ""),
    headers: ["authorization", token, "accept", "application/json", "user-agent", userAgent],
    requestTimeout,
    end,
  });
  const gate = createGate({ limit: concurrency, end, now, random, sleep });
  const budget = createRetryBudget();
  const redact = createRedactor(token);
  return {
    call: createCaller({ send, gate, budget, end, redact, readOnly, onRetry, now, random, sleep }),
    close: async () => {
      end.end({ kind: "aborted", reason: "the client was closed", endsRun: true, sent: false });
      end.dispose();
      await dispatcher.destroy();
    },
  };
}

/** Waits on a timer that keeps the process alive: a call is waiting for it. */
function realSleep(ms: number, signal?: AbortSignal): Promise<void> {
  return sleepFor(ms, undefined, signal === undefined ? {} : { signal });
}

function clientMethods(call: Call): Omit<SkyviaClient, "close"> {
  const get = async <T>(operation: Operation<T>, target: Target, signal: AbortSignal | undefined): Promise<T> =>
    call(operation, { path: operation.path(checked(target)), signal });
  const integrationList = (workspaceId: number, signal?: AbortSignal): Listing<Integration> => {
    const path = operations.listIntegrations.path(checked({ workspaceId }));
    return {
      path,
      what: `integrations of workspace ${workspaceId}`,
      idOf: (integration) => integration.id,
      page: (take, skip) =>
        call(operations.listIntegrations, { path: path + pageQuery({ take, skip }), signal, ahead: true }),
    };
  };
  const executionList = (
    workspaceId: number,
    integrationId: number,
    filter: ExecutionFilter,
    signal?: AbortSignal,
  ): Listing<Execution> => {
    const path = operations.listExecutions.path(checked({ workspaceId, integrationId }));
    return {
      path,
      what: `executions of integration ${integrationId}`,
      idOf: (execution) => execution.runId,
      page: (take, skip) =>
        call(operations.listExecutions, {
          path: path + executionQuery({ ...filter, take, skip }),
          signal,
          ahead: true,
        }),
    };
  };

  return {
    listWorkspaces: ({ signal } = {}) => get(operations.listWorkspaces, {}, signal),
    getWorkspace: (workspaceId, { signal } = {}) => get(operations.getWorkspace, { workspaceId }, signal),
    listIntegrations: async (workspaceId, { signal, ...query } = {}) => {
      const operation = operations.listIntegrations;
      return call(operation, { path: operation.path(checked({ workspaceId })) + pageQuery(query), signal });
    },
    integrationPages: (workspaceId, { signal } = {}) => readPages(integrationList(workspaceId, signal)),
    integrations: (workspaceId, { signal } = {}) => readItems(integrationList(workspaceId, signal)),
    getIntegration: (workspaceId, integrationId, { signal } = {}) =>
      get(operations.getIntegration, { workspaceId, integrationId }, signal),
    listExecutions: async (workspaceId, integrationId, { signal, ...query } = {}) => {
      const operation = operations.listExecutions;
      const path = operation.path(checked({ workspaceId, integrationId }));
      return call(operation, { path: path + executionQuery(query), signal });
    },
    executions: (workspaceId, integrationId, { signal, ...filter } = {}) =>
      readItems(executionList(workspaceId, integrationId, filter, signal)),
    getExecution: (workspaceId, integrationId, runId, { signal } = {}) =>
      get(operations.getExecution, { workspaceId, integrationId, runId }, signal),
    getActiveExecution: (workspaceId, integrationId, { signal } = {}) =>
      get(operations.getActiveExecution, { workspaceId, integrationId }, signal),
    runIntegration: (workspaceId, integrationId, { signal } = {}) =>
      get(operations.runIntegration, { workspaceId, integrationId }, signal),
    cancelExecution: async (workspaceId, integrationId, { signal } = {}) =>
      endExecution(call, "cancel", checked({ workspaceId, integrationId }), signal),
    killExecution: async (workspaceId, integrationId, { signal } = {}) =>
      endExecution(call, "kill", checked({ workspaceId, integrationId }), signal),
    getSchedule: (workspaceId, integrationId, { signal } = {}) =>
      get(operations.getSchedule, { workspaceId, integrationId }, signal),
    enableSchedule: async (workspaceId, integrationId, { signal } = {}) =>
      switchSchedule(call, "enabled", checked({ workspaceId, integrationId }), signal),
    disableSchedule: async (workspaceId, integrationId, { signal } = {}) =>
      switchSchedule(call, "disabled", checked({ workspaceId, integrationId }), signal),
  };
}

/** The target itself, its ids checked: paths are built from nothing else. */
function checked(target: Target): Target {
  const { workspaceId, integrationId, runId } = target;
  if ("workspaceId" in target) checkId("workspace", workspaceId);
  if ("integrationId" in target) checkId("integration", integrationId);
  if ("runId" in target) checkRunId(runId);
  return target;
}

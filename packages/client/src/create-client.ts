import { setTimeout as sleepFor } from "node:timers/promises";
import { createSender } from "./attempt/attempt.ts";
import { createCaller, type Call } from "./call/call.ts";
import { checkBaseUrl, defaultBaseUrl, pathPrefix } from "./settings/check-base-url.ts";
import { checkToken } from "./settings/check-token.ts";
import { autoConcurrency, checkOptions, type ClientOptions } from "./settings/client-options.ts";
import { createGate } from "./call/gate.ts";
import { executionList, integrationList } from "./lists/listings.ts";
import { operations } from "./api/operations.ts";
import { readItems, readPages } from "./lists/paging.ts";
import { executionQuery, pageQuery } from "./api/query.ts";
import { createRedactor } from "./errors/redactor.ts";
import { createRetryBudget } from "./call/retry-budget.ts";
import { createRunEnd } from "./attempt/run-end.ts";
import { endExecution, switchSchedule } from "./schedule-switch.ts";
import type { SkyviaClient } from "./skyvia-client.ts";
import { createTransport } from "./attempt/transport.ts";

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
  const { concurrency = "auto", requestTimeout = 30_000, now = Date.now, random = Math.random, env = {} } = options;
  const { monotonic = () => performance.now(), onAttempt, onWait = () => {}, onRetry = () => {} } = options;
  const { readOnly = false, userAgent = "skyvia-schedules", sleep = realSleep } = options;

  const most = concurrency === "auto" ? autoConcurrency : concurrency;
  const dispatcher = createTransport({ baseUrl, concurrency: most, requestTimeout, env });
  const end = createRunEnd({ signal: options.signal, deadline: options.deadline, monotonic });
  const send = createSender({
    dispatcher,
    freshDispatcher: () => createTransport({ baseUrl, concurrency: 1, requestTimeout, env }),
    origin: baseUrl.origin,
    prefix: pathPrefix(baseUrl),
    headers: ["authorization", token, "accept", "application/json", "user-agent", userAgent],
    requestTimeout,
    end,
  });
  const gate = createGate({ most, end, now, monotonic, random, sleep });
  const budget = createRetryBudget();
  const redact = createRedactor(token, ...(options.secrets ?? []));
  return {
    call: createCaller({
      send,
      gate,
      budget,
      end,
      redact,
      readOnly,
      onAttempt,
      onRetry,
      onWait,
      now,
      monotonic,
      random,
      sleep,
    }),
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
  return {
    listWorkspaces: ({ signal } = {}) => call(operations.listWorkspaces, { target: {}, signal }),
    getWorkspace: (workspaceId, { signal } = {}) => call(operations.getWorkspace, { target: { workspaceId }, signal }),
    listIntegrations: async (workspaceId, { signal, ...query } = {}) =>
      call(operations.listIntegrations, { target: { workspaceId }, query: pageQuery(query), signal }),
    integrationPages: (workspaceId, { signal } = {}) => readPages(integrationList(call, { workspaceId }, signal)),
    integrations: (workspaceId, { signal } = {}) => readItems(integrationList(call, { workspaceId }, signal)),
    getIntegration: (workspaceId, integrationId, { signal } = {}) =>
      call(operations.getIntegration, { target: { workspaceId, integrationId }, signal }),
    listExecutions: async (workspaceId, integrationId, { signal, ...query } = {}) =>
      call(operations.listExecutions, {
        target: { workspaceId, integrationId },
        query: executionQuery(query),
        signal,
      }),
    executions: (workspaceId, integrationId, { signal, ...filter } = {}) =>
      readItems(executionList(call, { workspaceId, integrationId }, filter, signal)),
    getExecution: (workspaceId, integrationId, runId, { signal } = {}) =>
      call(operations.getExecution, { target: { workspaceId, integrationId, runId }, signal }),
    getActiveExecution: (workspaceId, integrationId, { signal } = {}) =>
      call(operations.getActiveExecution, { target: { workspaceId, integrationId }, signal }),
    runIntegration: (workspaceId, integrationId, { signal } = {}) =>
      call(operations.runIntegration, { target: { workspaceId, integrationId }, signal }),
    cancelExecution: (workspaceId, integrationId, signals = {}) =>
      endExecution(call, "cancel", { workspaceId, integrationId }, signals),
    killExecution: (workspaceId, integrationId, signals = {}) =>
      endExecution(call, "kill", { workspaceId, integrationId }, signals),
    getSchedule: (workspaceId, integrationId, { signal } = {}) =>
      call(operations.getSchedule, { target: { workspaceId, integrationId }, signal }),
    enableSchedule: (workspaceId, integrationId, signals = {}) =>
      switchSchedule(call, "enabled", { workspaceId, integrationId }, signals),
    disableSchedule: (workspaceId, integrationId, signals = {}) =>
      switchSchedule(call, "disabled", { workspaceId, integrationId }, signals),
  };
}

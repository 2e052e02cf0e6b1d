import type {
  Execution,
  ExecutionDetails,
  ExecutionFilter,
  ExecutionQuery,
  Integration,
  ListingStep,
  Page,
  PageQuery,
  ScheduleAnswer,
  ScheduleState,
  Workspace,
} from "./api/types.ts";

/** The last argument of every call. */
export interface CallSettings {
  /** Ends this call alone, whether it waits or was sent. */
  readonly signal?: AbortSignal;
}

/** What a call that switches a schedule, or ends an execution, takes last. */
export interface SwitchSettings extends CallSettings {
  /**
   * Ends the call with `aborted` unless its request was sent. That request ends as it would, its outcome is verified, and
   * it is not sent again.
   */
  readonly stop?: AbortSignal;
}

/**
 * The Skyvia API, an operation a method. Every method rejects with a `SkyviaError` (see its `code`) and retries what
 * can be retried safely. At most `concurrency` requests are in flight, however many calls are made.
 */
export interface SkyviaClient {
  /** All workspaces that the token covers. Scope: Workspace / Read. */
  listWorkspaces(settings?: CallSettings): Promise<readonly Workspace[]>;
  /** Scope: Workspace / Read. */
  getWorkspace(workspaceId: number, settings?: CallSettings): Promise<Workspace>;

  /** One page of the list. Scope: Integration / Read. */
  listIntegrations(workspaceId: number, query?: PageQuery & CallSettings): Promise<Page<Integration>>;
  /** The whole list, page by page as they arrive, with shifts detected. After `restarted`, discard all pages before it. */
  integrationPages(workspaceId: number, settings?: CallSettings): AsyncIterable<ListingStep<Integration>>;
  /** The whole list, each id once. */
  integrations(workspaceId: number, settings?: CallSettings): AsyncIterable<Integration>;
  /** Scope: Integration / Read. */
  getIntegration(workspaceId: number, integrationId: number, settings?: CallSettings): Promise<Integration>;

  /** One page of the finished executions. Scope: Integration / Read. */
  listExecutions(
    workspaceId: number,
    integrationId: number,
    query?: ExecutionQuery & CallSettings,
  ): Promise<Page<Execution>>;
  /** All finished executions that match the filter, each once. */
  executions(
    workspaceId: number,
    integrationId: number,
    query?: ExecutionFilter & CallSettings,
  ): AsyncIterable<Execution>;
  /** Scope: Integration / Read. */
  getExecution(
    workspaceId: number,
    integrationId: number,
    runId: number,
    settings?: CallSettings,
  ): Promise<ExecutionDetails>;
  /** The active execution, or null. Scope: Integration / Read. */
  getActiveExecution(workspaceId: number, integrationId: number, settings?: CallSettings): Promise<Execution | null>;

  /**
   * Starts an execution. The call is never sent twice. If it fails after it was sent, the error says that the execution may have started. Scope: Integration /
   * Execute.
   */
  runIntegration(workspaceId: number, integrationId: number, settings?: CallSettings): Promise<Execution>;
  /** Asks the active execution to end; running tasks may finish. Scope: Integration / Execute. */
  cancelExecution(workspaceId: number, integrationId: number, settings?: SwitchSettings): Promise<void>;
  /** Ends the active execution by force. Scope: Integration / Execute. */
  killExecution(workspaceId: number, integrationId: number, settings?: SwitchSettings): Promise<void>;

  /** Scope: Integration / Read Schedule. */
  getSchedule(workspaceId: number, integrationId: number, settings?: CallSettings): Promise<ScheduleState>;
  /** Rejects with `schedule-not-defined` if there is none. Scope: Integration / Enable-Disable Schedule. */
  enableSchedule(workspaceId: number, integrationId: number, settings?: SwitchSettings): Promise<ScheduleAnswer>;
  /** Rejects with `schedule-not-defined` if there is none. Scope: Integration / Enable-Disable Schedule. */
  disableSchedule(workspaceId: number, integrationId: number, settings?: SwitchSettings): Promise<ScheduleAnswer>;

  /** Closes the connections. Unfinished calls reject with `aborted`. */
  close(): Promise<void>;
}

import type { Execution, ExecutionDetails } from "@skyvia-schedules/client";

/** One execution as times, in milliseconds since the epoch: its state at any time follows from them. Plain data. */
export interface ExecutionRecord {
  readonly runId: number;
  readonly requestedAt: number;
  readonly queuedAt: number;
  /** Later if the run before it takes longer. */
  startAt: number;
  endAt: number;
  readonly ends: "Succeeded" | "Failed" | "Canceled";
  readonly successRows: number;
  readonly errorRows: number;
  readonly result: string | null;
  /** Set by cancel: it is Canceling between the two and Canceled after. */
  canceling?: { readonly from: number; readonly until: number };
  /** Set by kill. */
  killedAt?: number;
}

const finished: ReadonlySet<string> = new Set(["Succeeded", "Failed", "Canceled"]);

/** The vendor's word for where an execution is. */
export function stateAt(execution: ExecutionRecord, now: number): string {
  const { canceling, killedAt } = execution;
  if (killedAt !== undefined && now >= killedAt) return "Canceled";
  if (canceling !== undefined && now >= canceling.from) return now < canceling.until ? "Canceling" : "Canceled";
  if (now < execution.queuedAt) return "New";
  if (now < execution.startAt) return "Queued";
  return now < execution.endAt ? "Running" : execution.ends;
}

/** Whether it is over at a time: lists contain only such executions. */
export function isFinished(execution: ExecutionRecord, now: number): boolean {
  return finished.has(stateAt(execution, now));
}

/** When it ends, unless somebody stops it before that. */
export function endOf({ killedAt, canceling, endAt }: ExecutionRecord): number {
  return killedAt ?? canceling?.until ?? endAt;
}

/** Whether it has started by now. An execution that was stopped while it waited never starts. */
function hasStarted({ startAt, killedAt, canceling }: ExecutionRecord, now: number): boolean {
  return startAt <= Math.min(now, killedAt ?? Infinity, canceling?.from ?? Infinity);
}

/** When it started; until then, when it was requested. */
export function dateOf(execution: ExecutionRecord, now: number): number {
  return hasStarted(execution, now) ? execution.startAt : execution.requestedAt;
}

/** The execution as lists and the run call show it. `duration` is in whole seconds: an int32 in the vendor's description. */
export function toExecution(execution: ExecutionRecord, now: number): Execution {
  return {
    runId: execution.runId,
    date: isoDate(dateOf(execution, now)),
    duration: Math.floor(elapsed(execution, now) / 1000),
    state: stateAt(execution, now),
    ...rowsAt(execution, now),
  };
}

/** The execution in full. Its times never run backwards: queued, started, ended. */
export function toExecutionDetails(execution: ExecutionRecord, now: number): ExecutionDetails {
  const over = isFinished(execution, now);
  const latest = over ? endOf(execution) : now;
  const queued = execution.queuedAt <= latest ? execution.queuedAt : execution.requestedAt;
  return {
    runId: execution.runId,
    queueTime: isoDate(Math.min(queued, latest)),
    startTime: hasStarted(execution, now) ? isoDate(execution.startAt) : null,
    endTime: over ? isoDate(endOf(execution)) : null,
    state: stateAt(execution, now),
    result: over ? (execution.result ?? resultText(execution, now)) : null,
  };
}

/** Milliseconds that it has run. */
function elapsed(execution: ExecutionRecord, now: number): number {
  return hasStarted(execution, now) ? Math.max(0, Math.min(now, endOf(execution)) - execution.startAt) : 0;
}

/** Rows grow evenly from start to end; a canceled run keeps those it had. */
function rowsAt(execution: ExecutionRecord, now: number): { successRows: number; errorRows: number } {
  const planned = execution.endAt - execution.startAt;
  const done = elapsed(execution, now);
  const part = !hasStarted(execution, now) ? 0 : done >= planned ? 1 : done / planned;
  return {
    successRows: Math.floor(execution.successRows * part),
    errorRows: Math.floor(execution.errorRows * part),
  };
}

function resultText(execution: ExecutionRecord, now: number): string {
  const { successRows, errorRows } = rowsAt(execution, now);
  return JSON.stringify({ SuccessRows: successRows, ErrorRows: errorRows });
}

function isoDate(time: number): string {
  return new Date(time).toISOString();
}

import type { Execution, ExecutionDetails } from "@skyvia-schedules/client";

/** One execution as times, in milliseconds since the epoch: its state at any time follows from them. Plain data. */
export interface ExecutionRecord {
  readonly runId: number;
  readonly requestedAt: number;
  readonly queuedAt: number;
  readonly startAt: number;
  readonly endAt: number;
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

/** Whether it is over at a time: only such ones are listed. */
export function isFinished(execution: ExecutionRecord, now: number): boolean {
  return finished.has(stateAt(execution, now));
}

/** When it ends, as things stand. */
function endOf({ killedAt, canceling, endAt }: ExecutionRecord): number {
  return killedAt ?? canceling?.until ?? endAt;
}

/** When it started, or was asked for while it has not. */
export function dateOf(execution: ExecutionRecord, now: number): number {
  return now < execution.startAt ? execution.requestedAt : execution.startAt;
}

/** The execution as lists and the run call show it. `duration` is in seconds. */
export function toExecution(execution: ExecutionRecord, now: number): Execution {
  const elapsed = Math.max(0, Math.min(now, endOf(execution)) - execution.startAt);
  return {
    runId: execution.runId,
    date: isoDate(dateOf(execution, now)),
    duration: elapsed / 1000,
    state: stateAt(execution, now),
    ...rowsAt(execution, now),
  };
}

/** The execution in full. */
export function toExecutionDetails(execution: ExecutionRecord, now: number): ExecutionDetails {
  const end = endOf(execution);
  const over = isFinished(execution, now);
  return {
    runId: execution.runId,
    queueTime: isoDate(execution.queuedAt),
    startTime: now < execution.startAt || end < execution.startAt ? null : isoDate(execution.startAt),
    endTime: over ? isoDate(end) : null,
    state: stateAt(execution, now),
    result: over ? (execution.result ?? resultText(execution, now)) : null,
  };
}

/** Rows grow evenly from start to end; a canceled run keeps those it had. */
function rowsAt(execution: ExecutionRecord, now: number): { successRows: number; errorRows: number } {
  const time = Math.min(now, endOf(execution));
  const planned = execution.endAt - execution.startAt;
  const part = time >= execution.endAt ? 1 : Math.max(0, (time - execution.startAt) / planned);
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

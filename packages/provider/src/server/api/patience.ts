import { isSkyviaError, type Integration, type RetryNotice, type SkyviaClient } from "@skyvia-schedules/client";
import type { ListingStep, ScheduleApi } from "@skyvia-schedules/core";
import type { Host } from "../host.ts";
import {
  afterAnswer,
  afterCheck,
  afterClose,
  afterEnd,
  afterFailure,
  afterSend,
  callsToEnd,
  newWork,
  refusalOf,
  type PatienceState,
} from "./patience-state.ts";
import { createTurns } from "./turns.ts";
import { nextLate } from "./waiting-calls.ts";

/** The API as the provider calls it. */
export interface Api extends ScheduleApi {
  getIntegration(workspaceId: number, integrationId: number): Promise<Integration>;
}

/** The API for one piece of work. */
export interface Patience {
  readonly api: Api;
  /** Ends all calls that are in flight or wait for their turn. */
  readonly close: () => void;
}

export interface PatienceOptions extends Pick<Host, "monotonic" | "startTimer"> {
  /** How many calls the client gets at once. */
  readonly concurrency: number;
  /** ms for one call with all its retries. */
  readonly limit?: number;
  /** Why this call, or the call that delays all others, was last sent again. */
  readonly lastRetry?: (path: string | null) => RetryNotice | null;
  /** Aborted when the run is canceled. After that no write is sent, and work that has sent nothing sends no call. */
  readonly canceled?: AbortSignal;
}

const neverCanceled = new AbortController().signal;

/** The longest that a call may take with all its retries, in ms: Ctrl-C in the engine waits for the call and cannot end it. */
export const longestCall = 28_000;

/**
 * The API for one piece of work. The client gets only few of its calls at once, so that long work leaves room for other work, and time in this queue does not
 * count as late. A call that takes too long is ended. If nothing was answered in that time, the whole work ends: none of its later calls is sent.
 */
export function createPatience(
  client: SkyviaClient,
  {
    concurrency,
    limit = longestCall,
    lastRetry = () => null,
    canceled = neverCanceled,
    monotonic,
    startTimer,
  }: PatienceOptions,
): Patience {
  const { call, close } = createCalls({ limit, lastRetry, canceled, monotonic, startTimer });
  const turns = createTurns(concurrency);
  const inTurn: Call = async (send, isWrite) => {
    await turns.take();
    try {
      return await call(send, isWrite);
    } finally {
      turns.give();
    }
  };
  return { api: patientApi(client, call, inTurn, canceled), close };
}

function patientApi(client: SkyviaClient, call: Call, inTurn: Call, stop: AbortSignal): Api {
  return {
    getWorkspace: (workspaceId) => call((signal) => client.getWorkspace(workspaceId, { signal })),
    integrationPages: (workspaceId) => patientPages(client, workspaceId, call), // it goes before all that it brings up
    getIntegration: (workspaceId, id) => inTurn((signal) => client.getIntegration(workspaceId, id, { signal })),
    getSchedule: (workspaceId, id) => inTurn((signal) => client.getSchedule(workspaceId, id, { signal })),
    enableSchedule: (workspaceId, id) =>
      inTurn((signal) => client.enableSchedule(workspaceId, id, { signal, stop }), true),
    disableSchedule: (workspaceId, id) =>
      inTurn((signal) => client.disableSchedule(workspaceId, id, { signal, stop }), true),
  };
}

/** Sends one call. It rejects with the error for the caller of the API. */
type Call = <T>(send: (signal: AbortSignal) => Promise<T>, isWrite?: boolean) => Promise<T>;

/** Sends the calls of one piece of work, and ends them as its state says. */
function createCalls({
  limit,
  lastRetry,
  canceled,
  monotonic,
  startTimer,
}: Required<Omit<PatienceOptions, "concurrency">>): { readonly call: Call; readonly close: () => void } {
  const aborts = new Map<number, AbortController>();
  let state = newWork;
  let stopTimer: (() => void) | null = null;

  const become = (next: PatienceState): void => {
    state = next;
    for (const id of callsToEnd(state)) aborts.get(id)?.abort();
    stopTimer?.();
    const left = nextLate(state.calls, monotonic(), limit);
    stopTimer = left === null ? null : startTimer(left, check);
  };
  const check = (): void => become(afterCheck(state, monotonic(), limit));
  const failed = (call: number, error: unknown): unknown => {
    if (!isSkyviaError(error)) {
      become(afterEnd(state, call));
      return error;
    }
    const failure = { call, error, retry: lastRetry(error.path), canceled: canceled.aborted };
    const after = afterFailure(state, failure, monotonic(), limit);
    become(after.state);
    return after.error;
  };
  const call: Call = async (send, isWrite = false) => {
    const refusal = refusalOf(state, isWrite, canceled.aborted);
    if (refusal !== null) throw refusal;
    const id = state.count;
    const abort = new AbortController();
    aborts.set(id, abort);
    become(afterSend(state, isWrite, monotonic()));
    try {
      const value = await send(abort.signal);
      become(afterAnswer(state, id, monotonic()));
      return value;
    } catch (error) {
      throw failed(id, error);
    } finally {
      aborts.delete(id);
    }
  };
  const close = (): void => {
    become(afterClose(state));
    stopTimer?.();
  };
  return { call, close };
}

/** A listing that counts as one call from each page to the next. */
async function* patientPages(client: SkyviaClient, workspaceId: number, call: Call): AsyncIterable<ListingStep> {
  const end = new AbortController();
  const pages = client.integrationPages(workspaceId, { signal: end.signal })[Symbol.asyncIterator]();
  try {
    for (;;) {
      const { done, value } = await call((signal) => {
        signal.addEventListener("abort", () => end.abort(), { once: true });
        return pages.next();
      });
      if (done === true) return;
      yield value;
    }
  } finally {
    end.abort();
  }
}
